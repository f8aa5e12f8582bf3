import type { SourceFile, Span } from '../../text/span';
import type { EmbeddedTextWriter } from '../shell';
import type { Makefile, Range } from './parse';

/** A recipe being written as text for a shell. */
export interface Recipe {
  readonly file: SourceFile;
  readonly makefile: Makefile;
  readonly writer: EmbeddedTextWriter;
  /** The target of the rule, if it's plain. */
  readonly target: Range | undefined;
  /** The folder that make runs in, absolute. */
  readonly folder: string;
  /** The quotes that the text so far leaves open. */
  quote: '' | "'" | '"';
  /** How many more characters may be written. */
  room: number;
}

/** A longer recipe isn't read to its end: variables that contain each other twice grow very fast. */
export const longest = 50_000;

/** Writes a range of the makefile as make hands it to the shell. `reference` is where the recipe refers to it. */
export function expand(recipe: Recipe, range: Range, names: readonly string[] = [], reference?: Span): void {
  const { text } = recipe.file;
  for (let at = range.start; at < range.end && recipe.room > 0; ) {
    const special = nextSpecial(text, at, range.end);
    copy(recipe, at, special, reference);
    if (special >= range.end) return;
    const end = Math.min(range.end, endOfReference(text, special, range.end));
    const span = { file: recipe.file.path, start: special, end };
    if (text.charAt(special) === '\\') put(recipe, ' ', span, reference);
    else expandReference(recipe, span, names, reference ?? span);
    at = end;
  }
}

/** The offset of the next `$`, or of a backslash that ends a line inside a value. */
function nextSpecial(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === '$' || (character === '\\' && at + 1 < end && /[\r\n]/.test(text.charAt(at + 1)))) return at;
  }
  return end;
}

function endOfReference(text: string, start: number, limit: number): number {
  if (text.charAt(start) === '\\') {
    let end = start + 1;
    while (end < limit && /\s/.test(text.charAt(end))) end += 1;
    return end;
  }
  const open = text.charAt(start + 1);
  const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
  if (!close) return start + 2;
  let depth = 0;
  for (let at = start + 1; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return limit;
}

function expandReference(recipe: Recipe, span: Span, names: readonly string[], reference: Span): void {
  const written = recipe.file.text.slice(span.start, span.end);
  const name = /^\$[({](.*)[)}]$/s.exec(written)?.[1]?.trim() ?? written.slice(1);
  recipe.room -= 1;
  if (written === '$$') put(recipe, '$', span, reference);
  else if (name === 'CURDIR' || name === 'shell pwd' || (name === 'PWD' && !recipe.makefile.definitions.has(name)))
    put(recipe, recipe.folder, span, reference);
  else if (name === '@' && recipe.target) copy(recipe, recipe.target.start, recipe.target.end, reference);
  else if (name === 'MAKE') put(recipe, 'make', span, reference);
  else expandVariable(recipe, name, span, names, reference);
}

function expandVariable(recipe: Recipe, name: string, span: Span, names: readonly string[], reference: Span): void {
  const values = names.includes(name) || names.length > 20 ? undefined : valuesOf(recipe.makefile, name);
  if (!values) {
    unknown(recipe, name, span, reference);
    return;
  }
  for (const [index, value] of values.entries()) {
    if (index > 0) put(recipe, ' ', span, reference);
    expand(recipe, value, [...names, name], reference);
  }
}

/** The values that make up a variable once the whole makefile is read. Undefined if that isn't known. */
function valuesOf({ definitions }: Makefile, name: string): readonly Range[] | undefined {
  const all = definitions.get(name);
  if (!all || all.some(({ uncertain }) => uncertain)) return undefined;
  const values: Range[] = [];
  for (const [index, { operator, value }] of all.entries()) {
    if (operator === '?=' && index > 0) continue;
    if (operator !== '+=') values.length = 0;
    values.push(value);
  }
  return values;
}

/** A variable of the environment, or whatever a function gives: any number of words, but between single quotes a part of one. */
function unknown(recipe: Recipe, name: string, span: Span, reference: Span): void {
  recipe.room -= 10;
  if (recipe.quote === "'") recipe.writer.unknown(span, reference);
  else recipe.writer.put(`\${${/^[A-Za-z_]\w*$/.test(name) ? name : 'MAKE_VALUE'}}`, span, reference);
}

function copy(recipe: Recipe, start: number, end: number, reference?: Span): void {
  recipe.writer.copy(start, end, reference);
  written(recipe, recipe.file.text.slice(start, end));
}

export function put(recipe: Recipe, text: string, span: Span, reference: Span = span): void {
  recipe.writer.put(text, span, reference);
  written(recipe, text);
}

/** Notes which quotes a text opens and closes. */
function written(recipe: Recipe, text: string): void {
  recipe.room -= text.length;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && recipe.quote !== "'") at += 1;
    else if (character === recipe.quote) recipe.quote = '';
    else if (recipe.quote === '' && (character === "'" || character === '"')) recipe.quote = character;
  }
}
