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
  /** What fewer evaluations must show: how many there are, how many after the best, and how far each of these rises. */
  readonly steep: { readonly evaluations: number; readonly after: number; readonly rise: number };
}

export interface TurnedEvidence {
  readonly best: Point;
  readonly closing: number;
  /** Values after the best one. */
  readonly since: number;
}

/** Whether a loss on held-out data had its best long ago, and has clearly risen since. */
export function judgeTurned(series: Series, figures: OverfittingFigures): Verdict<TurnedEvidence> {
  const segment = lastSegment(series);
  const { min, valuesSinceMin: since, finiteCount } = segment;
  if (min !== undefined && isSteep(segment, figures)) return fail({ best: min, closing: closingLevel(segment), since });
  if (min === undefined || finiteCount < figures.evaluations)
    return unknown(`${finiteCount} evaluations; ${figures.evaluations} are needed`);
  const closing = closingLevel(segment);
  const isLongPast = since >= figures.patience && since >= figures.share * finiteCount;
  const hasRisen = closing - min.value > figures.rise * Math.abs(min.value);
  return isLongPast && hasRisen ? fail({ best: min, closing, since }) : pass;
}

function isSteep({ min, valuesSinceMin, finiteCount, tail }: SeriesSegment, { steep }: OverfittingFigures): boolean {
  if (min === undefined || finiteCount < steep.evaluations || valuesSinceMin < steep.after) return false;
  const after = tail.slice(-valuesSinceMin).map(({ value }) => value);
  const last = after.at(-1)!;
  const rises = after.every((value, index) => index === 0 || value >= after[index - 1]!);
  return min.value > 0 && rises && last > (1 + steep.rise) * min.value;
}

export interface AllTurnedEvidence extends TurnedEvidence {
  /** The one that rose most. */
  readonly series: Series;
  /** Names of the others that turned as well. */
  readonly others: readonly string[];
}

/**
 * The same for all evaluation sets of a run: the one that rose most speaks for those that turned. Of the parts of a loss, at least half
 * must turn.
 */
export function judgeAllTurned(all: readonly Series[], figures: OverfittingFigures): Verdict<AllTurnedEvidence> {
  const verdicts = all.map((series) => ({ series, verdict: judgeTurned(series, figures) }));
  const turned = verdicts.flatMap(({ series, verdict }) => (verdict.outcome === 'fail' ? [{ series, ...verdict.evidence }] : []));
  const worst = turned.toSorted((a, b) => b.closing / b.best.value - a.closing / a.best.value)[0];
  const isEnough = all.some(({ component }) => component === undefined) || turned.length * 2 >= all.length;
  if (worst !== undefined && isEnough) {
    return fail({ ...worst, others: turned.filter(({ series }) => series !== worst.series).map(({ series }) => series.name) });
  }
  const undecided = verdicts.find(({ verdict }) => verdict.outcome === 'unknown')?.verdict;
  return undecided?.outcome === 'unknown' ? undecided : pass;
}

export interface GapFigures {
  readonly evaluations: number;
  /** Evaluation loss over training loss, absolute. */
  readonly gap: number;
}

export interface GapEvidence {
  readonly last: Point;
  readonly closing: number;
  readonly trained: number;
}

/** Whether the loss on held-out data ends far above that of training, in absolute terms of cross entropy. */
export function judgeGap(heldOut: Series, training: Series, { gap, evaluations }: GapFigures): Verdict<GapEvidence> {
  const { last, finiteCount } = lastSegment(heldOut);
  if (last === undefined || finiteCount < evaluations) return unknown(`fewer than ${evaluations} evaluations`);
  const closing = closingLevel(lastSegment(heldOut));
  const trained = closingLevel(lastSegment(training));
  if (Number.isNaN(trained)) return unknown('no finite training loss was logged');
  return closing - trained > gap ? fail({ last, closing, trained }) : pass;
}

export interface MemorizationFigures {
  readonly values: number;
  readonly below: number;
}

export interface MemorizationEvidence {
  /** The first value below the limit. */
  readonly point: Point;
  readonly closing: number;
}

/** Whether a training loss is so low that the model has memorized its data, where nothing was held out to show it. */
export function judgeMemorized(training: Series, { below, values }: MemorizationFigures): Verdict<MemorizationEvidence> {
  const segment = lastSegment(training);
  if (segment.last === undefined || segment.finiteCount < values) return unknown(`fewer than ${values} values`);
  const closing = closingLevel(segment);
  const point = training.points.find(({ value }) => value < below) ?? segment.last;
  return closing < below ? fail({ point, closing }) : pass;
}
