import type { Span } from '../../../text/span';
import type { Condition } from './condition';

/** Why a piece of text is not known. */
interface Unknown {
  /**
   * `variable`: an environment variable that nothing in the script sets; `argument`: given on the command line;
   * `command`: the output of a command that is not evaluated; `sometimes`: there only under `when`; `choice`: differs by the path taken;
   * `limit`: a budget was exhausted; `unsupported`: the evaluator does not know the construct.
   */
  readonly reason: 'variable' | 'argument' | 'command' | 'sometimes' | 'choice' | 'limit' | 'unsupported';
  /** The variable's or the command's name. */
  readonly name?: string;
  readonly when?: readonly Condition[];
  /** The text that would stand here where it is there at all (reason `sometimes`), as far as it is known. */
  readonly segments?: readonly Segment[];
  /** Key of the condition that decides (reasons `choice` and `sometimes`). */
  readonly decidedBy?: string;
}

/** A piece of a word that was written in one place. */
export interface Segment {
  /** The text, or null where it is unknown. A path may start with a symbolic root, see roots.ts. */
  readonly text: string | null;
  /** What wrote the text: the literal itself, or the expansion that a value from outside came in by. Quotes are not part of it. */
  readonly span: Span;
  /** Present where `text` is null. */
  readonly unknown?: Unknown;
  /** Where the text is known only because a variable's default is followed: the variable's name. The environment can override it. */
  readonly defaultOf?: string;
  /** `all`: from "$@" or an array (each argument one word); `joined`: from $* in quotes; `one`: from $1, $2 …  */
  readonly positional?: 'all' | 'joined' | 'one';
  /** The expansion in the command's own word that the text came in by, where `span` lies elsewhere. */
  readonly through?: Span;
  /** The text came from an expansion outside quotes: spaces in it split, and empty text is no word at all. */
  readonly unquoted?: true;
}

/** One word of a command after all expansions. */
export interface Word {
  readonly segments: readonly Segment[];
  /** The word as written, before expansion: quotes included. An array's element has the span of the element. */
  readonly span: Span;
  /** Conditions, all of which must hold for the word to be there; absent where it is always there. */
  readonly when?: readonly Condition[];
  /** The word stands for any number of words, also none: arguments, or an unknown value outside quotes. */
  readonly many?: true;
}

/** The word's text, or undefined where a part of it is unknown. */
export function wordText(word: Word): string | undefined {
  let text = '';
  for (const segment of word.segments) {
    if (segment.text === null) return undefined;
    text += segment.text;
  }
  return word.many ? undefined : text;
}

/** The word's text with each unknown segment replaced, for display and for grammars that can step over what is unknown. */
function wordTextWith(word: Word, unknown: (segment: Segment) => string): string {
  return word.segments.map((segment) => segment.text ?? unknown(segment)).join('');
}

/** A word that is wholly literal, for tests and for commands written as JSON arrays. */
export function literalWord(text: string, span: Span): Word {
  return { segments: [{ text, span }], span };
}

/**
 * The part of a word from `start` to `end`, counted in its text with each unknown segment one unit wide.
 * The part's segments keep their own spans, cut where the text was written as it reads.
 */
export function wordSlice(word: Word, start: number, end: number = Number.POSITIVE_INFINITY): Word {
  const segments = sliceSegments(word.segments, start, end);
  const span = segments.length > 0 ? coveringSpan(segments) : pointSpan(word, start);
  return { ...word, segments, span };
}

/** The span of the text from `start` to `end` of a word, units as in {@link wordSlice}: the one to report. */
export function spanWithin(word: Word, start: number, end?: number): Span {
  return wordSlice(word, start, end).span;
}

/** Width of a segment in the units of {@link wordSlice}. */
export const segmentWidth = (segment: Segment): number => segment.text?.length ?? 1;

/** The stand-in for an unknown segment in {@link maskedText}: one private-use character. */
export const UNKNOWN_MARK = '\uF8FF';

/** The word's text with {@link UNKNOWN_MARK} for each unknown segment: offsets in it are the units of {@link wordSlice}. */
export const maskedText = (word: Word): string => wordTextWith(word, () => UNKNOWN_MARK);

export function sliceSegments(segments: readonly Segment[], start: number, end: number = Number.POSITIVE_INFINITY): Segment[] {
  const cut: Segment[] = [];
  let at = 0;
  for (const segment of segments) {
    const width = segmentWidth(segment);
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, width);
    if (from < to) cut.push(from === 0 && to === width ? segment : cutSegment(segment, from, to));
    at += width;
  }
  return cut;
}

export function cutSegment(segment: Segment, from: number, to: number): Segment {
  const text = (segment.text ?? '').slice(from, to);
  const { span } = segment;
  const verbatim = span.end - span.start === (segment.text ?? '').length;
  return { ...segment, text, span: verbatim ? { file: span.file, start: span.start + from, end: span.start + to } : span };
}

/** From the first to the last segment where they lie in one file and in order; else the first with any text. */
function coveringSpan(segments: readonly Segment[]): Span {
  const first = segments[0]!.span;
  let { start, end } = first;
  for (const { span } of segments) {
    if (span.file !== first.file || span.start < start) return first;
    if (span.start > end + 2) return first;
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { file: first.file, start, end };
}

function pointSpan(word: Word, offset: number): Span {
  let at = 0;
  for (const segment of word.segments) {
    const width = segmentWidth(segment);
    if (offset <= at + width) {
      const { span } = segment;
      const verbatim = span.end - span.start === width;
      const point = verbatim ? span.start + offset - at : span.end;
      return { file: span.file, start: point, end: point };
    }
    at += width;
  }
  return word.span;
}
