import { readNumber } from '../formats/number';
import { noMoment } from '../moment';
import type { SeriesSink } from '../reader';
import { type KnownShape, knownShape, matchShape } from './known-shape';
import type { PlainLine } from './line-reader';
import type { Position } from './position';
import { createShapeMemory } from './shape-memory';
import { createScan, type ShapeScan, scanShape, slotAt } from './shape-scan';
import { createTimestampReader } from './timestamp';
import type { Range } from './when';

/** The meaning depends on the digits themselves, not on where they are: such lines have no shape worth remembering. */
const BY_DIGITS = /\d,\d|\d\.\d+:\d|exitcode|maxDets=/;

/** What all lines of one shape say: which of their numbers are the epoch, the step and the values. -1: none. */
interface Shape {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly isBar: boolean;
  /** The line begins with date and time. */
  readonly dated: boolean;
  /** Numbers that are metrics, and the series that take them; undefined: the name isn't a series. Empty: not a line of metrics. */
  readonly slots: readonly number[];
  readonly series: readonly (SeriesSink | undefined)[];
  /** The shape itself, and the one that followed it last time: the lines of a log repeat in the same order. */
  readonly known: KnownShape;
  next: Shape | undefined;
}

/** Reads lines whose shape came up before, from their bytes. */
export interface RepeatedLines {
  /** False: the shape is new, or `mayRepeat` is false; the line has to be read as text, and `learn` called. */
  read(bytes: Buffer, start: number, end: number, number: number, mayRepeat: boolean): boolean;
  /** What the line after `read` said when it was read as text, if it is a plain one. `start`: byte offset of the line. */
  learn(line: PlainLine | undefined, text: string, start: number): void;
}

export function createRepeatedLines(position: Position): RepeatedLines {
  const moment = noMoment();
  const scan = createScan();
  const shapes = createShapeMemory<Shape>();
  const timeAt = createTimestampReader();
  /** The shape of the line before. */
  let last: Shape | undefined;
  /** The line has a shape that can be remembered. */
  let isScanned = false;

  const numberAt = (bytes: Buffer, slot: number): number =>
    slot < 0 ? Number.NaN : readNumber(bytes, scan.starts[slot]!, scan.ends[slot]!);

  function readBy(shape: Shape, bytes: Buffer, start: number, number: number): void {
    const { slots, series, isBar } = shape;
    position.move(
      numberAt(bytes, shape.epoch),
      numberAt(bytes, shape.epochs),
      numberAt(bytes, shape.step),
      numberAt(bytes, shape.steps),
      isBar,
    );
    if (slots.length === 0) return;
    if (isBar && position.repeatsBar(slots.map((slot) => numberAt(bytes, slot)))) return;
    moment.time = shape.dated ? timeAt(bytes, start) : Number.NaN;
    moment.line = number;
    moment.epoch = position.epoch();
    moment.step = position.step();
    for (let index = 0; index < slots.length; index++) {
      const from = scan.starts[slots[index]!]!;
      moment.column = scan.wide ? bytes.toString('utf8', start, from).length + 1 : from - start + 1;
      series[index]?.add(numberAt(bytes, slots[index]!), moment);
    }
  }

  function follow(shape: Shape | undefined): void {
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  return {
    read(bytes, start, end, number, mayRepeat) {
      const expected = last?.next;
      if (mayRepeat && expected !== undefined && matchShape(scan, expected.known, bytes, start, end)) {
        last = expected;
        readBy(expected, bytes, start, number);
        return true;
      }
      isScanned = mayRepeat && scanShape(scan, bytes, start, end);
      const shape = isScanned ? shapes.find(scan) : undefined;
      if (shape === undefined) return false;
      readBy(shape, bytes, start, number);
      follow(shape);
      return true;
    },
    learn(line, text, start) {
      const shape = isScanned && line !== undefined ? shapeOf(scan, line, text, start) : undefined;
      if (shape !== undefined) shapes.learn(scan.first, scan.second, shape);
      follow(shape);
    },
  };
}

/** The shape of a plain line; undefined: its numbers aren't all free-standing. */
function shapeOf(scan: ShapeScan, { reading, timestamp, series }: PlainLine, text: string, start: number): Shape | undefined {
  if (BY_DIGITS.test(text) || (timestamp.length === 0 && /^\s*\[?\d/.test(text) && !reading.isBar)) return undefined;
  if (scan.wide && text.includes('\uFFFD')) return undefined;
  /** Byte offset of a character of the line's body. */
  const byteAt = (offset: number): number => {
    const inLine = timestamp.length + offset;
    return start + (scan.wide ? Buffer.byteLength(text.slice(0, inLine)) : inLine);
  };
  const slotOf = (range: Range | undefined): number | undefined => {
    if (range === undefined) return -1;
    const slot = slotAt(scan, byteAt(range[0]), byteAt(range[1]));
    return slot === -1 ? undefined : slot;
  };
  const { at, pairs, isBar } = reading;
  const when = [at.epoch, at.epochs, at.step, at.steps].map(slotOf);
  const slots =
    series === undefined ? [] : pairs.map((pair) => (pair.written === 'fraction' ? undefined : slotOf([pair.offset, pair.end])));
  if (when.includes(undefined) || slots.includes(undefined)) return undefined;
  const [epoch, epochs, step, steps] = when as [number, number, number, number];
  return {
    epoch,
    epochs,
    step,
    steps,
    isBar,
    dated: !Number.isNaN(timestamp.time),
    slots: slots as number[],
    series: series ?? [],
    known: knownShape(scan),
    next: undefined,
  };
}
