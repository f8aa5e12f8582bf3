import type { Point, Series, SeriesSegment } from '../../../src/api';
import { closingLevel, lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface OverfittingFigures {
  readonly evaluations: number;
  /** Evaluations after the best one. */
  readonly patience: number;
  /** Share of all evaluations that came after the best, 0 to 1. */
  readonly share: number;
  /** Relative rise over the best. */
  readonly rise: number;
  /** What a few evaluations have to show: so many of them, so many after the best, and so large a rise that none of those misses. */
  readonly steep: { readonly evaluations: number; readonly after: number; readonly rise: number };
  /** Evaluation loss over training loss, absolute. */
  readonly gap: number;
  /** A training loss below this without any evaluation. */
  readonly memorised: number;
  /** Tasks that `gap` and `memorised` hold for. */
  readonly tasks: readonly string[];
}

export interface OverfittingEvidence {
  readonly kind: 'turned' | 'gap' | 'memorised';
  /** The best value, or the last one. */
  readonly point: Point;
  readonly best: number;
  readonly closing: number;
  /** Values after the best one. */
  readonly since: number;
  /** The series that it is told of, where several were judged together. */
  readonly series?: Series;
  /** Names of the others that turned as well. */
  readonly others?: readonly string[];
}

/** Whether a loss on held-out data had its best long ago, and has clearly risen since. */
export function judgeTurned(series: Series, figures: OverfittingFigures): Verdict<OverfittingEvidence> {
  const segment = lastSegment(series);
  const { min, valuesSinceMin, finiteCount } = segment;
  if (min !== undefined && isSteep(segment, figures))
    return fail({ kind: 'turned', point: min, best: min.value, closing: closingLevel(segment), since: valuesSinceMin });
  if (min === undefined || finiteCount < figures.evaluations)
    return unknown(`${finiteCount} evaluations; ${figures.evaluations} are needed`);
  const closing = closingLevel(segment);
  const isLongPast = valuesSinceMin >= figures.patience && valuesSinceMin >= figures.share * finiteCount;
  const hasRisen = closing - min.value > figures.rise * Math.abs(min.value);
  return isLongPast && hasRisen ? fail({ kind: 'turned', point: min, best: min.value, closing, since: valuesSinceMin }) : pass;
}

function isSteep({ min, valuesSinceMin, finiteCount, tail }: SeriesSegment, { steep }: OverfittingFigures): boolean {
  if (min === undefined || finiteCount < steep.evaluations || valuesSinceMin < steep.after) return false;
  const after = tail.slice(-valuesSinceMin).map(({ value }) => value);
  const last = after.at(-1)!;
  const rises = after.every((value, index) => index === 0 || value >= after[index - 1]!);
  return min.value > 0 && rises && last > (1 + steep.rise) * min.value;
}

/**
 * The same for all evaluation sets of a run: the one that rose most speaks for those that turned. Of the parts of a loss, half at least
 * have to turn.
 */
export function judgeAllTurned(all: readonly Series[], figures: OverfittingFigures): Verdict<OverfittingEvidence> {
  const verdicts = all.map((series) => ({ series, verdict: judgeTurned(series, figures) }));
  const turned = verdicts.flatMap(({ series, verdict }) => (verdict.outcome === 'fail' ? [{ series, ...verdict.evidence }] : []));
  const worst = turned.toSorted((a, b) => b.closing / b.best - a.closing / a.best)[0];
  const isEnough = all.some(({ component }) => component === undefined) || turned.length * 2 >= all.length;
  if (worst !== undefined && isEnough) {
    return fail({ ...worst, others: turned.filter(({ series }) => series !== worst.series).map(({ series }) => series.name) });
  }
  return verdicts.find(({ verdict }) => verdict.outcome === 'unknown')?.verdict ?? pass;
}

/** Whether the loss on held-out data ends far above that of training, in absolute terms of cross entropy. */
export function judgeGap(
  heldOut: Series,
  training: Series,
  { gap, evaluations }: OverfittingFigures,
): Verdict<OverfittingEvidence> {
  const last = lastSegment(heldOut).last;
  if (last === undefined || lastSegment(heldOut).finiteCount < evaluations)
    return unknown(`fewer than ${evaluations} evaluations`);
  const closing = closingLevel(lastSegment(heldOut));
  const trained = closingLevel(lastSegment(training));
  if (Number.isNaN(trained)) return unknown('no finite training loss was logged');
  return closing - trained > gap ? fail({ kind: 'gap', point: last, best: trained, closing, since: 0 }) : pass;
}

/** Whether a training loss is so low that the data is known by heart, where nothing was held out to see it. */
export function judgeMemorised(training: Series, { memorised, evaluations }: OverfittingFigures): Verdict<OverfittingEvidence> {
  const segment = lastSegment(training);
  if (segment.last === undefined || segment.finiteCount < evaluations) return unknown(`fewer than ${evaluations} values`);
  const closing = closingLevel(segment);
  const below = training.points.find(({ value }) => value < memorised) ?? segment.last;
  return closing < memorised ? fail({ kind: 'memorised', point: below, best: memorised, closing, since: 0 }) : pass;
}
