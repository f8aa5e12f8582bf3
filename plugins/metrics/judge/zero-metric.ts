import type { Point, Run, Series } from '../../../src/api';
import { isEarly } from './early';
import { lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

/** Metrics that a model which learns anything lifts above 0, and why they stay there. */
export interface ZeroMetric {
  readonly metric: string;
  /** The part of the metric that is meant; it may be of training. Without it, the whole metric of evaluations is. */
  readonly component?: string;
  /** Its worst value. Default: 0. */
  readonly worst?: number;
  /** Values up to this one are as good as 0, in twice as many evaluations. */
  readonly near?: number;
  /** Epochs that must lie between the first and the last value. Default: 0. */
  readonly epochs?: number;
  /** Evaluations that must all be the worst. */
  readonly evaluations: number;
  /** Values of training that must all be the worst, where nothing evaluates the metric; and epochs that must lie between them. */
  readonly training?: { readonly values: number; readonly epochs: number };
  /** Fewer that are enough where the last one is of this epoch or a later one. */
  readonly late?: { readonly epoch: number; readonly evaluations: number };
  /** Metrics that say that it will leave 0 where they have come far from it themselves. */
  readonly unless?: readonly string[];
  /** The usual causes, as a sentence that says what to check. */
  readonly check: string;
}

interface ZeroMetricEvidence {
  readonly point: Point;
  readonly evaluations: number;
  /** The best value, where it isn't the worst possible one. */
  readonly best: number;
}

/** Whether a series is the metric, or the part of it, that is meant. */
export const isMeant = (series: Series, { metric, component, training }: ZeroMetric): boolean =>
  series.metric === metric &&
  series.component === component &&
  (component !== undefined || training !== undefined || series.split !== 'train');

/** Without a split, and several in an epoch: of the batches that were trained on, where nothing may be right for long. */
export function isOfBatches({ split, component, tail }: Series): boolean {
  if (split !== undefined || component !== undefined) return false;
  const epochs = new Set(tail.flatMap(({ epoch }) => epoch ?? []));
  return epochs.size > 0 && epochs.size < tail.length;
}

/** Evaluations that are enough where DETR's share of wrong classes is 100 percent at each of them, too. */
const NEVER_RIGHT = 3;

const isNeverRight = ({ series }: Run): boolean =>
  series.some(
    ({ metric, component, split, min, finiteCount }) =>
      metric === 'error' && component === 'class' && split !== 'train' && (min?.value ?? 0) >= 100 && finiteCount >= NEVER_RIGHT,
  );

/** Whether a metric of quality is at its worst at every evaluation of the last start. */
function judgeZeroMetric(series: Series, metric: ZeroMetric, run: Run): Verdict<ZeroMetricEvidence> {
  const { late, near = 0, worst = 0 } = metric;
  const isTrained = metric.component === undefined && series.split === 'train' && metric.training !== undefined;
  const evaluations = isTrained ? metric.training.values : metric.evaluations;
  const epochs = isTrained ? metric.training.epochs : (metric.epochs ?? 0);
  const { max, min, finiteCount, first, last } = lastSegment(series);
  if (max === undefined || min === undefined || last === undefined) return unknown('no finite value was logged');
  const isNear = worst === 0 && max.value > 0 && max.value <= near && min.value >= 0;
  if (!isNear && (max.value !== worst || min.value !== worst)) return pass;
  const isLate = late !== undefined && (last.epoch ?? 0) >= late.epoch;
  const needed = Math.min(isLate ? late.evaluations : evaluations, isNeverRight(run) ? NEVER_RIGHT : Number.POSITIVE_INFINITY);
  if (finiteCount < (isNear ? 2 : 1) * needed) return unknown(`${finiteCount} values, all ${worst}; ${needed} are needed`);
  const passed = (last.epoch ?? 0) - (first?.epoch ?? 0);
  if (passed < epochs) return unknown(`${passed} epochs, all ${worst}; ${epochs} are needed`);
  // Some detectors find nothing for the first epochs.
  return isEarly(run)
    ? unknown('less than a quarter of the run is done')
    : fail({ point: last, evaluations: finiteCount, best: max.value });
}

export interface ZeroMetricsEvidence extends ZeroMetricEvidence {
  readonly series: Series;
  readonly metric: ZeroMetric;
  /** Names of the others that are 0 throughout, too. */
  readonly others: readonly string[];
}

/** The same of all metrics of a run: the first one of the table speaks for those that are 0 as well. */
export function judgeZeroMetrics(all: readonly Series[], metrics: readonly ZeroMetric[], run: Run): Verdict<ZeroMetricsEvidence> {
  const verdicts = metrics.flatMap((metric) =>
    all
      .filter((series) => isMeant(series, metric))
      .map((series) => ({ series, metric, verdict: judgeZeroMetric(series, metric, run) })),
  );
  const zeros = verdicts.flatMap(({ series, metric, verdict }) =>
    verdict.outcome === 'fail' ? [{ series, metric, ...verdict.evidence }] : [],
  );
  const [first, ...others] = zeros;
  // A metric may be printed in a table and in a line.
  const names = new Set(others.map(({ series }) => series.name).filter((name) => name !== first?.series.name));
  if (first !== undefined) return fail({ ...first, others: [...names] });
  return verdicts.some(({ verdict }) => verdict.outcome === 'pass') ? pass : (verdicts[0]?.verdict as Verdict<never>);
}
