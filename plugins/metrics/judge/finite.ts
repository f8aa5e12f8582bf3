import type { NonFinite, Point, Run, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface FiniteFigures {
  /** Metrics whose NaN or infinity means that training broke. */
  readonly training: readonly string[];
  /** Metrics that may overflow now and then under mixed precision. */
  readonly mayOverflow: readonly string[];
  /** Values in a row at the end of a log, from which on NaN lasts. */
  readonly lasting: number;
  /** The same for metrics that may overflow. */
  readonly overflows: number;
  /** Values that are enough where none is finite, and the run is past its start: overflows that find a loss scale are over. */
  readonly throughout: { readonly values: number; readonly step: number; readonly epoch: number };
}

/** The series of a run that training must keep finite. */
export interface TrainingGroup {
  readonly run: Pick<Run, 'path'>;
  readonly all: readonly Series[];
  /** The run is over, so a last value stays. */
  readonly isOver: boolean;
  /** The loss shows how training goes, as it doesn't in reinforcement learning. */
  readonly lossShowsProgress: boolean;
}

export interface FiniteEvidence {
  /** The series that broke first; of several at once, the whole before its parts. */
  readonly series: Series;
  readonly nonFinite: NonFinite;
  /** The first value of those that last, or else the first of all. */
  readonly first: Point;
  /** Where it broke: only the evaluation, only the gradients, training itself, or a test of a model that isn't trained here. */
  readonly place: 'training' | 'evaluation' | 'gradients' | 'test';
  /** It ends in such values, too many for a single broken step. */
  readonly lasts: boolean;
  /** No finite value came before. */
  readonly isFromStart: boolean;
  /** Further series that hold such values, without repetitions in other files. */
  readonly others: readonly Series[];
  /** The file that repeats the series without such values. */
  readonly hiddenIn?: string;
}

/** Judges all series of training together: where the first value is that isn't finite. */
export function judgeFinite({ all, isOver, lossShowsProgress }: TrainingGroup, figures: FiniteFigures): Verdict<FiniteEvidence> {
  if (all.every(({ count }) => count === 0)) return unknown('no value was logged');
  const steps = Math.max(...all.map(({ finiteCount }) => finiteCount));
  const isZero = lossShowsProgress && all.some(endsAsZero);
  const broken = all.filter(
    (series) => series.nonFinite !== undefined && (isInWeights(series, isZero, figures) || !isOverflow(series, steps, figures)),
  );
  const inTraining = broken.filter((series) => !isHeldOut(series));
  const suspects = inTraining.length > 0 ? inTraining : broken;
  const series = suspects.toSorted((a, b) => before(a) - before(b) || rank(a) - rank(b))[0];
  const nonFinite = series?.nonFinite;
  if (series === undefined || nonFinite === undefined) return pass;
  // Gradients that overflow beside a broken loss are broken by the same.
  const isBeside = (other: Series): boolean => broken.includes(other) || (other.nonFinite !== undefined && isUnrecovered(other));
  const others = all.filter((other) => isBeside(other) && other.name !== series.name && other.role === 'primary');
  const twin = series.copyOf && all.find(({ name, file }) => name === series.copyOf?.name && file === series.copyOf.file);
  // Both kinds of data at once: the weights are broken.
  const isEverywhere = inTraining.some(isUnrecovered) && broken.some((each) => isHeldOut(each) && isUnrecovered(each));
  const lasts = isUnrecovered(series) && (isEverywhere || suspects.some((each) => isLasting(each, isOver, figures)));
  return fail({
    series,
    nonFinite,
    first: lasts ? startOf(nonFinite) : nonFinite.first,
    place: placeOf(inTraining, all, figures),
    lasts,
    isFromStart: lastSegment(series).finiteCount === 0 && series.kind === 'history',
    others,
    ...(twin && twin.nonFinite === undefined && { hiddenIn: twin.file }),
  });
}

const isHeldOut = ({ split }: Series): boolean => split === 'val' || split === 'test';

/**
 * Mixed precision skips steps whose gradients overflow, until the loss scale fits. Some programs log a norm only then: it is infinity
 * each time, but missing at most of the steps.
 */
function isOverflow(
  { metric = '', nonFinite, finiteCount, count }: Series,
  steps: number,
  { mayOverflow, overflows }: FiniteFigures,
): boolean {
  if (!mayOverflow.includes(metric) || nonFinite === undefined) return false;
  const isOnlyOverflows = finiteCount === 0 && nonFinite.nan === 0 && count < steps / 2;
  return isOnlyOverflows || (nonFinite.trail?.count ?? 0) < overflows;
}

/** NaN at each value, long after the loss scale was found, or beside a loss that became 0: no step is taken any more. */
function isInWeights({ finiteCount, nonFinite, opening }: Series, isZero: boolean, { throughout }: FiniteFigures): boolean {
  if (finiteCount > 0 || nonFinite === undefined || nonFinite.nan < nonFinite.count) return false;
  if (isZero && nonFinite.count > 1) return true;
  const isStarted = (opening.step ?? 0) >= throughout.step || (opening.epoch ?? 0) >= throughout.epoch;
  return isStarted && nonFinite.count >= throughout.values;
}

/** A training loss whose last two values are exactly 0. */
const endsAsZero = (series: Series): boolean =>
  series.metric === 'loss' &&
  series.component === undefined &&
  !isHeldOut(series) &&
  series.tail.length > 1 &&
  series.tail.slice(-2).every(({ value }) => value === 0);

const startOf = ({ trail, first }: NonFinite): Point => trail?.first ?? first;

const isUnrecovered = ({ kind, nonFinite }: Series): boolean => kind === 'summary' || nonFinite?.trail !== undefined;

/** One last value may be a broken step, unless the run is over. */
const isLasting = (series: Series, isOver: boolean, { lasting }: FiniteFigures): boolean =>
  series.kind === 'summary' || isOver || (series.nonFinite?.trail?.count ?? 0) >= lasting;

function placeOf(inTraining: readonly Series[], all: readonly Series[], { mayOverflow }: FiniteFigures): FiniteEvidence['place'] {
  if (inTraining.length === 0) {
    const trains = all.some((series) => !isHeldOut(series) && series.finiteCount > 0 && series.metric === 'loss');
    if (all.every(({ split }) => split === 'test')) return 'test';
    return trains ? 'evaluation' : 'training';
  }
  return inTraining.every(({ metric = '' }) => mayOverflow.includes(metric)) ? 'gradients' : 'training';
}

/** Whether the last value of a metric of quality shows that nothing was evaluated: NaN, or -1 where COCO's code wrote it. */
export function judgeEvaluation({ nonFinite, closing, last, min }: Series, isCoco: boolean): Verdict<Point> {
  if (nonFinite !== undefined && closing.value !== last?.value) return fail(nonFinite.first);
  if (min === undefined) return unknown('no finite value was logged');
  return isCoco && min.value === -1 ? fail(min) : pass;
}

/** Curves say more than closing values, primary ones more than copies; then the earliest counts. */
function before({ kind, role, nonFinite }: Series): number {
  const start = nonFinite && startOf(nonFinite);
  const line = start && 'line' in start.place ? start.place.line : (start?.record ?? 0);
  return (kind === 'summary' ? 2e9 : 0) + (role === 'copy' ? 1e9 : 0) + line;
}

const rank = ({ component, metric, split }: Series): number =>
  (component === undefined ? 0 : 4) + (metric === 'loss' ? 0 : 2) + (split === 'val' || split === 'test' ? 1 : 0);
