import type { KnownShape } from './known-shape';
import type { Layouts } from './line-layout';
import type { PlainLine } from './line-reader';
import type { Meaning } from './meaning';
import type { Pair } from './pairs';
import { type ShapeScan, slotAt } from './shape-scan';
import type { Range } from './when';

/** The meaning depends on the digits themselves, not on where they are: such lines have no shape worth remembering. Not in a time. */
const BY_DIGITS = /\d\.\d+:\d|exitcode|maxDets=/;
/** A value that isn't a number in digits. */
const WORD = /^[-+]?(?:nan|inf(?:inity)?)$/i;
/** The number of a list that holds but one. */
const ONLY = /^[-+]?[\d.]+(?:e[-+]?\d+)?(?=\s*\]+$)/i;

/** A value that is a word, and so the same in all lines of the shape. */
export interface FixedValue {
  readonly value: number;
  readonly word: string;
  /** It is the n-th such word, from 0, after this number of the line; -1: after its start. */
  readonly after: number;
  readonly nth: number;
}

/** What all lines of one shape say: which of their numbers are the epoch, the step and the values. -1: none. */
export interface Shape {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly isWithin: boolean;
  readonly isEvaluation: boolean;
  /** The number that begins the line's date. */
  readonly date: number;
  /** The number that is the rank of the process. */
  readonly rank: number;
  /** The rank where it is a part of a word. NaN: there is none. */
  readonly fixedRank: number;
  /** Numbers that are metrics. Empty: not a line of metrics. -1: a fixed value. */
  readonly slots: readonly number[];
  /** Of the values that are words: `nan`, `inf`. Undefined: there are none. */
  readonly fixed: readonly (FixedValue | undefined)[] | undefined;
  /** The line says nothing: neither a value nor a step. */
  readonly isSilent: boolean;
  readonly meaning: Meaning;
  /** The values go to their series as they are. */
  readonly isDirect: boolean;
  /** The last value ends the line. */
  readonly endsInValue: boolean;
  /** What the lines above it said. */
  readonly context: number;
  /** Holds characters of several bytes, so columns aren't byte offsets. */
  readonly isWide: boolean;
  /** The shape itself, once it has come up again. Lines of most shapes come up once, in logs with addresses and names of files. */
  known: KnownShape | undefined;
  layouts: Layouts | undefined;
  /** The one that followed it last time: the lines of a log repeat in the same order. */
  next: Shape | undefined;
}

export interface Learned {
  readonly text: string;
  readonly start: number;
  readonly context: number;
}

/** The shape of a plain line; undefined: its numbers aren't all free-standing. */
export function shapeOf(scan: ShapeScan, line: PlainLine, { text, start, context }: Learned): Shape | undefined {
  const { reading, prefix, clean, meaning, isEvaluation } = line;
  const message = clean.text.slice(prefix.length);
  if (BY_DIGITS.test(message) || !isAnchored(line) || (scan.wide && text.includes('\uFFFD'))) return undefined;
  /** Byte offset of an offset in the clean text. */
  const byteAt = (offset: number): number => {
    const inLine = clean.at(offset);
    return start + (scan.wide ? Buffer.byteLength(text.slice(0, inLine)) : inLine);
  };
  const slotFrom = (from: number, to: number): number | undefined => {
    // Controls may follow the number.
    const slot = slotAt(scan, byteAt(from), byteAt(to - 1) + 1);
    return slot === -1 ? undefined : slot;
  };
  const slotOf = (range: Range | undefined): number | undefined =>
    range === undefined ? -1 : slotFrom(prefix.length + range[0], prefix.length + range[1]);
  const { at, pairs } = reading;
  const moments = [at.epoch, at.epochs, at.step, at.steps];
  const when = moments.map(slotOf);
  const valued = meaning === undefined ? [] : pairs;
  const ranges = valued.map((pair) => rangeOf(pair, message));
  const fixed = valued.map((pair) =>
    fixedValue(pair, message.slice(pair.offset, pair.end), { text, start, at: byteAt(prefix.length + pair.offset) }, scan),
  );
  const slots = ranges.map((range, index) => (fixed[index] === undefined ? slotOf(range) : -1));
  if (when.includes(undefined) || slots.includes(undefined)) return undefined;
  if ([...moments, ...ranges].some((range) => range !== undefined && isJoined(message, range))) return undefined;
  const [epoch, epochs, step, steps] = when as [number, number, number, number];
  const rank = prefix.rank === undefined ? undefined : slotFrom(prefix.rankAt, prefix.rankAt + prefix.rank.length);
  const body = clean.text.trimEnd();
  const isFixed = fixed.some((one) => one !== undefined);
  return {
    epoch,
    epochs,
    step,
    steps,
    isWithin: reading.isWithin,
    isEvaluation,
    date: Number.isNaN(prefix.time) ? -1 : (slotFrom(prefix.timeAt, prefix.timeAt + 4) ?? -1),
    rank: rank ?? -1,
    fixedRank: prefix.rank === undefined ? Number.NaN : Number(prefix.rank),
    slots: slots as number[],
    fixed: isFixed ? fixed : undefined,
    isSilent: slots.length === 0 && when.every((slot) => slot === -1),
    meaning: meaning ?? { series: [] },
    isDirect: !isFixed && meaning?.bar === undefined && meaning?.carried === undefined && prefix.rank === undefined,
    endsInValue: pairs.length > 0 && slots.at(-1) !== -1 && prefix.length + pairs.at(-1)!.end === body.length,
    context,
    isWide: scan.wide,
    known: undefined,
    layouts: undefined,
    next: undefined,
  };
}

/** Where the number of a value is. Empty: the value isn't one number of the line. */
function rangeOf({ offset, end, written }: Pair, message: string): Range {
  if (written === 'fraction') return [offset, offset];
  const only = written === 'list' ? ONLY.exec(message.slice(offset, end))?.[0].length : end - offset;
  return [offset, offset + (only ?? 0)];
}

/** Whether commas join the number to others: what it says then depends on how many digits they have. */
const isJoined = (message: string, [from, end]: Range): boolean =>
  /\d,$/.test(message.slice(Math.max(0, from - 2), from)) || /^,\d/.test(message.slice(end, end + 2));

/** `at`: byte offset of the value in the line `text`, which begins at `start` and holds no characters of several bytes. */
function fixedValue(
  { value }: Pair,
  word: string,
  { text, start, at }: { readonly text: string; readonly start: number; readonly at: number },
  { ends, count, wide }: ShapeScan,
): FixedValue | undefined {
  if (wide || !WORD.test(word)) return undefined;
  let after = -1;
  while (after + 1 < count && ends[after + 1]! <= at) after += 1;
  let nth = 0;
  const from = after === -1 ? 0 : ends[after]! - start;
  for (let next = text.indexOf(word, from); next !== -1 && next < at - start; next = text.indexOf(word, next + 1)) nth += 1;
  return { value, word, after, nth };
}

/** A line that begins with digits may begin with a time, which only the digits themselves show; not where they are its step. */
function isAnchored({ reading, prefix, clean }: PlainLine): boolean {
  if (prefix.length > 0 || reading.isBar || reading.table !== undefined) return true;
  const first = /^\s*\[?\d/.exec(clean.text);
  if (first === null) return true;
  const digit = first[0].length - 1;
  return reading.at.step?.[0] === digit || reading.at.epoch?.[0] === digit;
}
