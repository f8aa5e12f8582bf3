import { type Assignment, forEachChild, type SyntaxNode, type Word, type WordPart } from 'unbash';
import type { Span } from '../../../text/span';
import type { ShellScript } from './parse';

/** A word of a command as written, before any evaluation. */
export interface PlainWord {
  /** Without quotes. Undefined where it contains an expansion that isn't known. */
  readonly text: string | undefined;
  /** As written, quotes included. */
  readonly span: Span;
}

interface PlainRedirect {
  /** Without a descriptor: `>` for `2>`. */
  readonly operator: string;
  /** From the descriptor, if there is one, to the end of the target. */
  readonly span: Span;
  readonly target: PlainWord | undefined;
}

/** One simple command, wherever it is in a script. */
export interface PlainCommand {
  readonly words: readonly PlainWord[];
  readonly redirects: readonly PlainRedirect[];
  readonly span: Span;
  /** Something tests its status: `if`, `while`, `&&`, `||` or `!`. */
  readonly tested: boolean;
  /** The command that reads what it prints. The status of the pipeline is that of its last command. */
  readonly pipedTo: Span | undefined;
  /** The script continues after its statement. */
  readonly followed: boolean;
  /** It is in `$(…)`: what it prints becomes a word or a value. */
  readonly substituted: boolean;
}

type Place = Pick<PlainCommand, 'tested' | 'pipedTo' | 'followed' | 'substituted'>;

type Values = ReadonlyMap<string, string | undefined>;

/**
 * The simple commands of a tree in order of position, including those in substitutions and functions. `offset`: where the text of the
 * tree starts in its file.
 */
export function commandsOf(tree: SyntaxNode, path: string, values: Values = new Map(), offset = 0): PlainCommand[] {
  const commands: PlainCommand[] = [];
  const at = (node: { readonly pos: number; readonly end: number }): Span => ({
    file: path,
    start: offset + node.pos,
    end: offset + node.end,
  });
  const read = (word: Word | Assignment): PlainWord => ({
    text: word.type === 'Word' ? wordValue(word, values) : /["'$`\\]/.test(word.text) ? undefined : word.text,
    span: at(word),
  });
  const visit = (node: SyntaxNode, place: Place): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'Command') {
      const words = [...(node.name ? [node.name] : []), ...node.args];
      const redirects = node.redirects.flatMap((redirect) =>
        redirect.type === 'Redirect'
          ? [{ operator: redirect.operator, span: at(redirect), target: redirect.target && read(redirect.target) }]
          : [],
      );
      if (words.length > 0) commands.push({ words: words.map(read), redirects, span: at(node), ...place });
    }
    if (node.type === 'AndOr') {
      for (const [index, child] of node.commands.entries())
        visit(child, { ...place, tested: place.tested || index < node.operators.length });
    } else if (node.type === 'Pipeline') {
      const tested = place.tested || node.prefixes.some(({ type }) => type === 'Negation');
      const last = node.commands.at(-1);
      for (const child of node.commands)
        visit(child, { ...place, tested, pipedTo: child === last ? place.pipedTo : last && at(last) });
    } else if (node.type === 'If' || node.type === 'Elif' || node.type === 'While') {
      visit(node.clause, { ...place, tested: true });
      forEachChild(node, (child) => {
        if (child !== node.clause) visit(child, place);
      });
    } else if (node.type === 'Script' || node.type === 'CompoundList') {
      const last = node.commands.at(-1);
      for (const child of node.commands) visit(child, { ...place, followed: place.followed || child !== last });
    } else {
      const within = node.type === 'CommandExpansion' ? { ...place, substituted: true } : place;
      forEachChild(node, (child) => visit(child, within));
    }
  };
  visit(tree, { tested: false, pipedTo: undefined, followed: false, substituted: false });
  return commands;
}

const cached = new WeakMap<ShellScript, readonly PlainCommand[]>();

/** The simple commands of a script in order of position. */
export function simpleCommands(script: ShellScript): readonly PlainCommand[] {
  let commands = cached.get(script);
  if (!commands) cached.set(script, (commands = commandsOf(script.tree, script.file.path)));
  return commands;
}

const wordValue = (word: Word, values: Values): string | undefined => (word.parts ? partsValue(word.parts, values) : word.value);

function partsValue(parts: readonly WordPart[], values: Values): string | undefined {
  let value = '';
  for (const part of parts) {
    const piece = partValue(part, values);
    if (piece === undefined) return undefined;
    value += piece;
  }
  return value;
}

function partValue(part: WordPart, values: Values): string | undefined {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'Glob':
    case 'BraceExpansion':
      return part.text;
    case 'DoubleQuoted':
      return partsValue(part.parts, values);
    case 'SimpleExpansion':
      return values.get(part.text.slice(1));
    case 'ParameterExpansion':
      return part.operation || part.prefix || part.index ? undefined : values.get(part.parameter);
    default:
      return undefined;
  }
}
