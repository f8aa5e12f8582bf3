import type { Point, Run, Series } from '../../../src/api';
import { median } from './trend';

/** What a curve shows at the end of the first epoch. */
export interface FirstEpoch {
  readonly point: Point;
  readonly value: number;
}

/** How far from a whole epoch the last value of a run of one epoch may be, where epochs are fractions. */
const NEARLY = 0.9;

/**
 * The value of a curve after one epoch: the mean or the evaluation that closes the epoch, or the level of its last values. Epochs count
 * from 0, from 1, or as fractions. Undefined: no value is of that moment, as after a resume.
 */
export function firstEpochOf(series: Series, run: Run): FirstEpoch | undefined {
  const { segments, points } = series;
  if (segments[0]?.start !== 'first') return undefined;
  const values = firstStart(points).filter(({ value, epoch }) => epoch !== undefined && Number.isFinite(value));
  if (values.length === 0) return undefined;
  return values.every(({ epoch }) => Number.isInteger(epoch)) ? byNumber(values, series, run) : byFraction(values, run);
}

/** Points until epochs or steps go back. */
function firstStart(points: readonly Point[]): readonly Point[] {
  const back = points.findIndex(({ epoch }, index) => index > 0 && (epoch ?? 0) < (points[index - 1]!.epoch ?? 0));
  return back === -1 ? points : points.slice(0, back);
}

function byFraction(values: readonly Point[], { planned, status }: Run): FirstEpoch | undefined {
  const after = values.find(({ epoch }) => epoch! >= 1);
  if (after !== undefined) return after.epoch! < 2 ? { point: after, value: after.value } : undefined;
  const last = values.at(-1)!;
  const isOver = planned.epochs === 1 || status === 'finished';
  return isOver && last.epoch! >= NEARLY ? { point: last, value: last.value } : undefined;
}

function byNumber(values: readonly Point[], series: Series, run: Run): FirstEpoch | undefined {
  const begin = values[0]!.epoch!;
  if (begin > 1) return undefined;
  const label = isBeforeTraining(values, series, run) ? begin + 1 : begin;
  const own = values.filter(({ epoch }) => epoch === label);
  const point = own.at(-1);
  if (point === undefined) return undefined;
  const isClosing = own.length === 1 && (point.step === undefined || series.aggregation === 'epoch' || isHeldOut(series));
  const isOver = values.some(({ epoch }) => epoch! > label) || run.status === 'finished' || isClosing;
  if (!isOver) return undefined;
  const count = Math.min(16, Math.max(1, Math.floor(own.length / 4)));
  return { point, value: median(own.slice(-count).map(({ value }) => value)) };
}

/**
 * The value of epoch 0 may precede training: it is of step 0, and the next epoch is many steps later; or it is an evaluation, and no
 * training value is of epoch 0, or the plan ends at its last number.
 */
function isBeforeTraining(values: readonly Point[], series: Series, { planned, series: all }: Run): boolean {
  const [first, second] = values;
  if (first?.step === 0 && second !== undefined && second.epoch !== first.epoch && (second.step ?? 0) > 1) return true;
  if (values[0]!.epoch !== 0 || !isHeldOut(series)) return false;
  const isTrainedFrom0 = all.some(
    ({ split, opening, metric }) => metric === 'loss' && split !== 'val' && split !== 'test' && opening.epoch === 0,
  );
  return !isTrainedFrom0 || values.at(-1)!.epoch === planned.epochs;
}

const isHeldOut = ({ split }: Series): boolean => split === 'val' || split === 'test';
