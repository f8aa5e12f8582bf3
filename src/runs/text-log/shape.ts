import type { KnownShape } from './known-shape';
import type { Layouts } from './line-layout';
import type { PlainLine } from './line-reader';
import type { Meaning } from './meaning';
import { type ShapeScan, slotAt } from './shape-scan';
import type { Range } from './when';

/** The meaning depends on the digits themselves, not on where they are: such lines have no shape worth remembering. */
const BY_DIGITS = /\d,\d|\d\.\d+:\d|exitcode|maxDets=/;

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
  /** Numbers that are metrics. Empty: not a line of metrics. */
  readonly slots: readonly number[];
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
  if (BY_DIGITS.test(text) || !isAnchored(line) || (scan.wide && text.includes('\uFFFD'))) return undefined;
  /** Byte offset of an offset in the clean text. */
  const byteAt = (offset: number): number => {
    const inLine = clean.at(offset);
    return start + (scan.wide ? Buffer.byteLength(text.slice(0, inLine)) : inLine);
  };
  const slotFrom = (from: number, to: number): number | undefined => {
    const slot = slotAt(scan, byteAt(from), byteAt(to));
    return slot === -1 ? undefined : slot;
  };
  const slotOf = (range: Range | undefined): number | undefined =>
    range === undefined ? -1 : slotFrom(prefix.length + range[0], prefix.length + range[1]);
  const { at, pairs } = reading;
  const when = [at.epoch, at.epochs, at.step, at.steps].map(slotOf);
  const isPlainNumber = pairs.every(({ written }) => written === 'number' || written === 'percent');
  const slots = meaning === undefined ? [] : pairs.map((pair) => slotOf([pair.offset, pair.end]));
  if (when.includes(undefined) || slots.includes(undefined) || (meaning !== undefined && !isPlainNumber)) return undefined;
  const [epoch, epochs, step, steps] = when as [number, number, number, number];
  const rank = prefix.rank === undefined ? undefined : slotFrom(prefix.rankAt, prefix.rankAt + prefix.rank.length);
  const body = clean.text.trimEnd();
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
    isSilent: slots.length === 0 && when.every((slot) => slot === -1),
    meaning: meaning ?? { series: [] },
    isDirect: meaning?.bar === undefined && meaning?.carried === undefined && prefix.rank === undefined,
    endsInValue: pairs.length > 0 && prefix.length + pairs.at(-1)!.end === body.length,
    context,
    isWide: scan.wide,
    known: undefined,
    layouts: undefined,
    next: undefined,
  };
}

/** A line that begins with digits may begin with a time, which only the digits themselves show; not where they are its step. */
function isAnchored({ reading, prefix, clean }: PlainLine): boolean {
  if (prefix.length > 0 || reading.isBar || reading.table !== undefined) return true;
  const first = /^\s*\[?\d/.exec(clean.text);
  if (first === null) return true;
  const digit = first[0].length - 1;
  return reading.at.step?.[0] === digit || reading.at.epoch?.[0] === digit;
}
