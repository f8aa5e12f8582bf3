import type { ArrayValue, Assignment, Word as WordNode } from 'unbash';
import { computeText } from '../expansion/arithmetic';
import { expandFields, expandText } from '../expansion/expand';
import { elementKey } from '../expansion/parameter-value';
import { type Scope, spanOf } from '../state/scope';
import type { Shell } from '../state/shell';
import type { Variable } from '../state/state';
import { assign, assignWords, dereference, setVariable } from '../state/variables';
import { outsideName, type Text, unknownText, withMarks } from '../values/text';
import type { Word } from '../values/word';

/** `NAME=value`, `NAME+=value`, `NAME[key]=value`, `NAME=(…)`. */
export function performAssignment(shell: Shell, scope: Scope, node: Assignment): void {
  const span = spanOf(scope.source, node);
  const append = node.append === true;
  if (node.value.type === 'ArrayValue') {
    assignArray(shell, scope, node.name, node.value, append);
    return;
  }
  let value = expandText(shell, scope, node.value, 'assignment');
  if (shell.state.jump) return;
  const name = dereference(shell, node.name);
  const variable = shell.state.variables.get(name);
  if (variable?.integer)
    value = integerValue(shell, scope, append ? [...(variable.elements[0]?.value ?? []), plus(span), ...value] : value, span);
  const index = node.index ? elementKey(shell, scope, name, node.index) : undefined;
  if (node.index && index === undefined) return;
  assign(shell, name, value, node.value.pos === node.value.end ? span : spanOf(scope.source, node.value), {
    ...(index !== undefined && { index: lastIndex(variable, index) }),
    append,
  });
}

const plus = (span: ReturnType<typeof spanOf>) => ({ text: '+', span });

/** A negative index counts from the end. */
function lastIndex(variable: Variable | undefined, index: number | string): number | string {
  if (typeof index === 'string' || index >= 0) return index;
  const last = variable?.elements[variable.elements.length - 1]?.key;
  return Number(last ?? -1) + 1 + index;
}

function integerValue(shell: Shell, scope: Scope, text: Text, span: ReturnType<typeof spanOf>): Text {
  const { value, from } = computeText(shell, scope, text, span);
  return value === undefined ? unknownText('variable', span, outsideName(from)) : withMarks(value.toString(), from, span);
}

/** `A=(one two [5]=six)`, and `A=([key]=value)` where `A` is associative. */
function assignArray(shell: Shell, scope: Scope, rawName: string, value: ArrayValue, append: boolean): void {
  const name = dereference(shell, rawName);
  const associative = shell.state.variables.get(name)?.kind === 'associative';
  const keyed = value.elements.some((element) => keyOf(element) !== undefined);
  if (!keyed && !associative) {
    const words = value.elements.flatMap((element) => expandFields(shell, scope, element));
    if (!shell.state.jump) assignWords(shell, name, words, append);
    return;
  }
  const before = shell.state.variables.get(name);
  if (!append) setVariable(shell, name, { ...before, kind: associative ? 'associative' : 'indexed', elements: [] });
  let next = append ? Number(before?.elements[before.elements.length - 1]?.key ?? -1) + 1 : 0;
  const loose: Word[] = [];
  for (const element of value.elements) {
    const key = keyOf(element);
    if (key) {
      const split = reparse(shell, scope, element, key);
      const index = split && elementKey(shell, split.scope, name, split.key);
      if (!split || index === undefined) continue;
      assign(shell, name, expandText(shell, split.scope, split.value, 'assignment'), spanOf(scope.source, element), {
        index,
        append: key.append,
      });
      next = Number(index) + 1;
    } else if (associative) loose.push(...expandFields(shell, scope, element));
    else for (const word of expandFields(shell, scope, element)) assign(shell, name, word.segments, word.span, { index: next++ });
  }
  for (let index = 0; index < loose.length; index += 2) {
    const text = loose[index]!.segments.map((segment) => segment.text ?? '').join('');
    assign(shell, name, loose[index + 1]?.segments ?? [], loose[index]!.span, { index: text });
  }
}

function keyOf(element: WordNode): { readonly key: string; readonly value: string; readonly append: boolean } | undefined {
  if (!element.text.startsWith('[')) return undefined;
  let depth = 0;
  for (let at = 0; at < element.text.length; at += 1) {
    if (element.text[at] === '[') depth += 1;
    else if (element.text[at] === ']') depth -= 1;
    if (depth > 0) continue;
    const rest = element.text.slice(at + 1);
    const operator = rest.startsWith('=') ? '=' : rest.startsWith('+=') ? '+=' : undefined;
    return operator && { key: element.text.slice(1, at), value: rest.slice(operator.length), append: operator === '+=' };
  }
  return undefined;
}

/** The parser gives `[key]=value` as one word. Its key and its value are parsed again as two. */
function reparse(shell: Shell, scope: Scope, element: WordNode, parts: { readonly key: string; readonly value: string }) {
  const offset = element.end - parts.value.length;
  const quotedKey = /^["']/.test(parts.key) || !/\s/.test(parts.key) ? parts.key : `"${parts.key}"`;
  const verbatim = scope.source.text.slice(offset, element.end) === parts.value && quotedKey === parts.key;
  const text = verbatim ? `_ ${parts.key} ${parts.value}` : `_ ${quotedKey} ${parts.value}`;
  const command = shell.setting.parse(text).commands[0]?.command;
  if (command?.type !== 'Command') return undefined;
  const words = command.suffix.filter((part): part is WordNode => part.type === 'Word');
  if (words.length === 0) return undefined;
  const place = spanOf(scope.source, { pos: offset, end: element.end });
  const empty: WordNode = { type: 'Word', text: '', value: '', pos: 0, end: 0 };
  return { key: words[0]!, value: words[1] ?? empty, scope: { ...scope, source: { file: scope.source.file, text, place } } };
}
