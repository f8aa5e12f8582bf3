import type { ParameterExpansionPart, SimpleExpansionPart, Word as WordNode } from 'unbash';
import type { Span } from '../../../text/span';
import { dynamicElements } from '../state/bash-variables';
import { demandKnown } from '../state/branch';
import { type Scope, type Source, spanOf } from '../state/scope';
import { exitShell, type Shell } from '../state/shell';
import { dereference, elementWord, findVariable, hashOrder } from '../state/variables';
import { EMPTY, known, literal, type Text, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { type Expansion, plainExpansion, textExpansion } from './expansion';
import { applyOperation } from './operators';
import { applyDefault } from './parameter-default';
import { lengthOf, type Parameter, readParameter, type Value } from './parameter-value';

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

/** Expands `$name` or `${…}`. What comes from outside gets the span of the expansion. */
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

/** Values from the environment and arguments are written in no file: their span is the expansion that reads them. */
const isFromOutside = ({ span }: { readonly span: Span }): boolean => span.start === 0 && span.end === 0;

const placed = (value: Text, span: Span): Text =>
  value.map((segment) => (isFromOutside(segment) ? { ...segment, span } : segment));

function expand(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const { prefix, operation } = parameter;
  if (prefix === '!' && operation?.type === 'Names') return variableNames(shell, parameter, operation.operator === '*', quoted);
  if (prefix === '!' && (parameter.index?.text === '@' || parameter.index?.text === '*'))
    return keys(shell, scope, parameter, quoted);
  if (prefix === '!') return indirect(shell, scope, parameter, quoted);
  const value = readParameter(shell, scope, parameter);
  if (prefix === '#') return textExpansion(lengthOf(value, parameter.span));
  return operate(shell, scope, parameter, value, quoted);
}

function operate(shell: Shell, scope: Scope, parameter: Parameter, value: Value, quoted: boolean): Expansion {
  const { operation } = parameter;
  if (operation?.type === 'Default') return applyDefault(shell, scope, parameter, operation, value, quoted);
  if (value.set === false && !value.words && shell.state.options.has('nounset') && unboundIsError(parameter)) {
    exitShell(shell, 1);
    return textExpansion(EMPTY);
  }
  if (!operation || operation.type === 'Unknown' || operation.type === 'Names') return plainExpansion(shell, value, quoted);
  const changed = applyOperation(shell, { ...scope, source: parameter.source }, parameter, operation, value);
  return plainExpansion(shell, changed, quoted);
}

const unboundIsError = ({ name }: Parameter): boolean => name !== '@' && name !== '*';

function variableNames(shell: Shell, { name, span }: Parameter, star: boolean, quoted: boolean): Expansion {
  const names = [...shell.state.variables].filter(([one, variable]) => one.startsWith(name) && variable).map(([one]) => one);
  const words = names.sort().map((one): Word => ({ segments: literal(one, span), span }));
  return plainExpansion(shell, { set: true, text: EMPTY, words, star }, quoted);
}

function keys(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const name = dereference(shell, parameter.name);
  const found = dynamicElements(shell, scope, name, parameter.span) ?? findVariable(shell, name);
  if (found === 'unknown' || found === undefined) return { kind: 'words', words: [] };
  const list = 'kind' in found ? (found.kind === 'associative' ? hashOrder(found.elements) : found.elements) : found;
  const words = list.map(
    (element): Word => ({ ...elementWord(element), segments: literal(String(element.key), parameter.span) }),
  );
  return plainExpansion(shell, { set: words.length > 0, text: EMPTY, words, star: parameter.index!.text === '*' }, quoted);
}

function indirect(shell: Shell, scope: Scope, parameter: Parameter, quoted: boolean): Expansion {
  const pointer = readParameter(shell, scope, { ...parameter, operation: undefined, prefix: undefined });
  demandKnown(shell, pointer.text);
  const target = known(pointer.text);
  if (target === undefined) return textExpansion(unknownText('variable', parameter.span));
  const parsed = /^(\w+|[@*])(?:\[(.*)\])?$/.exec(target);
  if (!parsed) return textExpansion(EMPTY);
  const index = parsed[2] === undefined ? undefined : shell.setting.parse(`_ ${parsed[2]}`).commands[0]?.command;
  const source: Source = { file: parameter.source.file, text: `_ ${parsed[2] ?? ''}`, place: parameter.span };
  const word = index?.type === 'Command' ? index.suffix.find((one): one is WordNode => one.type === 'Word') : undefined;
  const value = readParameter(shell, scope, {
    ...parameter,
    name: parsed[1]!,
    index: word,
    prefix: undefined,
    source: word ? source : parameter.source,
  });
  return operate(shell, scope, { ...parameter, name: parsed[1]!, index: undefined, prefix: undefined }, value, quoted);
}
