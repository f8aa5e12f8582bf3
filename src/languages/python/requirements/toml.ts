import type { SourceFile, Span } from '../../../text/span';

/** A string in a TOML file. */
export interface TomlString {
  readonly text: string;
  /** Without quotes. */
  readonly span: Span;
}

export interface TomlEntry {
  /** `project`, `tool.poetry.dependencies`. */
  readonly table: string;
  readonly key: string;
  readonly keySpan: Span;
  /** All strings in the value, at any depth. Keys of inline tables aren't among them. */
  readonly strings: readonly TomlString[];
  /** The value as written. */
  readonly raw: string;
}

/**
 * The entries of a TOML file, to the extent that lists of requirements need them: tables, bare and quoted keys, single-line and
 * multi-line strings, arrays, inline tables. Escapes in strings are kept as written, and a dotted key is one name.
 */
export function readToml(file: SourceFile): TomlEntry[] {
  const { text } = file;
  const entries: TomlEntry[] = [];
  let table = '';
  let index = text.startsWith('\uFEFF') ? 1 : 0;
  while (index < text.length) {
    const end = lineEnd(text, index);
    const line = text.slice(index, end);
    const header = /^\s*\[\[?([^\]]+)\]\]?/.exec(line);
    const pair = /^(\s*)("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=\s*/.exec(line);
    if (header?.[1]) {
      table = header[1].replace(/["'\s]/g, '');
      index = end + 1;
    } else if (pair?.[2] !== undefined) {
      const start = index + (pair[1]?.length ?? 0);
      const value = readValue(text, index + pair[0].length, file.path);
      entries.push({
        table,
        key: pair[2].replace(/^["']|["']$/g, ''),
        keySpan: { file: file.path, start, end: start + pair[2].length },
        strings: value.strings,
        raw: text.slice(index + pair[0].length, value.end),
      });
      index = lineEnd(text, value.end) + 1;
    } else index = end + 1;
  }
  return entries;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Reads a value from its first character. Brackets may span lines. */
function readValue(text: string, from: number, file: string): { strings: TomlString[]; end: number } {
  const strings: TomlString[] = [];
  let depth = 0;
  let index = from;
  while (index < text.length) {
    const character = text[index] as string;
    if (character === '"' || character === "'") {
      const triple = text.startsWith(character.repeat(3), index);
      const quote = triple ? character.repeat(3) : character;
      const start = index + quote.length;
      const close = closing(text, start, quote, character === '"');
      strings.push({ text: text.slice(start, close), span: { file, start, end: close } });
      index = Math.min(close + quote.length, text.length);
      continue;
    }
    if (character === '#') {
      index = lineEnd(text, index);
      continue;
    }
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    else if ((character === '\n' || character === '\r') && depth <= 0) break;
    index++;
  }
  return { strings, end: index };
}

/** The offset of the closing quote, or of the line end if a single-line string isn't closed. */
function closing(text: string, from: number, quote: string, escapes: boolean): number {
  for (let index = from; index < text.length; index++) {
    if (escapes && text[index] === '\\') index++;
    else if (text.startsWith(quote, index)) return index;
    else if (quote.length === 1 && text[index] === '\n') return index;
  }
  return text.length;
}
