import { readNumber } from '../formats/number';
import { noMoment } from '../moment';
import { BAR } from './byte-classes';
import { type Digits, decimalsIn } from './completeness';
import { type Chunk, matchShape } from './known-shape';
import type { PlainLine } from './line-reader';
import type { Position } from './position';
import type { Recorder } from './recorder';
import { type Shape, shapeOf } from './shape';
import { createShapeMemory } from './shape-memory';
import { createScan, type ShapeScan, scanShape } from './shape-scan';
import { createTimestampReader } from './timestamp';

/** Reads lines whose shape came up before, from their bytes. */
export interface RepeatedLines {
  /**
   * False: the shape is new; the line has to be read as text, and `learn` called. `before`: UTF-16 units of the line before its bytes.
   * `context`: what the lines above it said.
   */
  read(bytes: Buffer, start: number, end: number, number: number, before: number, context: number): boolean;
  /** What a line said when it was read as text, if it is a plain one. `start`: byte offset of the line. */
  learn(line: PlainLine | undefined, text: string, start: number): void;
  /** Whether the line is the beginning of lines of metrics that came up before, and isn't one of them itself. */
  isBeginning(bytes: Buffer, start: number, end: number): boolean;
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
  let chunk: Chunk = { bytes: new Uint8Array(), view: new DataView(new ArrayBuffer(0)) };

  function follow(shape: Shape | undefined): void {
    if (last !== undefined) last.next = shape;
    last = shape;
  }

  return {
    read(bytes, start, end, number, before, inContext) {
      const expected = last?.next;
      context = inContext;
      if (chunk.bytes !== bytes) chunk = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
      if (expected !== undefined && expected.context === context && matchShape(scan, expected.known, chunk, start, end)) {
        last = expected;
        readBy(expected, bytes, start, number, before);
        return true;
      }
      isScanned = scanShape(scan, bytes, start, end);
      const shape = isScanned ? shapes.find(scan) : undefined;
      if (shape === undefined || shape.context !== context) return false;
      readBy(shape, bytes, start, number, before);
      follow(shape);
      return true;
    },
    learn(line, text, start) {
      const shape = isScanned && line !== undefined ? shapeOf(scan, line, { text, start, context }) : undefined;
      isScanned = false;
      if (shape !== undefined) shapes.learn(scan.first, scan.second, shape);
      follow(shape);
    },
    isBeginning(bytes, start, end) {
      if (!scanShape(scan, bytes, start, end) || shapes.find(scan) !== undefined) return false;
      let length = scan.length;
      // The last number, or the last of a run of blanks, may be cut off itself.
      while (length > 0 && scan.shape[length - 1]! <= BAR) length -= 1;
      const isLonger = ({ slots, known }: Shape): boolean => {
        if (slots.length === 0 || known.text.length <= length) return false;
        for (let at = 0; at < length - 1; at++) if (known.text[at] !== scan.shape[at]) return false;
        return true;
      };
      return length > 0 && shapes.some(isLonger);
    },
  };
}

type ShapeReader = (shape: Shape, bytes: Buffer, start: number, number: number, before: number) => void;

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

  return (shape, bytes, start, number, before) => {
    if (shape.isSilent) return;
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
        columns: slots.map((slot) => columnAt(bytes, start, slot, before)),
        step: position.step(),
        epoch: position.epoch(),
        time,
        line: number,
        steps: move.steps,
        rank: shape.rank < 0 ? shape.fixedRank : numberAt(bytes, shape.rank),
      });
      return;
    }
    recorder.pass();
    moment.time = time;
    moment.line = number;
    moment.epoch = position.epoch();
    moment.step = position.step();
    for (let index = 0; index < slots.length; index++) {
      const series = meaning.series[index];
      if (series === undefined) continue;
      moment.column = columnAt(bytes, start, slots[index]!, before);
      series.add(numberAt(bytes, slots[index]!), moment);
    }
  };
}
