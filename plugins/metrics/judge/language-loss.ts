import type { Point, Run, Series } from '../../../src/api';
import { firstEpochOf } from './first-epoch';
import { closingLevel, lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface LanguageFigures {
  readonly afterEpoch: Range;
  readonly trained: Range;
}

export interface LanguageEvidence {
  readonly series: Series;
  readonly point: Point;
  readonly value: number;
}

/** Whether a language model's loss after one epoch is in the range. Of several curves, the first one that shows that moment counts. */
export function judgeFirstEpoch(all: readonly Series[], run: Run, { low, high }: Range): Verdict<LanguageEvidence> {
  for (const series of all) {
    const found = firstEpochOf(series, run);
    if (found !== undefined) return found.value > high || found.value < low ? fail({ series, ...found }) : pass;
  }
  return unknown('no value was logged after the first epoch');
}

/** Whether it ends above the range, or in it where `reported` asks for all: of a run whose planned or logged epochs are complete. */
export function judgeEnd(series: Series, run: Run, { low, high }: Range, reported: 'poor' | 'all'): Verdict<LanguageEvidence> {
  const segment = lastSegment(series);
  if (segment.last === undefined || !isComplete(series, run)) return unknown('the log does not show that the run finished');
  const value = closingLevel(segment);
  return value > high || (reported === 'all' && value >= low) ? fail({ series, point: segment.last, value }) : pass;
}

/** Epochs after which a run without a plan counts as complete. */
const SOME_EPOCHS = 3;

/** The run finished, or no plan says how long it was to be and it logged whole epochs. */
function isComplete(series: Series, { status, planned }: Run): boolean {
  if (status !== 'unknown') return status === 'finished';
  const { opening, closing } = lastSegment(series);
  const epochs = (closing.epoch ?? 0) - (opening.epoch ?? 0);
  return planned.epochs === undefined && planned.steps === undefined && epochs >= SOME_EPOCHS;
}
