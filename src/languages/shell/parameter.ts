import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word as WordNode } from 'unbash';
import type { Span } from '../../text/span';
import { arithmeticNumber } from './arithmetic';
import { emptiness } from './emptiness';
import { expandText } from './expand';
import { answer, demandKnown, suppose } from './join';
import { applyOperation } from './operators';
import { isSymbolic } from './roots';
import { condition, exitShell, type Question, type Scope, type Shell, type Source, spanOf, type Variable } from './state';
import { EMPTY, isDefault, joinTexts, known, literal, type Text, unknownText } from './text';
import { assign, dereference, dynamicElements, elementWord, find, hashOrder, isSetQuestion } from './variables';
import type { Segment, Word } from './word';

/** `$name` or `${…}` as written. */
export interface Parameter {
  readonly name: string;
  readonly index: WordNode | undefined;
  readonly prefix: '!' | '#' | undefined;
  readonly operation: ParameterOperation | undefined;
  readonly source: Source;
  readonly span: Span;
}

export type Expansion =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'words'; readonly words: readonly Word[]; readonly separator?: string }
  | {
      readonly kind: 'operand';
      readonly operand: WordNode;
      readonly source: Source;
      /** There only when this holds. */
      readonly question?: Question;
      readonly defaultOf?: string;
    };

/** What a parameter holds before its operator: a text, or the members of a list. `set` is a question where only the environment knows. */
interface Value {
  readonly set: boolean | Question;
  readonly text: Text;
  readonly words?: readonly Word[];
  /** `*` rather than `@`: in quotes all members make one word. */
  readonly star?: boolean;
}

export const simpleParameter = (part: SimpleExpansionPart, source: Source): Parameter => ({
  name: part.text.slice(1),
  index: undefined,
  prefix: undefined,
  operation: undefined,
  source,
  span: spanOf(source, part),
});

export const parameterOf = (part: ParameterExpansionPart, source: Source): Parameter => ({
  name: part.parameter,
  index: part.index,
  prefix: part.prefix,
  operation: part.operation,
  source,
  span: spanOf(source, part),
});

const text = (value: Text): Expansion => ({ kind: 'text', text: value });

export function expandParameter(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const expansion = expand(shell, scope, parameter, quoted);
  if (expansion.kind === 'text' && expansion.text.some(isFromOutside))
    return { kind: 'text', text: placed(expansion.text, parameter.span) };
  if (expansion.kind !== 'words' || !expansion.words.some((word) => isFromOutside(word) || word.segments.some(isFromOutside)))
    return expansion;
  const words = expansion.words.map((word) => ({
    ...word,
    segments: placed(word.segments, parameter.span),
    span: isFromOutside(word) ? parameter.span : word.span,
  }));
  return { ...expansion, words };
}

/** Values of the environment and arguments were written in no file: what stands for them is the expansion that they come in by. */
const isFromOutside = ({ span }: { readonly span: Span }): boolean => span.start === 0 && span.end === 0;

const placed = (value: Text, span: Span): Text =>
  value.map((segment) => (isFromOutside(segment) ? { ...segment, span } : segment));

function expand(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const { prefix, operation } = parameter;
  if (prefix === '!' && operation?.type === 'Names') return variableNames(shell, parameter, operation.operator === '*', quoted);
  if (prefix === '!' && (parameter.index?.text === '@' || parameter.index?.text === '*'))
    return keys(shell, scope, parameter, quoted);
  if (prefix === '!') return indirect(shell, scope, parameter, quoted);
  const value = read(shell, scope, parameter);
  if (prefix === '#') return text(lengthOf(value, parameter.span));
  return operate(shell, scope, parameter, value, quoted);
}

function operate(shell: Shell, scope: Scope, parameter: Parameter, value: Value, quoted: boolean): Expansion {
  const { operation } = parameter;
  if (operation?.type === 'Default') return applyDefault(shell, scope, parameter, operation, value, quoted);
  if (value.set === false && !value.words && shell.state.options.has('nounset') && unboundIsError(parameter)) {
    exitShell(shell, 1);
    return text(EMPTY);
  }
  if (!operation || operation.type === 'Unknown' || operation.type === 'Names') return plain(shell, value, quoted);
  const changed = applyOperation(shell, { ...scope, source: parameter.source }, parameter, operation, value);
  return plain(shell, changed, quoted);
}

