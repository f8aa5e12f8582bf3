import type { Span } from '../../text/span';
import { UNKNOWN_MARK } from './values/word';

/** Text for a shell that a file of another language holds, and where each piece of it is written. */
export interface EmbeddedText {
  readonly path: string;
  readonly text: string;
  /** All of the file's text. */
  readonly whole: string;
  /** Where a range of the text is written. A range that was put together from several places is where its reference is. */
  spanOf(start: number, end: number): Span;
  /** The offsets inside a range at which another piece starts. */
  cuts(start: number, end: number): readonly number[];
}

/** A piece of the text that is written in one place. */
interface Piece {
  /** Where the piece starts in the text. */
  readonly at: number;
  readonly span: Span;
  /** The piece reads as it is written, so that each of its characters has a place of its own. */
  readonly verbatim: boolean;
  /** Where the file refers to the piece, if that is written elsewhere. */
  readonly reference: Span;
}

/** Puts the text of a shell together, piece by piece. */
export interface EmbeddedTextWriter {
  /** Adds characters of the file as they are. `reference` is where the file refers to them, if it does so elsewhere. */
  copy(start: number, end: number, reference?: Span): void;
  /** Adds a text that stands for a range of the file. */
  put(text: string, span: Span, reference?: Span): void;
  /** Adds something that isn't known, such as a placeholder. */
  unknown(span: Span, reference?: Span): void;
  finish(): EmbeddedText;
}

export function writeEmbedded({ path, text: whole }: { readonly path: string; readonly text: string }): EmbeddedTextWriter {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let at = 0;
  const add = (text: string, span: Span, verbatim: boolean, reference: Span): void => {
    if (text === '') return;
    pieces.push({ at, span, verbatim, reference });
    texts.push(text);
    at += text.length;
  };
  return {
    copy(start, end, reference) {
      const span = { file: path, start, end };
      add(whole.slice(start, end), span, true, reference ?? span);
    },
    put: (text, span, reference = span) => add(text, span, false, reference),
    unknown: (span, reference = span) => add(UNKNOWN_MARK, span, false, reference),
    finish: () => ({
      path,
      text: texts.join(''),
      whole,
      spanOf: (start, end) => spanIn(pieces, path, start, end),
      cuts: (start, end) => cutsIn(pieces, start, end),
    }),
  };
}

function spanIn(pieces: readonly Piece[], path: string, start: number, end: number): Span {
  const first = pieces[indexAt(pieces, start)];
  if (!first) return { file: path, start: 0, end: 0 };
  const last = end > start ? (pieces[indexAt(pieces, end - 1)] ?? first) : first;
  if (first === last && first.verbatim)
    return { ...first.span, start: first.span.start + start - first.at, end: first.span.start + end - first.at };
  if (first === last) return first.span;
  return { file: path, start: startOf(first, start), end: endOf(last, end) };
}

function cutsIn(pieces: readonly Piece[], start: number, end: number): readonly number[] {
  const cuts: number[] = [];
  for (let index = indexAt(pieces, start) + 1; index < pieces.length; index += 1) {
    const { at } = pieces[index] as Piece;
    if (at >= end) break;
    cuts.push(at);
  }
  return cuts;
}

const startOf = ({ verbatim, span, reference, at }: Piece, start: number): number =>
  verbatim && span === reference ? span.start + start - at : reference.start;

const endOf = ({ verbatim, span, reference, at }: Piece, end: number): number =>
  verbatim && span === reference ? span.start + end - at : reference.end;

/** The index of the last piece that starts at or before an offset. */
function indexAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pieces[middle]!.at <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
