import type { ParameterOperation } from 'unbash';
import type { Span } from '../../../text/span';
import type { Effort } from '../patterns/effort';
import { findMatches, matchesPattern, matchPrefix, matchSuffix } from '../patterns/pattern';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import type { ExpandedPattern } from '../values/chunk';
import { ansiQuote, shellQuote } from '../values/quote';
import { isSymbolic } from '../values/roots';
import { EMPTY, firstUnknown, known, literal, mapText, sliceText, type Text, withMarks } from '../values/text';
import type { Word } from '../values/word';
import { arithmeticNumber } from './arithmetic';
import type { Value } from './parameter-value';

type Operation = Exclude<ParameterOperation, { type: 'Default' | 'Unknown' | 'Names' }>;

/** Applies `#`, `%`, `/`, `^`, `,`, `@` or a slice to a text, or to each element of a list. */
export function applyOperation(
  shell: Shell,
  scope: Scope,
  parameter: { readonly name: string; readonly span: Span },
  operation: Operation,
  value: Value,
): Value {
  const { span } = parameter;
  if (operation.type === 'Slice' && value.words)
    return { ...value, words: sliceWords(shell, scope, parameter, operation, value.words) };
  const change = operator(shell, scope, operation, span);
  if (value.words)
    return { ...value, words: value.words.map((word) => (word.many ? word : { ...word, segments: change(word.segments) })) };
  if (value.set === false) return operation.type === 'Transform' ? value : { ...value, text: change(EMPTY) };
  return { ...value, text: change(value.text) };
}

function operator(shell: Shell, scope: Scope, operation: Operation, span: Span): (text: Text) => Text {
  switch (operation.type) {
    case 'Remove':
      return remover(shell, scope, operation, span);
    case 'Replace':
      return replacer(shell, scope, operation, span);
    case 'Slice':
      return slicer(shell, scope, operation, span);
    case 'CaseModification':
      return caseChanger(shell, scope, operation, span);
    case 'Transform':
      return (text) => transform(text, operation.operand.text, span);
  }
}

function remover(
  shell: Shell,
  scope: Scope,
  operation: Extract<Operation, { type: 'Remove' }>,
  span: Span,
): (text: Text) => Text {
  const { pattern, whole } = shell.interpreter.expandPattern(shell, scope, operation.operand);
  const atStart = operation.operator.startsWith('#');
  const longest = operation.operator.length === 2;
  return (text) => {
    const value = known(text);
    if (value === undefined || !whole) return [firstUnknown(text, span)];
    const at = atStart ? matchPrefix(pattern, value, longest, shell.effort) : matchSuffix(pattern, value, longest, shell.effort);
    if (at === undefined) return [{ text: null, span, unknown: { reason: 'limit' } }];
    if (at < 0) return text;
    const rest = atStart ? sliceText(text, at) : sliceText(text, 0, at);
    return isSymbolic(value) ? withMarks(known(rest) ?? '', text, span) : rest.length === 0 ? withMarks('', text, span) : rest;
  };
}

function replacer(
  shell: Shell,
  scope: Scope,
  operation: Extract<Operation, { type: 'Replace' }>,
  span: Span,
): (text: Text) => Text {
  const { pattern, whole } = shell.interpreter.expandPattern(shell, scope, operation.pattern);
  const replacement = shell.interpreter.expandPattern(shell, scope, operation.replacement);
  const { operator } = operation;
  return (text) => {
    const value = known(text);
    if (value === undefined || !whole) return [firstUnknown(text, span)];
    const matches = replaced(operator, pattern, value, shell.effort);
    if (matches === undefined) return [{ text: null, span, unknown: { reason: 'limit' } }];
    if (matches.length === 0) return text;
    const parts: Text[] = [];
    let from = 0;
    for (const { start, end } of matches) {
      parts.push(sliceText(text, from, start), replacementText(replacement, sliceText(text, start, end)));
      from = end;
    }
    parts.push(sliceText(text, from));
    const joined = parts.flat();
    return isSymbolic(value) ? withMarks(known(joined) ?? '', text, span) : joined;
  };
}

