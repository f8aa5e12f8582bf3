import type { ParameterOperation } from 'unbash';
import type { Span } from '../../../text/span';
import { answer, suppose } from '../state/branch';
import { emptiness } from '../state/emptiness';
import { condition, isSetQuestion, type Question } from '../state/question';
import type { Scope } from '../state/scope';
import { exitShell, type Shell } from '../state/shell';
import { assign } from '../state/variables';
import { EMPTY, type Text, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { type Expansion, plainExpansion, textExpansion } from './expansion';
import { elementKey, type Parameter, type Value } from './parameter-value';

/** `${NAME-…}`, `${NAME=…}`, `${NAME+…}` and `${NAME?…}`, with or without `:`. */
export function applyDefault(
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
    if (typeof present === 'boolean') return present ? operandOf() : textExpansion(EMPTY);
    return operandOf({ question: present });
  }
  if (present === true) return plainExpansion(shell, value, quoted);
  if (kind === '?') return demandSet(shell, parameter, value, present, quoted);
  if (present !== false && present.likely !== false) return plainExpansion(shell, value, quoted);
  const defaultOf = present === false ? undefined : (present.name ?? parameter.name);
  if (kind === '-') return operandOf(defaultOf === undefined ? {} : { defaultOf });
  const given = shell.interpreter.expandText(shell, { ...scope, source: parameter.source }, operand);
  const marked =
    defaultOf === undefined
      ? given
      : given.length === 0
        ? [{ text: '', span: parameter.span, defaultOf }]
        : given.map((one) => ({ ...one, defaultOf: one.defaultOf ?? defaultOf }));
  assign(shell, parameter.name, marked, parameter.span, indexOption(shell, scope, parameter));
  return textExpansion(marked);
}

function indexOption(shell: Shell, scope: Scope, parameter: Parameter): { index?: number | string } {
  if (!parameter.index) return {};
  const index = elementKey(shell, { ...scope, source: parameter.source }, parameter.name, parameter.index);
  return index === undefined ? {} : { index };
}

function demandSet(shell: Shell, parameter: Parameter, value: Value, present: false | Question, quoted: boolean): Expansion {
  if (present === false) {
    exitShell(shell, shell.setting.mode === 'concrete' ? 127 : 1);
    return textExpansion(EMPTY);
  }
  const { when } = shell.state;
  suppose(shell, present, true);
  shell.state.when = when;
  shell.state.requires = [...shell.state.requires, condition(present, true)];
  return plainExpansion(
    shell,
    value.words || value.text.some((segment) => segment.text === null)
      ? value
      : { ...value, text: unknownText('variable', parameter.span, parameter.name) },
    quoted,
  );
}

/** Whether `${name-…}`, or with `nonEmpty` `${name:-…}`, takes the value rather than the operand. */
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
