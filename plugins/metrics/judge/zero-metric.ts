import type { Point, Run, Series } from '../../../src/api';
import { isEarly } from './early';
import { lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

/** Metrics that a model which learns anything lifts above 0, and why they stay there. */
export interface ZeroMetric {
  readonly metric: string;
  /** Evaluations that must all be 0. */
  readonly evaluations: number;
  /** Metrics that say that it will leave 0 where they are above it themselves. */
  readonly unless?: readonly string[];
  /** The usual causes, as a sentence that says what to check. */
  readonly check: string;
}

interface ZeroMetricEvidence {
  readonly point: Point;
  readonly evaluations: number;
}

/** Whether a metric of quality is exactly 0 at every evaluation of the last start. */
function judgeZeroMetric(series: Series, { evaluations }: ZeroMetric, run: Run): Verdict<ZeroMetricEvidence> {
  const { max, min, finiteCount, last } = lastSegment(series);
  if (max === undefined || min === undefined || last === undefined) return unknown('no finite value was logged');
  if (max.value !== 0 || min.value !== 0) return pass;
  if (finiteCount < evaluations) return unknown(`${finiteCount} evaluations, all 0; ${evaluations} are needed`);
  // Some detectors find nothing for the first epochs.
  return isEarly(run) ? unknown('less than a quarter of the run is done') : fail({ point: last, evaluations: finiteCount });
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
      .filter((series) => series.metric === metric.metric)
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