const unboundIsError = ({ name }: Parameter): boolean => name !== '@' && name !== '*';

function plain(shell: Shell, value: Value, quoted: boolean): Expansion {
  if (!value.words) return text(value.text);
  if (!value.star) return { kind: 'words', words: value.words };
  if (!quoted) return { kind: 'words', words: value.words, separator: firstSeparator(shell) };
  return text(starText(shell, value.words));
}

function firstSeparator(shell: Shell): string {
  const found = find(shell, 'IFS');
  const separators = found === undefined || found === 'unknown' ? ' ' : known(found.elements[0]?.value ?? EMPTY);
  return (separators ?? ' ').slice(0, 1);
}

/** The members of a list as one text, as `"$*"` gives it. */
function starText(shell: Shell, words: readonly Word[]): Text {
  const separator = firstSeparator(shell);
  const place = words[0]?.span;
  const joined = joinTexts(
    words.map((word) => word.segments),
    place && separator !== '' ? [{ text: separator, span: place }] : EMPTY,
  );
  return joined.map((segment): Segment => (segment.positional ? { ...segment, positional: 'joined' } : segment));
}

function applyDefault(
  shell: Shell,
  scope: Scope,
  parameter: Parameter,
  operation: Extract<ParameterOperation, { type: 'Default' }>,
  value: Value,
  quoted: boolean,
): Expansion {
  const { operator, operand } = operation;
  const present = presence(shell, value, operator.startsWith(':'), parameter.span);
  const kind = operator[operator.length - 1]!;
  const operandOf = (more: { question?: Question; defaultOf?: string } = {}): Expansion => ({
    kind: 'operand',
    operand,
    source: parameter.source,
    ...more,
  });
  if (kind === '+') {
    if (typeof present === 'boolean') return present ? operandOf() : text(EMPTY);
    return operandOf({ question: present });
  }
  if (present === true) return plain(shell, value, quoted);
  if (kind === '?') return demandSet(shell, parameter, value, present, quoted);
  if (present !== false && present.likely !== false) return plain(shell, value, quoted);
  const defaultOf = present === false ? undefined : (present.name ?? parameter.name);
  if (kind === '-') return operandOf(defaultOf === undefined ? {} : { defaultOf });
  const given = expandText(shell, { ...scope, source: parameter.source }, operand);
  const marked =
    defaultOf === undefined
      ? given
      : given.length === 0
        ? [{ text: '', span: parameter.span, defaultOf }]
        : given.map((one) => ({ ...one, defaultOf: one.defaultOf ?? defaultOf }));
  assign(shell, parameter.name, marked, parameter.span, indexOption(shell, scope, parameter));
  return text(marked);
}

function indexOption(shell: Shell, scope: Scope, parameter: Parameter): { index?: number | string } {
  if (!parameter.index) return {};
  const index = elementKey(shell, { ...scope, source: parameter.source }, parameter.name, parameter.index);
  return index === undefined ? {} : { index };
}

function demandSet(shell: Shell, parameter: Parameter, value: Value, present: false | Question, quoted: boolean): Expansion {
  if (present === false) {
    exitShell(shell, shell.setting.mode === 'concrete' ? 127 : 1);
    return text(EMPTY);
  }
  const { when } = shell.state;
  suppose(shell, present, true);
  shell.state.when = when;
  shell.state.requires = [...shell.state.requires, condition(present, true)];
  return plain(
    shell,
    value.words || value.text.some((segment) => segment.text === null)
      ? value
      : { ...value, text: unknownText('variable', parameter.span, parameter.name) },
    quoted,
  );
}

/** Whether `${name-…}` (or `:-`) takes the value rather than the operand. */
function presence(shell: Shell, value: Value, nonEmpty: boolean, span: Span): boolean | Question {
  if (value.set === false) return false;
  if (typeof value.set === 'object') return settled(shell, value.set);
  if (value.words) {
    if (value.words.length === 0) return false;
    if (!nonEmpty) return true;
    const certain = value.words.filter((word) => !word.many && !word.when);
    if (certain.length === 0) return isOnlyArguments(value.words) ? settled(shell, isSetQuestion('@', span)) : true;
    return certain.length > 1 || settledEmptiness(shell, certain[0]!.segments, span);
  }
  if (!nonEmpty) {
    const defaulted = value.text.length === 1 && value.text[0]!.text === '' ? value.text[0]!.defaultOf : undefined;
    return defaulted === undefined ? true : settled(shell, isSetQuestion(defaulted, span));
  }
  return settledEmptiness(shell, value.text, span);
}

