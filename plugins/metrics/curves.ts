import type { MetricName, RunArtifact, Series, Split } from '../../src/api';

/** Series to judge: what another file repeats, or what only closes a run, is not judged twice. */
const isCurve = (series: Series): boolean => series.role === 'primary' && series.kind === 'history' && !isAverageFromZero(series);

/** A running average that began at 0 rises until it has forgotten that, whatever the loss itself does. */
const isAverageFromZero = ({ name, first, max, better }: Series): boolean =>
  better === 'lower' &&
  /average|avg|running|moving|smooth|(?:^|[^a-z])ema(?![a-z])/i.test(name) &&
  first !== undefined &&
  max !== undefined &&
  first.value >= 0 &&
  first.value < 0.05 * max.value;

/** Judged curves of one metric as a whole (no part of it) and one split, those without a split counted as training. */
export function curvesOf({ run }: RunArtifact, metric: string, split: Split | 'evaluation'): Series[] {
  const all = run.series.filter((series) => isCurve(series) && series.metric === metric && series.component === undefined);
  return fullest(all.filter((series) => isOfSplit(series, split)));
}

/** Losses of training to judge: the whole where it is logged, else its parts. */
export function trainingLosses(target: RunArtifact): Series[] {
  const whole = curvesOf(target, 'loss', 'train');
  if (whole.length > 0) return whole;
  const parts = target.run.series.filter((series) => isCurve(series) && series.metric === 'loss' && isOfSplit(series, 'train'));
  return fullest(parts);
}

/** Losses on held-out data to judge: the whole where it is logged, else the perplexity, which says the same, else parts of the loss. */
export function heldOutLosses(target: RunArtifact): Series[] {
  const whole = curvesOf(target, 'loss', 'evaluation');
  if (whole.length > 0) return whole;
  const perplexities = curvesOf(target, 'perplexity', 'evaluation');
  if (perplexities.length > 0) return perplexities;
  const parts = target.run.series.filter(
    (series) => isCurve(series) && series.metric === 'loss' && isOfSplit(series, 'evaluation'),
  );
  return fullest(parts);
}

/** Metrics that training itself lowers, or that say the same as those. */
const losses = new Set(['loss', 'perplexity', 'bits-per-byte', 'mse', 'rmse', 'kl']);

/** Curves of how good the model is at what it is for, whole metrics only: accuracy, mAP, mIoU, word error rate. */
export const qualityCurves = ({ run }: RunArtifact): Series[] =>
  run.series.filter(
    (series) =>
      isCurve(series) && series.better !== undefined && series.component === undefined && !losses.has(series.metric ?? ''),
  );

/** The primary series of any kind, closing values included. */
export const primarySeries = ({ run }: RunArtifact): Series[] => run.series.filter(({ role }) => role === 'primary');

function isOfSplit({ split }: MetricName, wanted: Split | 'evaluation'): boolean {
  if (wanted === 'evaluation') return split === 'val' || split === 'test';
  return (split ?? 'train') === wanted;
}

/** Where the same is logged by step and by epoch, the one with more values says more. */
function fullest(all: readonly Series[]): Series[] {
  const best = new Map<string, Series>();
  for (const series of all) {
    const key = `${series.split ?? 'train'}|${series.group ?? ''}|${series.component ?? ''}`;
    const rival = best.get(key);
    if (rival === undefined || series.finiteCount > rival.finiteCount) best.set(key, series);
  }
  return [...best.values()];
}
