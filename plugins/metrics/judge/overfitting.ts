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
  /** What fewer evaluations must show: how many there are, how many after the best, and how far these rise. */
  readonly steep: SteepFigures;
  /** The same, where the training loss falls to a share of where it began, and of this loss. */
  readonly plain: PlainFigures;
}

export interface SteepFigures {
  readonly evaluations: number;
  readonly after: number;
  readonly rise: number;
}

export interface PlainFigures extends SteepFigures {
  readonly trained: number;
}

export interface TurnedEvidence {
  readonly best: Point;
  readonly closing: number;
  /** Values after the best one. */
  readonly since: number;
  readonly evaluations: number;
  /** Fewer than a trend needs: the case is plain all the same. */
  readonly isFew: boolean;
}

/**
 * Whether a loss on held-out data had its best long ago, and has clearly risen since. Few evaluations are enough where the case is plain:
 * the loss rises steeply, or it rises at each of them while the training loss falls far below it. `training`: the losses of training.
 */
export function judgeTurned(series: Series, training: readonly Series[], figures: OverfittingFigures): Verdict<TurnedEvidence> {
  const segment = lastSegment(series);
  const { min, valuesSinceMin: since, finiteCount } = segment;
  if (min === undefined) return unknown('no finite value was logged');
  if (isSameMoment(min, segment.last)) return unknown('all values after the best one are of the same evaluation');
  const isFew = finiteCount < figures.evaluations;
  const size = sizeOf(series);
  if (isSteep(segment, figures.steep, size) || isPlain(segment, training, figures.plain, size))
    return fail({ best: min, closing: closingLevel(segment), since, evaluations: finiteCount, isFew });
  if (isFew) return unknown(`${finiteCount} evaluations; ${figures.evaluations} are needed`);
  const closing = closingLevel(segment);
  const isLongPast = since >= figures.patience && since >= figures.share * finiteCount;
  const hasRisen = size(closing) - size(min.value) > figures.rise * Math.abs(size(min.value));
  return isLongPast && hasRisen ? fail({ best: min, closing, since, evaluations: finiteCount, isFew }) : pass;
}

/** Both are logged at the same step, or, without steps, in the same epoch: they're batches of one evaluation. */
const isSameMoment = (one: Point, other: Point | undefined): boolean =>
  one.epoch === other?.epoch && one.step === other?.step && (one.step ?? one.epoch) !== undefined;

/** A perplexity is measured by its logarithm, which is the loss. */
const sizeOf = ({ metric }: Series): ((value: number) => number) =>
  metric === 'perplexity' ? (value) => Math.log(Math.max(value, Number.MIN_VALUE)) : (value) => value;

type Size = (value: number) => number;

/** The values after the best one only rise, and end at least that share above it. */
function rises(segment: SeriesSegment, { evaluations, after, rise }: SteepFigures, size: Size): boolean {
  const { min, valuesSinceMin, finiteCount, tail } = segment;
  if (min === undefined || finiteCount < evaluations || valuesSinceMin < after) return false;
  const later = tail.slice(-valuesSinceMin).map(({ value }) => value);
  const onlyRises = later.every((value, index) => index === 0 || value >= later[index - 1]!);
  return size(min.value) > 0 && onlyRises && size(later.at(-1)!) > (1 + rise) * size(min.value);
}

const isSteep = (segment: SeriesSegment, steep: SteepFigures, size: Size): boolean => rises(segment, steep, size);

const isPlain = (segment: SeriesSegment, training: readonly Series[], plain: PlainFigures, size: Size): boolean =>
  rises(segment, plain, size) &&
  training.some((series) => {
    const { first, finiteCount } = lastSegment(series);
    const trained = closingLevel(lastSegment(series));
    const isFalling = first !== undefined && finiteCount >= plain.evaluations && trained < plain.trained * first.value;
    return isFalling && trained < plain.trained * size(segment.last!.value);
  });

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
export function judgeAllTurned(
  all: readonly Series[],
  training: readonly Series[],
  figures: OverfittingFigures,
): Verdict<AllTurnedEvidence> {
  const verdicts = all.map((series) => ({ series, verdict: judgeTurned(series, training, figures) }));
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
  /** The gap that fewer evaluations must show. */
  readonly plain: { readonly evaluations: number; readonly gap: number };
}

export interface GapEvidence {
  readonly last: Point;
  readonly closing: number;
  readonly trained: number;
  readonly evaluations: number;
  readonly isFew: boolean;
}

/** Whether the loss on held-out data ends far above that of training, in absolute terms of cross entropy. */
export function judgeGap(heldOut: Series, training: Series, { gap, evaluations, plain }: GapFigures): Verdict<GapEvidence> {
  const { last, finiteCount } = lastSegment(heldOut);
  if (last === undefined || finiteCount < plain.evaluations) return unknown(`fewer than ${plain.evaluations} evaluations`);
  const closing = closingLevel(lastSegment(heldOut));
  const trained = closingLevel(lastSegment(training));
  if (Number.isNaN(trained)) return unknown('no finite training loss was logged');
  const isFew = finiteCount < evaluations;
  if (closing - trained > (isFew ? plain.gap : gap)) return fail({ last, closing, trained, evaluations: finiteCount, isFew });
  return isFew ? unknown(`fewer than ${evaluations} evaluations`) : pass;
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

/** Whether a training loss is so low that the model has memorized its data. */
export function judgeMemorized(training: Series, { below, values }: MemorizationFigures): Verdict<MemorizationEvidence> {
  const segment = lastSegment(training);
  if (segment.last === undefined || segment.finiteCount < values) return unknown(`fewer than ${values} values`);
  const closing = closingLevel(segment);
  const point = training.points.find(({ value }) => value < below) ?? segment.last;
  return closing < below ? fail({ point, closing }) : pass;
}