const isOnlyArguments = (words: readonly Word[]): boolean =>
  words.every((word) => word.segments.every((segment) => segment.positional));

function settled(shell: Shell, question: Question): boolean | Question {
  return answer(shell, question) ?? question;
}

function settledEmptiness(shell: Shell, value: Text, span: Span): boolean | Question {
  const found = emptiness(shell, value, span);
  return typeof found === 'boolean' ? found : settled(shell, found);
}

function read(shell: Shell, scope: Scope, parameter: Parameter): Value {
  const { name, span } = parameter;
  if (name === '@' || name === '*')
    return { set: shell.state.positional.length > 0, text: EMPTY, words: shell.state.positional, star: name === '*' };
  if (/^\d+$/.test(name)) return readPositional(shell, Number(name), span);
  if (!/^\w+$/.test(name)) return { set: true, text: special(shell, name, span) };
  const target = dereference(shell, name);
  const elements = dynamicElements(shell, { ...scope, source: parameter.source }, target, span);
  if (elements) return readElements(shell, scope, parameter, { kind: elements.length === 1 ? 'scalar' : 'indexed', elements });
  const found = find(shell, target);
  if (found === 'unknown') return { set: isSetQuestion(target, span), text: unknownText('variable', span, target) };
  if (found === undefined)
    return isListIndex(parameter)
      ? { set: false, text: EMPTY, words: [], star: parameter.index!.text === '*' }
      : { set: false, text: EMPTY };
  return readElements(shell, scope, parameter, found);
}

const isListIndex = ({ index }: Parameter): boolean => index?.text === '@' || index?.text === '*';

function readElements(shell: Shell, scope: Scope, parameter: Parameter, variable: Variable): Value {
  const { index, span, name } = parameter;
  const { elements } = variable;
  if (isListIndex(parameter)) {
    const ordered = variable.kind === 'associative' ? hashOrder(elements) : elements;
    return { set: elements.length > 0, text: EMPTY, words: ordered.map(elementWord), star: index!.text === '*' };
  }
  let key: number | string | undefined = variable.kind === 'associative' ? '0' : 0;
  if (index) key = elementKey(shell, { ...scope, source: parameter.source }, name, index, variable);
  if (key === undefined) return { set: true, text: unknownText('unsupported', span, name) };
  if (typeof key === 'number' && key < 0) key = Number(elements[elements.length - 1]?.key ?? -1) + 1 + key;
  const found = elements.find((element) => element.key === key);
  if (!found) {
    const uncertain = elements.find((element) => element.many || element.when);
    return uncertain ? { set: true, text: oneOf(uncertain.value, span, name) } : { set: false, text: EMPTY };
  }
  if (found.many || found.when) return { set: true, text: oneOf(found.value, span, name) };
  return { set: true, text: refreshed(shell, found.value) };
}

/** A value that followed a default that is empty is not known any more where the variable is supposed to be set. */
function refreshed(shell: Shell, value: Text): Text {
  if (!value.some((segment) => segment.text === '' && isDefault(segment))) return value;
  return value.map((segment) => {
    const name = segment.text === '' ? segment.defaultOf : undefined;
    if (name === undefined || shell.state.facts.get(`nonempty:${name}`) !== true) return segment;
    return { text: null, span: segment.span, unknown: { reason: 'variable', name } };
  });
}

const oneOf = (value: Text, span: Span, name: string): Text => {
  const positional = value.some((segment) => segment.positional);
  return [
    { text: null, span, unknown: { reason: positional ? 'argument' : 'choice', name }, ...(positional && { positional: 'one' }) },
  ];
};

/** The key that an index in brackets names; undefined where it is not known. */
export function elementKey(
  shell: Shell,
  scope: Scope,
  name: string,
  index: WordNode,
  given?: Variable,
): number | string | undefined {
  const found = given ?? find(shell, dereference(shell, name));
  if (found && found !== 'unknown' && found.kind === 'associative') return known(expandText(shell, scope, index, 'none'));
  return arithmeticNumber(shell, scope, expandText(shell, scope, index, 'none'), spanOf(scope.source, index));
}

