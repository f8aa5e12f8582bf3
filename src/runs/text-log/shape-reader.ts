import { widthOf } from '../formats/lines';
import { NOT_A_NUMBER, readNumber } from '../formats/number';
import { noMoment } from '../moment';
import { type Digits, decimalsIn } from './completeness';
import type { Position } from './position';
import type { Recorder } from './recorder';
import type { FixedValue, Shape } from './shape';
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

  function numberAt(slot: number): number {
    if (slot < 0) return Number.NaN;
    const value = readNumber(bytes, base + starts[slot]!, base + ends[slot]!);
    return value === NOT_A_NUMBER ? groupedNumber(bytes, base + starts[slot]!, base + ends[slot]!) : value;
  }

  const columnAt = (slot: number, line: LineBytes, isWide: boolean): number => columnOf(base + starts[slot]!, line, isWide);

  return (shape, line, spots, from) => {
    if (shape.isSilent) return;
    bytes = line.bytes;
    starts = spots.starts;
    ends = spots.ends;
    base = from;
    const { slots, fixed, meaning, isWide } = shape;
    move.epoch = numberAt(shape.epoch);
    move.epochs = numberAt(shape.epochs);
    move.step = numberAt(shape.step);
    move.steps = numberAt(shape.steps);
    move.isWithin = shape.isWithin;
    position.move(move, shape.isEvaluation);
    if (slots.length === 0) return;
    const time = shape.date < 0 ? Number.NaN : timeAt(bytes, base + starts[shape.date]!);
    if (shape.endsInValue && meaning.lastDigits !== undefined)
      noteDigits(bytes, base + starts[slots.at(-1)!]!, base + ends[slots.at(-1)!]!, meaning.lastDigits);
    if (!shape.isDirect) {
      recorder.record(meaning, {
        values: slots.map((slot, index) => fixed?.[index]?.value ?? numberAt(slot)),
        columns: slots.map((slot, index) => {
          const word = fixed?.[index];
          if (word === undefined) return columnAt(slot, line, isWide);
          const before = word.after < 0 ? line.start : base + ends[word.after]!;
          return columnOf(placeOf(word, bytes, before), line, isWide);
        }),
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

function noteDigits(bytes: Buffer, from: number, end: number, digits: Digits): void {
  const decimals = decimalsIn(bytes, from, end);
  if (decimals > digits.decimals) digits.decimals = decimals;
}

/** Where the word of a fixed value is, with the number before it ending at `from`. */
function placeOf({ word, nth }: FixedValue, bytes: Buffer, from: number): number {
  let at = bytes.indexOf(word, from);
  for (let count = 0; count < nth; count++) at = bytes.indexOf(word, at + 1);
  return at;
}

/** The column of a byte of the line. */
const columnOf = (at: number, { bytes, start, before }: LineBytes, isWide: boolean): number =>
  before + (isWide ? widthOf(bytes, start, at) : at - start) + 1;

/** A number with commas between its thousands. */
const groupedNumber = (bytes: Buffer, from: number, end: number): number =>
  Number(bytes.toString('latin1', from, end).replaceAll(',', ''));
