import type { Span } from '../../../text/span';
import type { Condition } from './condition';

/** Why a segment isn't known. */
interface Unknown {
  /**
   * - `variable`: an environment variable that the script doesn't set.
   * - `argument`: given on the command line.
   * - `command`: the output of a command that isn't evaluated.
   * - `sometimes`: there only under `when`.
   * - `choice`: depends on the path taken.
   * - `placeholder`: the reader is to write it, or another tool fills it in.
   * - `limit`: a budget ran out.
   * - `unsupported`: the evaluator doesn't know the construct.
   */
  readonly reason: 'variable' | 'argument' | 'command' | 'sometimes' | 'choice' | 'placeholder' | 'limit' | 'unsupported';
  /** The name of the variable or command. */
  readonly name?: string;
  readonly when?: readonly Condition[];
  /** What the text is where it is there (reason `sometimes`), as far as it is known. */
  readonly segments?: readonly Segment[];
  /** The key of the condition that decides (reasons `choice` and `sometimes`). */
  readonly decidedBy?: string;
}

/** A piece of a word that was written in one place. */
export interface Segment {
  /** The text, null where it is unknown. A path may start with a symbolic root: see roots.ts. */
  readonly text: string | null;
  /** Where the text is written, without quotes: the literal itself, or the expansion that reads a value from outside. */
  readonly span: Span;
  /** Present where `text` is null. */
  readonly unknown?: Unknown;
  /** The name of the variable whose default the text is. The environment can override it. */
  readonly defaultOf?: string;
  /** `all`: from `"$@"` or an array, each argument one word. `joined`: from `$*` in quotes. `one`: from `$1`, `$2` … */
  readonly positional?: 'all' | 'joined' | 'one';
  /** The expansion in the command's own word that the text came in through, where `span` is elsewhere. */
  readonly through?: Span;
  /** The text came from an expansion outside quotes: spaces in it split words, and empty text is no word. */
  readonly unquoted?: true;
}

/** One word of a command after all expansions. */
export interface Word {
  readonly segments: readonly Segment[];
  /** The word as written, before expansion, with its quotes. For an element of an array, the element. */
  readonly span: Span;
  /** The word is there only if all of these hold. Absent where it is always there. */
  readonly when?: readonly Condition[];
  /** The word stands for any number of words, or none: arguments, or an unknown value outside quotes. */
  readonly many?: true;
}

/** The text of a word. Undefined where any of it is unknown. */
export function wordText(word: Word): string | undefined {
  let text = '';
  for (const segment of word.segments) {
    if (segment.text === null) return undefined;
    text += segment.text;
  }
  return word.many ? undefined : text;
}

/** The text of a word with each unknown segment replaced. */
function wordTextWith(word: Word, unknown: (segment: Segment) => string): string {
  return word.segments.map((segment) => segment.text ?? unknown(segment)).join('');
}

/**
 * The part of a word from `start` to `end`, in units of its text where each unknown segment is one unit wide. A segment that is
 * cut keeps its exact span if its text reads as it was written.
 */
export function wordSlice(word: Word, start: number, end: number = Number.POSITIVE_INFINITY): Word {
  const segments = sliceSegments(word.segments, start, end);
  const span = segments.length > 0 ? coveringSpan(segments) : pointSpan(word, start);
  return { ...word, segments, span };
}

/** The width of a segment in the units of {@link wordSlice}. */
export const segmentWidth = (segment: Segment): number => segment.text?.length ?? 1;

/** What stands for an unknown segment in {@link maskedText}: one private-use character. */
export const UNKNOWN_MARK = '\uF8FF';

/** The text of a word with {@link UNKNOWN_MARK} for each unknown segment. Its offsets are the units of {@link wordSlice}. */
export const maskedText = (word: Word): string => wordTextWith(word, () => UNKNOWN_MARK);

/** The segments from `start` to `end`, in the units of {@link wordSlice}. */
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

/** Part of a segment. Its span is exact if its text reads as it was written. */
export function cutSegment(segment: Segment, from: number, to: number): Segment {
  const text = (segment.text ?? '').slice(from, to);
  const { span } = segment;
  const verbatim = span.end - span.start === (segment.text ?? '').length;
  return { ...segment, text, span: verbatim ? { file: span.file, start: span.start + from, end: span.start + to } : span };
}

/** From the first to the last segment if they are in one file and in order. Otherwise the first. */
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
