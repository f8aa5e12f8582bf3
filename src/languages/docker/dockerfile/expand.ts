/** Values by name. Undefined where a variable is set to a value that isn't known. */
export type Variables = ReadonlyMap<string, string | undefined>;

interface ExpandOptions {
  readonly escapeCharacter: string;
  /** Whether a variable that isn't in the map is empty. Otherwise the base image may set it, so its value is unknown. */
  readonly closed?: boolean;
  /** The number of operands, as of `${x:-…}`, that the word is nested in. */
  readonly depth?: number;
}

/** A longer value isn't followed, because a line can double it. */
const LONGEST = 65_536;

/** Operands that are nested deeper aren't followed. */
const DEEPEST = 20;

/** Expands variables and removes quotes as the builder does. Undefined where a value is unknown. */
export function expandWord(text: string, variables: Variables, options: ExpandOptions): string | undefined {
  if ((options.depth ?? 0) > DEEPEST) return undefined;
  let result: string | undefined = '';
  const add = (piece: string | undefined): void => {
    result = piece === undefined || result === undefined || result.length > LONGEST ? undefined : result + piece;
  };
  let quote = '';
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    if (character === options.escapeCharacter && quote !== "'") {
      const next = text[at + 1];
      if (quote === '"' && next !== undefined && !['"', '$', options.escapeCharacter].includes(next)) add(character);
      add(next ?? '');
      at += 2;
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      at += 1;
    } else if (character === quote) {
      quote = '';
      at += 1;
    } else if (character === '$' && quote !== "'") {
      const reference = readReference(text, at);
      add(reference ? variableValue(reference, variables, options) : '$');
      at = reference ? reference.end : at + 1;
    } else {
      add(character);
      at += 1;
    }
  }
  return result;
}

interface Reference {
  readonly name: string;
  /** `:-`, `:+`, `-`, `+`, or another operator. */
  readonly operator: string;
  readonly operand: string;
  readonly end: number;
}

function readReference(text: string, at: number): Reference | undefined {
  const plain = /^\$([A-Za-z_][A-Za-z0-9_]*|[0-9])/.exec(text.slice(at, at + 300));
  if (plain) return { name: plain[1]!, operator: '', operand: '', end: at + plain[0].length };
  if (text[at + 1] !== '{') return undefined;
  let depth = 1;
  let end = at + 2;
  for (; end < text.length && depth > 0; end++) {
    if (text[end] === '{' && text[end - 1] === '$') depth += 1;
    else if (text[end] === '}') depth -= 1;
  }
  const inner = text.slice(at + 2, depth === 0 ? end - 1 : end);
  const match = /^([A-Za-z_][A-Za-z0-9_]*|[0-9])(:?[-+?]|[#%/]{1,2})?([\s\S]*)$/.exec(inner);
  return match
    ? { name: match[1]!, operator: match[2] ?? '', operand: match[3]!, end }
    : { name: '', operator: '/', operand: '', end };
}

function variableValue({ name, operator, operand }: Reference, variables: Variables, options: ExpandOptions): string | undefined {
  const isSet = variables.has(name);
  const value = variables.get(name);
  if (!isSet && !options.closed) return undefined;
  if (isSet && value === undefined) return undefined;
  const deeper = { ...options, depth: (options.depth ?? 0) + 1 };
  const present = operator.startsWith(':') ? Boolean(value) : isSet;
  switch (operator.replace(':', '')) {
    case '':
      return value ?? '';
    case '-':
      return present ? value : expandWord(operand, variables, deeper);
    case '+':
      return present ? expandWord(operand, variables, deeper) : '';
    case '?':
      return present ? value : undefined;
    default:
      return undefined;
  }
}
