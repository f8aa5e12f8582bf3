import { widthOf } from '../formats/lines';
import { readNumber } from '../formats/number';
import { noMoment } from '../moment';
import { type Digits, decimalsIn } from './completeness';
import type { Position } from './position';
import type { Recorder } from './recorder';
import type { Shape } from './shape';
import { createTimestampReader } from './timestamp';

/** A line in its buffer. One object serves for all lines. */
export interface LineBytes {
  bytes: Buffer;
  start: number;
  /** From 1. */
  number: number;
  /** UTF-16 units of the line before its bytes. */
  before: number;
}

/** Where the free-standing numbers of a line are: from `base + starts[i]` up to `base + ends[i]`. */
export interface Slots {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Reads a line by its shape. */
export type ShapeReader = (shape: Shape, line: LineBytes, slots: Slots, base: number) => void;

export function createShapeReader(position: Position, recorder: Recorder): ShapeReader {
  const moment = noMoment();
  const timeAt = createTimestampReader();
  const move = { epoch: 0, epochs: 0, step: 0, steps: 0, isWithin: false };
  let bytes: Buffer = Buffer.alloc(0);
  let starts: Int32Array = new Int32Array();
  let ends: Int32Array = new Int32Array();
  let base = 0;

  const numberAt = (slot: number): number =>
    slot < 0 ? Number.NaN : readNumber(bytes, base + starts[slot]!, base + ends[slot]!);

  function columnAt(slot: number, { start, before }: LineBytes, isWide: boolean): number {
    const from = base + starts[slot]!;
    return before + (isWide ? widthOf(bytes, start, from) : from - start) + 1;
  }

  function noteDigits(slot: number, digits: Digits): void {
    const decimals = decimalsIn(bytes, base + starts[slot]!, base + ends[slot]!);
    if (decimals > digits.decimals) digits.decimals = decimals;
  }

  return (shape, line, spots, from) => {
    if (shape.isSilent) return;
    bytes = line.bytes;
    starts = spots.starts;
    ends = spots.ends;
    base = from;
    const { slots, meaning, isWide } = shape;
    move.epoch = numberAt(shape.epoch);
    move.epochs = numberAt(shape.epochs);
    move.step = numberAt(shape.step);
    move.steps = numberAt(shape.steps);
    move.isWithin = shape.isWithin;
    position.move(move, shape.isEvaluation);
    if (slots.length === 0) return;
    const time = shape.date < 0 ? Number.NaN : timeAt(bytes, base + starts[shape.date]!);
    if (shape.endsInValue && meaning.lastDigits !== undefined) noteDigits(slots.at(-1)!, meaning.lastDigits);
    if (!shape.isDirect) {
      recorder.record(meaning, {
        values: slots.map(numberAt),
        columns: slots.map((slot) => columnAt(slot, line, isWide)),
        step: position.step(),
        epoch: position.epoch(),
        time,
        line: line.number,
        steps: move.steps,
        rank: shape.rank < 0 ? shape.fixedRank : numberAt(shape.rank),
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
      const slot = slots[index]!;
      moment.column = columnAt(slot, line, isWide);
      series.add(numberAt(slot), moment);
    }
  };
}
