import type { Span } from '../../../text/span';
import { reachLimit, type Shell } from '../state/shell';
import type { Chunk } from '../values/chunk';
import { type Condition, sameConditions } from '../values/condition';
import { EMPTY, markDefault, type Text } from '../values/text';
import { cutSegment, type Segment, UNKNOWN_MARK, type Word } from '../values/word';

/** A word in progress. */
export interface Field {
  chunks: Chunk[];
  /** Quoted, so it is a word even if it is empty. */
  quoted: boolean;
  when?: readonly Condition[];
  many?: true;
  span?: Span;
}

/** Collects what a word expands to. */
export interface Builder {
  readonly span: Span;
  readonly finished: Field[];
  current: Field;
  /** The conditions and the mark of everything that is added from now on. */
  when: readonly Condition[] | undefined;
  defaultOf: string | undefined;
  /** Whether literal text is split too, as inside `${x:-…}` outside quotes. */
  splitLiterals: boolean;
  /** What joins the fields into one text: a space, or for `$*` the first character of IFS. */
  separator: string;
}

export const newBuilder = (span: Span): Builder => ({
  span,
  finished: [],
  current: { chunks: [], quoted: false },
  when: undefined,
  defaultOf: undefined,
  splitLiterals: false,
  separator: ' ',
});

export function addText(builder: Builder, text: Text, quoted: boolean, split: boolean): void {
  const read = text.some(hasMark) ? text.flatMap(splitMarks) : text;
  const marked = builder.defaultOf === undefined ? read : markDefault(read, builder.defaultOf, builder.span);
  for (const segment of marked) builder.current.chunks.push({ segment, quoted, split, when: builder.when });
}

const hasMark = ({ text }: Segment): boolean => text?.includes(UNKNOWN_MARK) ?? false;

/** A mark in the source stands for something that isn't known, such as a placeholder of a README. */
function splitMarks(segment: Segment): readonly Segment[] {
  if (segment.text === null || !hasMark(segment)) return [segment];
  return [...segment.text.matchAll(marksOrText)].map(({ index, 0: text }): Segment => {
    const piece = cutSegment(segment, index, index + text.length);
    return text.startsWith(UNKNOWN_MARK) ? { ...piece, text: null, unknown: { reason: 'placeholder' } } : piece;
  });
}

const marksOrText = /\uF8FF+|[^\uF8FF]+/g;

export function addLiteral(builder: Builder, segment: Segment, quoted: boolean): void {
  addText(builder, [segment], quoted, builder.splitLiterals);
}

/** Adds a list, each element as a field of its own. The first is joined to what came before, the last to what follows. */
export function addWords(builder: Builder, words: readonly Word[], quoted: boolean): void {
  words.forEach((word, index) => {
    if (index > 0) breakField(builder);
    const { current } = builder;
    if (word.when || word.many) {
      if (current.chunks.length > 0 || current.quoted) {
        if (!word.many) addText({ ...builder, current, when: word.when }, word.segments, quoted, !quoted);
        else addText(builder, word.segments, quoted, !quoted);
        return;
      }
      if (word.many) current.many = true;
      if (word.when) current.when = word.when;
    }
    current.span = word.span;
    if (quoted) current.quoted = true;
    addText(builder, word.segments, quoted, !quoted);
  });
}

function breakField(builder: Builder): void {
  builder.finished.push(builder.current);
  builder.current = { chunks: [], quoted: false };
}

/** All fields as one text: the right side of an assignment, a `case` word, the target of a redirect. */
export function joinedText(builder: Builder): Text {
  const fields = [...builder.finished, builder.current];
  const parts = fields.map((field) => fieldText(field.chunks, field.when));
  if (parts.length === 1) return parts[0]!;
  return parts.flatMap((part, index) =>
    index === 0 || builder.separator === '' ? part : [{ text: builder.separator, span: builder.span }, ...part],
  );
}

/** The chunks as text. Chunks that are there only sometimes become one unknown segment per condition. */
function fieldText(chunks: readonly Chunk[], fieldWhen?: readonly Condition[]): Text {
  if (chunks.every((chunk) => !chunk.when) && !fieldWhen) return chunks.map((chunk) => chunk.segment);
  const text: Segment[] = [];
  let index = 0;
  while (index < chunks.length) {
    const { when } = chunks[index]!;
    const together = [...(fieldWhen ?? []), ...(when ?? [])];
    const run: Segment[] = [];
    while (index < chunks.length && sameConditions(chunks[index]!.when, when)) run.push(chunks[index++]!.segment);
    if (together.length === 0) text.push(...run);
    else text.push({ text: null, span: run[0]!.span, unknown: { reason: 'sometimes', when: together, segments: run } });
  }
  return text;
}

/** Splits words by IFS as `man bash` describes in "Word Splitting". */
export function splitFields(shell: Shell, builder: Builder, separators: string): Field[] {
  const result: Field[] = [];
  for (const field of builder.finished.length === 0 ? [builder.current] : [...builder.finished, builder.current]) {
    if (field.chunks.length === 0 && !field.quoted) continue;
    if (field.chunks.length > 0 && field.chunks.every((chunk) => !chunk.split || chunk.quoted)) {
      if (field.quoted || field.chunks.some((chunk) => chunk.quoted || chunk.segment.text !== '')) result.push(field);
      continue;
    }
    splitField(field, separators, result);
    if (result.length > shell.setting.limits.words) {
      reachLimit(shell, 'A word expands to more words than the evaluator keeps.');
      return result.slice(0, shell.setting.limits.words);
    }
  }
  return result;
}