function replaced(
  operator: string,
  pattern: string,
  value: string,
  effort: Effort,
): { start: number; end: number }[] | undefined {
  if (operator === '/#') {
    const end = matchPrefix(pattern, value, true, effort);
    return end === undefined ? undefined : end < 0 ? [] : [{ start: 0, end }];
  }
  if (operator === '/%') {
    const start = matchSuffix(pattern, value, true, effort);
    return start === undefined ? undefined : start < 0 ? [] : [{ start, end: value.length }];
  }
  return pattern === '' ? [] : findMatches(pattern, value, operator === '//', effort);
}

/** Since bash 5.2, an unquoted `&` in the replacement stands for the match. */
function replacementText(replacement: ExpandedPattern, match: Text): Text {
  return replacement.chunks.flatMap(({ segment, quoted }) => {
    if (quoted || segment.text === null || !segment.text.includes('&')) return [segment];
    const parts = segment.text.split(/(\\[\\&]|&)/).filter((part) => part !== '');
    return parts.flatMap((part) => (part === '&' ? match : literal(part.replace(/^\\([\\&])$/, '$1'), segment.span)));
  });
}

function slicer(shell: Shell, scope: Scope, operation: Extract<Operation, { type: 'Slice' }>, span: Span): (text: Text) => Text {
  const offset = arithmeticNumber(shell, scope, shell.interpreter.expandText(shell, scope, operation.offset, 'none'), span);
  const length =
    operation.length &&
    arithmeticNumber(shell, scope, shell.interpreter.expandText(shell, scope, operation.length, 'none'), span);
  return (text) => {
    const value = known(text);
    if (value === undefined || offset === undefined || (operation.length && length === undefined) || isSymbolic(value))
      return [firstUnknown(text, span)];
    const start = offset < 0 ? value.length + offset : offset;
    if (start < 0 || start > value.length) return EMPTY;
    const end = length === undefined ? value.length : length < 0 ? value.length + length : start + length;
    const rest = sliceText(text, start, Math.max(end, start));
    return rest.length === 0 ? withMarks('', text, span) : rest;
  };
}

function sliceWords(
  shell: Shell,
  scope: Scope,
  parameter: { readonly name: string; readonly span: Span },
  operation: Extract<Operation, { type: 'Slice' }>,
  words: readonly Word[],
): readonly Word[] {
  const { name, span } = parameter;
  const offset = arithmeticNumber(shell, scope, shell.interpreter.expandText(shell, scope, operation.offset, 'none'), span) ?? 0;
  const length =
    operation.length &&
    arithmeticNumber(shell, scope, shell.interpreter.expandText(shell, scope, operation.length, 'none'), span);
  const positional = name === '@' || name === '*';
  const zero: Word = { segments: shell.state.zero, span };
  const all = positional ? [zero, ...words] : words;
  const start = offset < 0 ? all.length + offset : offset;
  if (start < 0) return [];
  const uncertain = all.findIndex((word) => word.many || word.when);
  if (uncertain >= 0 && start > uncertain) return all.slice(uncertain);
  return all.slice(start, length === undefined ? undefined : length < 0 ? all.length + length : start + length);
}

function caseChanger(
  shell: Shell,
  scope: Scope,
  operation: Extract<Operation, { type: 'CaseModification' }>,
  span: Span,
): (text: Text) => Text {
  const pattern = operation.operand ? shell.interpreter.expandPattern(shell, scope, operation.operand).pattern : '?';
  const upper = operation.operator.startsWith('^');
  const all = operation.operator.length === 2;
  const change = (character: string): string =>
    matchesPattern(pattern, character, shell.effort) ? (upper ? character.toUpperCase() : character.toLowerCase()) : character;
  return (text) => {
    if (isSymbolic(known(text) ?? '')) return text;
    return mapText(text, span, (value) =>
      [...value].map((character, index) => (all || index === 0 ? change(character) : character)).join(''),
    );
  };
}

function transform(text: Text, letter: string, span: Span): Text {
  switch (letter) {
    case 'Q':
      return mapText(text, span, shellQuote);
    case 'U':
      return mapText(text, span, (value) => value.toUpperCase());
    case 'u':
      return mapText(text, span, (value) => value.slice(0, 1).toUpperCase() + value.slice(1));
    case 'L':
      return mapText(text, span, (value) => value.toLowerCase());
    case 'E':
      return mapText(text, span, ansiQuote);
    default:
      return [{ text: null, span, unknown: { reason: 'unsupported', name: `@${letter}` } }];
  }
}
