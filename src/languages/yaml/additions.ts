import type { Span } from '../../text/span';
import type { YamlDocument } from './parse';
import type { YamlPath } from './places';

/** A text to insert at a place of a file, as an edit. */
export type Insertion = Span & { readonly text: string };

/**
 * Adds an entry, such as `gpu: 1`, to the end of the mapping at a path, or an item to the end of a list. Undefined where there is none, or
 * its form isn't plain enough to be certain.
 */
export function addedEntry({ file, value, ...places }: YamlDocument, path: YamlPath, entry: string): Insertion | undefined {
  const { text } = file;
  const holder = valueAt(value, path);
  const span = path.length === 0 ? { start: 0, end: text.length } : places.valueSpan(path);
  if (typeof holder !== 'object' || holder === null || !span) return undefined;
  const closing = text[span.end - 1];
  if ('{['.includes(text[span.start] ?? ' '))
    return closing === '}' || closing === ']' ? inBrackets(entry, span, file) : undefined;
  const last = Object.keys(holder).at(-1);
  if (last === undefined) return undefined;
  const isList = Array.isArray(holder);
  const lastPath = [...path, isList ? Number(last) : last];
  const [key, end] = [places.keySpan(lastPath), places.valueSpan(lastPath) ?? places.keySpan(lastPath)];
  if (!key || !end) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', key.start - 1) + 1, key.start);
  if (!(isList ? /^[ ]*- +$/ : /^[ ]*$/).test(indent)) return undefined;
  const lineEnd = text.indexOf('\n', Math.max(end.end, key.end) - 1);
  const at = lineEnd < 0 ? text.length : text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  return { file: file.path, start: at, end: at, text: `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}${entry}` };
}

function inBrackets(
  entry: string,
  { start, end }: Pick<Span, 'start' | 'end'>,
  { path: file, text }: YamlDocument['file'],
): Insertion | undefined {
  const inside = text.slice(start + 1, end - 1);
  if (inside.includes('\n') || inside.includes('#') || inside.trimEnd().endsWith(',')) return undefined;
  const at = start + 1 + inside.trimEnd().length;
  return { file, start: at, end: at, text: inside.trim() === '' ? entry : `, ${entry}` };
}

const valueAt = (value: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as { readonly [key: string]: unknown })[step] : undefined,
    value,
  );