/** A field while it is split. */
interface Splitting {
  readonly field: Field;
  readonly separators: string;
  readonly result: Field[];
  current: Field;
  /** The current field is there even if it has no more text. */
  open: boolean;
  /** A blank ended the last field, so a separator that follows belongs to it. */
  afterBlank: boolean;
}

function splitField(field: Field, separators: string, result: Field[]): void {
  const current = { ...emptyPart(field), quoted: field.quoted };
  const splitting: Splitting = { field, separators, result, current, open: field.quoted, afterBlank: false };
  for (const chunk of field.chunks.flatMap(unfoldSometimes)) {
    if (chunk.quoted || !chunk.split || chunk.segment.text === null) keepChunk(splitting, chunk);
    else splitChunk(splitting, chunk, chunk.segment.text);
  }
  if (splitting.open || splitting.current.chunks.some((chunk) => chunk.segment.text === null)) result.push(splitting.current);
}

const emptyPart = ({ when, many, span }: Field): Field => ({
  chunks: [],
  quoted: false,
  ...(when && { when }),
  ...(many && { many }),
  ...(span && { span }),
});

function finishPart(splitting: Splitting): void {
  splitting.result.push(splitting.current);
  splitting.current = emptyPart(splitting.field);
  splitting.open = false;
}

const unquoted = (chunk: Chunk, segment: Segment): Chunk => ({ ...chunk, segment: { ...segment, unquoted: true } });

/** Quoted, literal and unknown text isn't split. */
function keepChunk(splitting: Splitting, chunk: Chunk): void {
  const { segment, quoted, split } = chunk;
  const { current } = splitting;
  current.chunks.push(segment.text === null && !quoted && split ? unquoted(chunk, segment) : chunk);
  if (quoted) current.quoted = true;
  if (segment.text !== '' || quoted) splitting.open = true;
  splitting.afterBlank = false;
}

function splitChunk(splitting: Splitting, chunk: Chunk, text: string): void {
  const { segment } = chunk;
  let from = 0;
  const take = (to: number): void => {
    if (to <= from) return;
    const cut = from === 0 && to === text.length ? segment : cutSegment(segment, from, to);
    splitting.current.chunks.push(unquoted(chunk, cut));
    splitting.open = true;
    splitting.afterBlank = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (!splitting.separators.includes(text[at]!)) continue;
    take(at);
    from = at + 1;
    endPart(splitting, /[ \t\n]/.test(text[at]!));
  }
  take(text.length);
  if (text === '' && segment.defaultOf !== undefined && !splitting.open) splitting.current.chunks.push(unquoted(chunk, segment));
}

/** A run of blanks ends a field once. Any other separator ends one each time, also an empty one. */
function endPart(splitting: Splitting, isBlank: boolean): void {
  if (isBlank) {
    if (!splitting.open) return;
    finishPart(splitting);
    splitting.afterBlank = true;
  } else if (splitting.afterBlank) splitting.afterBlank = false;
  else {
    splitting.current.quoted = true;
    finishPart(splitting);
  }
}

/** Text outside quotes that is there only sometimes is split like any other. Each of its words is then there sometimes. */
function unfoldSometimes(chunk: Chunk): readonly Chunk[] {
  const { unknown } = chunk.segment;
  if (unknown?.reason !== 'sometimes' || !unknown.segments || chunk.quoted || !chunk.split) return [chunk];
  const when = [...(chunk.when ?? []), ...(unknown.when ?? [])];
  return unknown.segments.flatMap((segment) => unfoldSometimes({ ...chunk, segment, when }));
}

/** The word of a field that is already split. A condition that all of its chunks share is the word's own. */
export function fieldWord(field: Field, span: Span): Word {
  const shared = sharedConditions(field);
  const when = [...(field.when ?? []), ...(shared ?? [])];
  const chunks = shared ? field.chunks.map((chunk) => ({ ...chunk, when: undefined })) : field.chunks;
  const segments = chunks.length === 0 ? EMPTY : fieldText(chunks);
  return {
    segments,
    span: field.span ?? span,
    ...(when.length > 0 && { when }),
    ...((field.many || standsForMany(field)) && { many: true as const }),
  };
}

function sharedConditions(field: Field): readonly Condition[] | undefined {
  const first = field.chunks[0]?.when;
  if (!first || field.chunks.some((chunk) => chunk.quoted && !chunk.when)) return undefined;
  return field.chunks.every((chunk) => sameConditions(chunk.when, first)) ? first : undefined;
}

/** Whether a field is nothing but an unknown value outside quotes, which may be no word, one or several. */
function standsForMany(field: Field): boolean {
  const only = field.chunks.length === 1 && !field.quoted ? field.chunks[0]! : undefined;
  return only !== undefined && !only.quoted && only.split && only.segment.text === null;
}