function readPositional(shell: Shell, number: number, span: Span): Value {
  const { positional } = shell.state;
  if (number === 0) return { set: true, text: shell.state.zero };
  for (let index = 0; index < number; index += 1) {
    const word = positional[index];
    if (!word) return { set: false, text: EMPTY };
    if (word.many || word.when) {
      const text: Text = [{ text: null, span, positional: 'one', unknown: { reason: 'argument', name: String(number) } }];
      return { set: isSetQuestion(String(number), span), text };
    }
  }
  return { set: true, text: positional[number - 1]!.segments };
}

function special(shell: Shell, name: string, span: Span): Text {
  if (name === '#') return countText(shell.state.positional, span);
  if (name === '?') {
    const { code } = shell.state.status;
    return code === undefined ? [{ text: null, span, unknown: { reason: 'command', name: '?' } }] : literal(String(code), span);
  }
  if (name === '-') return literal(optionLetters(shell), span);
  return unknownText('command', span, name);
}

function optionLetters(shell: Shell): string {
  const letters: Record<string, string> = { errexit: 'e', nounset: 'u', xtrace: 'x', noglob: 'f', allexport: 'a' };
  return `${[...shell.state.options]
    .map((option) => letters[option] ?? '')
    .sort()
    .join('')}hB`;
}

/** A count where a list may hold more: those that are sure, as the default. */
function countText(words: readonly Word[], span: Span): Text {
  const sure = words.filter((word) => !word.many && !word.when).length;
  if (sure === words.length) return [{ text: String(sure), span }];
  const conditions = words.flatMap((word) => word.when ?? []);
  return [{ text: String(sure), span, defaultOf: conditions[0]?.key.replace(/^nonempty:/, '') ?? '@' }];
}

function lengthOf(value: Value, span: Span): Text {
  if (value.words) return countText(value.words, span);
  const whole = known(value.text);
  if (value.set === false) return [{ text: '0', span }];
  if (whole === undefined || isSymbolic(whole))
    return unknownText('variable', span, value.text.find((segment) => segment.unknown)?.unknown?.name);
  const defaulted = value.text.find(isDefault)?.defaultOf;
  return [{ text: String([...whole].length), span, ...(defaulted !== undefined && { defaultOf: defaulted }) }];
}

function variableNames(shell: Shell, { name, span }: Parameter, star: boolean, quoted: boolean): Expansion {
  const names = [...shell.state.variables].filter(([one, variable]) => one.startsWith(name) && variable).map(([one]) => one);
  const words = names.sort().map((one): Word => ({ segments: literal(one, span), span }));
  return plain(shell, { set: true, text: EMPTY, words, star }, quoted);
}

function keys(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const name = dereference(shell, parameter.name);
  const found = dynamicElements(shell, scope, name, parameter.span) ?? find(shell, name);
  if (found === 'unknown' || found === undefined) return { kind: 'words', words: [] };
  const list = 'kind' in found ? (found.kind === 'associative' ? hashOrder(found.elements) : found.elements) : found;
  const words = list.map(
    (element): Word => ({ ...elementWord(element), segments: literal(String(element.key), parameter.span) }),
  );
  return plain(shell, { set: words.length > 0, text: EMPTY, words, star: parameter.index!.text === '*' }, quoted);
}

function indirect(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const pointer = read(shell, scope, { ...parameter, operation: undefined, prefix: undefined });
  demandKnown(shell, pointer.text);
  const target = known(pointer.text);
  if (target === undefined) return text(unknownText('variable', parameter.span));
  const parsed = /^(\w+|[@*])(?:\[(.*)\])?$/.exec(target);
  if (!parsed) return text(EMPTY);
  const index = parsed[2] === undefined ? undefined : shell.setting.parse(`_ ${parsed[2]}`).commands[0]?.command;
  const source: Source = { file: parameter.source.file, text: `_ ${parsed[2] ?? ''}`, place: parameter.span };
  const word = index?.type === 'Command' ? index.suffix.find((one): one is WordNode => one.type === 'Word') : undefined;
  const value = read(shell, scope, {
    ...parameter,
    name: parsed[1]!,
    index: word,
    prefix: undefined,
    source: word ? source : parameter.source,
  });
  return operate(shell, scope, { ...parameter, name: parsed[1]!, index: undefined, prefix: undefined }, value, quoted);
}
