import type { Span } from '../../../text/span';
import { EMPTY, known, mapText, type Text, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { limited } from './limits';
import { reachLimit, type Shell, spendStep, writableVariables } from './shell';
import type { Element, Variable } from './state';

/** What a name stands for. `unknown`: only the environment could have set it, and the environment isn't known. */
type Found = Variable | 'unknown' | undefined;

/** What a name stands for at this point. */
export function findVariable(shell: Shell, name: string): Found {
  const { variables } = shell.state;
  if (variables.has(name)) return variables.get(name);
  return shell.setting.mode === 'symbolic' ? 'unknown' : undefined;
}

/** IFS, or its default where it isn't known. */
export function fieldSeparators(shell: Shell): string {
  const found = findVariable(shell, 'IFS');
  if (found === undefined || found === 'unknown') return ' \t\n';
  return known(found.elements[0]?.value ?? EMPTY) ?? ' \t\n';
}

const MAX_REFERENCES = 8;

/** The name behind `declare -n` references. */
export function dereference(shell: Shell, name: string): string {
  let target = name;
  for (let hops = 0; hops < MAX_REFERENCES; hops += 1) {
    const variable = shell.state.variables.get(target);
    const next = variable?.reference ? known(variable.elements[0]?.value ?? EMPTY) : undefined;
    if (!next) return target;
    target = next;
  }
  return target;
}

export function setVariable(shell: Shell, name: string, variable: Variable | undefined): void {
  writableVariables(shell).set(name, variable);
}

/** Assigns to a name, or to one element of it. */
export function assign(
  shell: Shell,
  rawName: string,
  value: Text,
  span: Span,
  options: { index?: number | string; append?: boolean } = {},
): void {
  const name = dereference(shell, rawName);
  const before = shell.state.variables.get(name);
  if (before?.readonly) return;
  spendStep(shell, 1 + (before?.elements.length ?? 0) / 16);
  const { index, append } = options;
  const key = index ?? 0;
  const model: Variable = before ?? { kind: 'scalar', elements: [], ...(exportsAll(shell) && { exported: true }) };
  const kind = index !== undefined && model.kind === 'scalar' ? 'indexed' : model.kind;
  const old = model.elements.find((element) => element.key === key);
  const appended =
    append && !model.integer
      ? limited(shell, [...(old?.value ?? unknownPrefix(shell, name, before, span)), ...value], span)
      : value;
  const element: Element = { key, value: converted(model, appended, span), span };
  setVariable(shell, name, { ...model, kind, elements: withElement(model.elements, element, kind) });
}

const exportsAll = (shell: Shell): boolean => shell.state.options.has('allexport');

function unknownPrefix(shell: Shell, name: string, before: Variable | undefined, span: Span): Text {
  if (before || shell.setting.mode === 'concrete' || shell.state.variables.has(name)) return EMPTY;
  return unknownText('variable', span, name);
}

function converted(variable: Variable, value: Text, span: Span): Text {
  if (variable.fold === 'lower') return mapText(value, span, (text) => text.toLowerCase());
  if (variable.fold === 'upper') return mapText(value, span, (text) => text.toUpperCase());
  return value;
}

function withElement(elements: readonly Element[], element: Element, kind: Variable['kind']): readonly Element[] {
  if (kind === 'scalar') return [element];
  const at = elements.findIndex((one) => one.key === element.key);
  if (at >= 0) return elements.map((one, index) => (index === at ? element : one));
  const all = [...elements, element];
  const last = elements[elements.length - 1];
  return kind === 'indexed' && last && Number(last.key) > Number(element.key)
    ? all.sort((a, b) => Number(a.key) - Number(b.key))
    : all;
}

/** Assigns a list of words: `A=(…)`, `mapfile`, `read -a`. */
export function assignWords(shell: Shell, rawName: string, words: readonly Word[], append: boolean): void {
  const name = dereference(shell, rawName);
  const before = shell.state.variables.get(name);
  if (before?.readonly) return;
  spendStep(shell, 1 + words.length / 4);
  const kept = append ? (before?.elements ?? []) : [];
  const next = kept.length === 0 ? 0 : Number(kept[kept.length - 1]!.key) + 1;
  if (kept.length + words.length > shell.setting.limits.words) {
    reachLimit(shell, 'An array grows longer than the evaluator keeps.');
    return;
  }
  const added = words.map(
    (word, index): Element => ({
      key: next + index,
      value: word.segments,
      span: word.span,
      ...(word.when && { when: word.when }),
      ...(word.many && { many: true as const }),
    }),
  );
  setVariable(shell, name, { ...before, kind: 'indexed', elements: [...kept, ...added] });
}

/** An element of an array as a word. */
export const elementWord = (element: Element): Word => ({
  segments: element.value,
  span: element.span,
  ...(element.when && { when: element.when }),
  ...(element.many && { many: true as const }),
});

export function unsetVariable(shell: Shell, name: string, key?: number | string): void {
  const variable = shell.state.variables.get(name);
  if (variable?.readonly) return;
  if (key === undefined) setVariable(shell, name, undefined);
  else if (variable)
    setVariable(shell, name, { ...variable, elements: variable.elements.filter((element) => element.key !== key) });
}

/** The order in which bash lists an associative array: by bucket of its hash table of 1,024, as in bash's `hashlib.c`. */
export function hashOrder(elements: readonly Element[]): readonly Element[] {
  if (elements.length < 2) return elements;
  const bucket = (key: string): number => {
    let hash = 2166136261;
    for (const byte of new TextEncoder().encode(key)) {
      hash = Math.imul(hash, 16777619) >>> 0;
      hash = (hash ^ byte) >>> 0;
    }
    return hash & 1023;
  };
  return elements
    .map((element, index) => ({ element, index, bucket: bucket(String(element.key)) }))
    .sort((a, b) => a.bucket - b.bucket || b.index - a.index)
    .map(({ element }) => element);
}
