import { readNumber } from '../formats/number';
import { noMoment } from '../moment';
import { type Digits, decimalsIn } from './completeness';
import { matchShape } from './known-shape';
import type { PlainLine } from './line-reader';
import type { Position } from './position';
import type { Recorder } from './recorder';
import { type Shape, shapeOf } from './shape';
import { createShapeMemory } from './shape-memory';
import { createScan, type ShapeScan, scanShape } from './shape-scan';
import { createTimestampReader } from './timestamp';

export interface RepeatedLine {
  readonly number: number;
  /** UTF-16 units of the line before its bytes. */
  readonly before: number;
  readonly mayRepeat: boolean;
  readonly context: number;
}

/** Reads lines whose shape came up before, from their bytes. */
export interface RepeatedLines {
  /** False: the shape is new, or `mayRepeat` is false; the line has to be read as text, and `learn` called. */
  read(bytes: Buffer, start: number, end: number, line: RepeatedLine): boolean;
  /** What the line after `read` said when it was read as text, if it is a plain one. `start`: byte offset of the line. */
  learn(line: PlainLine | undefined, text: string, start: number): void;
}

export function createRepeatedLines(position: Position, recorder: Recorder): RepeatedLines {
  const scan = createScan();
  const shapes = createShapeMemory<Shape>();
  const readBy = createShapeReader(scan, position, recorder);
  /** The shape of the line before. */
  let last: Shape | undefined;
  /** The line has a shape that can be remembered. */
  let isScanned = false;
  let context = 0;

  function follow(shape: Shape | undefined): void {
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  return {
    read(bytes, start, end, line) {
      const expected = last?.next;
      context = line.context;
      const isExpected = line.mayRepeat && expected !== undefined && expected.context === context;
      if (isExpected && matchShape(scan, expected.known, bytes, start, end)) {
        last = expected;
        readBy(expected, bytes, start, line);
        return true;
      }
      isScanned = line.mayRepeat && scanShape(scan, bytes, start, end);
      const shape = isScanned ? shapes.find(scan) : undefined;
      if (shape === undefined || shape.context !== context) return false;
      readBy(shape, bytes, start, line);
      follow(shape);
      return true;
    },
    learn(line, text, start) {
      const shape = isScanned && line !== undefined ? shapeOf(scan, line, { text, start, context }) : undefined;
      if (shape !== undefined) shapes.learn(scan.first, scan.second, shape);
      follow(shape);
    },
  };
}

type ShapeReader = (shape: Shape, bytes: Buffer, start: number, line: RepeatedLine) => void;

/** Reads the line that was scanned last by its shape. */
function createShapeReader(scan: ShapeScan, position: Position, recorder: Recorder): ShapeReader {
  const moment = noMoment();
  const timeAt = createTimestampReader();
  const move = { epoch: 0, epochs: 0, step: 0, steps: 0, isWithin: false };

  const numberAt = (bytes: Buffer, slot: number): number =>
    slot < 0 ? Number.NaN : readNumber(bytes, scan.starts[slot]!, scan.ends[slot]!);

  const columnAt = (bytes: Buffer, start: number, slot: number, before: number): number => {
    const from = scan.starts[slot]!;
    return before + (scan.wide ? bytes.toString('utf8', start, from).length : from - start) + 1;
  };

  function noteDigits(bytes: Buffer, slot: number, digits: Digits): void {
    const decimals = decimalsIn(bytes, scan.starts[slot]!, scan.ends[slot]!);
    if (decimals > digits.decimals) digits.decimals = decimals;
  }

  return (shape, bytes, start, line) => {
    const { slots, meaning } = shape;
    move.epoch = numberAt(bytes, shape.epoch);
    move.epochs = numberAt(bytes, shape.epochs);
    move.step = numberAt(bytes, shape.step);
    move.steps = numberAt(bytes, shape.steps);
    move.isWithin = shape.isWithin;
    position.move(move, shape.isEvaluation);
    if (slots.length === 0) return;
    const time = shape.date < 0 ? Number.NaN : timeAt(bytes, scan.starts[shape.date]!);
    if (shape.endsInValue && meaning.lastDigits !== undefined) noteDigits(bytes, slots.at(-1)!, meaning.lastDigits);
    if (!shape.isDirect) {
      recorder.record(meaning, {
        values: slots.map((slot) => numberAt(bytes, slot)),
        columns: slots.map((slot) => columnAt(bytes, start, slot, line.before)),
        step: position.step(),
        epoch: position.epoch(),
        time,
        line: line.number,
        steps: move.steps,
        rank: shape.rank < 0 ? shape.fixedRank : numberAt(bytes, shape.rank),
      });
      return;
    }
    recorder.pass();
    moment.time = time;
    moment.line = line.number;
    moment.epoch = position.epoch();
    moment.step = position.step();
    for (let index = 0; index < slots.length; index++) {
      const series = meaning.series[index];
      if (series === undefined) continue;
      moment.column = columnAt(bytes, start, slots[index]!, line.before);
      series.add(numberAt(bytes, slots[index]!), moment);
    }
  };
}
