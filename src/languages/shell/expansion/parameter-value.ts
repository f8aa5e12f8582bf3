import type { ParameterOperation, Word as WordNode } from 'unbash';
import type { Span } from '../../../text/span';
import { dynamicElements } from '../state/bash-variables';
import { isSetQuestion, type Question } from '../state/question';
import { type Scope, type Source, spanOf } from '../state/scope';
import type { Shell } from '../state/shell';
import type { Variable } from '../state/state';
import { dereference, elementWord, findVariable, hashOrder } from '../state/variables';
import { isSymbolic } from '../values/roots';
import { EMPTY, isDefault, known, literal, type Text, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { arithmeticNumber } from './arithmetic';

/** `$name` or `${…}` as written. */
export interface Parameter {
  readonly name: string;
  readonly index: WordNode | undefined;
  readonly prefix: '!' | '#' | undefined;
  readonly operation: ParameterOperation | undefined;
  readonly source: Source;
  readonly span: Span;
}

/**
 * The value of a parameter before its operator is applied: a text, or the elements of a list. `set` is a question where only the
 * environment knows.
 */
export interface Value {
  readonly set: boolean | Question;
  readonly text: Text;
  readonly words?: readonly Word[];
  /** `*` rather than `@`: in quotes, all elements make one word. */
  readonly star?: boolean;
}

/** The value of a parameter. */
export function readParameter(shell: Shell, scope: Scope, parameter: Parameter): Value {
  const { name, span } = parameter;
  if (name === '@' || name === '*')
    return { set: shell.state.positional.length > 0, text: EMPTY, words: shell.state.positional, star: name === '*' };
  if (/^\d+$/.test(name)) return readPositional(shell, Number(name), span);
  if (!/^\w+$/.test(name)) return { set: true, text: special(shell, name, span) };
  const target = dereference(shell, name);
  const elements = dynamicElements(shell, { ...scope, source: parameter.source }, target, span);
  if (elements) return readElements(shell, scope, parameter, { kind: elements.length === 1 ? 'scalar' : 'indexed', elements });
  const found = findVariable(shell, target);
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

/** An empty default is no longer the value once the variable is supposed to be set. */
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

/** The key that an index in brackets names. Undefined where it isn't known. */
export function elementKey(
  shell: Shell,
  scope: Scope,
  name: string,
  index: WordNode,
  given?: Variable,
): number | string | undefined {
  const found = given ?? findVariable(shell, dereference(shell, name));
  if (found && found !== 'unknown' && found.kind === 'associative')
    return known(shell.interpreter.expandText(shell, scope, index, 'none'));
  return arithmeticNumber(shell, scope, shell.interpreter.expandText(shell, scope, index, 'none'), spanOf(scope.source, index));
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

/** The number of words. Where there may be more, those that are certain count, marked as a default. */
function countText(words: readonly Word[], span: Span): Text {
  const sure = words.filter((word) => !word.many && !word.when).length;
  if (sure === words.length) return [{ text: String(sure), span }];
  const conditions = words.flatMap((word) => word.when ?? []);
  return [{ text: String(sure), span, defaultOf: conditions[0]?.key.replace(/^nonempty:/, '') ?? '@' }];
}

/** `${#NAME}`. */
export function lengthOf(value: Value, span: Span): Text {
  if (value.words) return countText(value.words, span);
  const whole = known(value.text);
  if (value.set === false) return [{ text: '0', span }];
  if (whole === undefined || isSymbolic(whole))
    return unknownText('variable', span, value.text.find((segment) => segment.unknown)?.unknown?.name);
  const defaulted = value.text.find(isDefault)?.defaultOf;
  return [{ text: String([...whole].length), span, ...(defaulted !== undefined && { defaultOf: defaulted }) }];
}
