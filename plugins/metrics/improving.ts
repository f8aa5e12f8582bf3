import { query, type RunArtifact, type Series } from '../../src/api';
import { curvesOf, qualityCurves } from './curves';
import type { DivergenceFigures } from './judge/divergence';
import { lastSegment, median } from './judge/trend';

/**
 * Whether something that the run is for got better from its first third to its last: a metric of quality, or the loss on held-out
 * data. A training loss may rise meanwhile, as RTMDet's does when its assigner finds more boxes.
 */
export const isImproving = (target: RunArtifact, { gain }: Pick<DivergenceFigures, 'gain'>): boolean =>
  [...qualityCurves(target), ...curvesOf(target, 'loss', 'evaluation')].some((series) => gained(series) > gain);

/**
 * Whether a part of a loss goes up while most other parts go down, and the whole isn't logged: training trades the one for the others, or
 * the part isn't trained at all. A model that diverges takes all of them along.
 */
export function isOutweighed(part: Series, losses: readonly Series[], { gain }: Pick<DivergenceFigures, 'gain'>): boolean {
  if (part.component === undefined) return false;
  const others = losses.filter((series) => series !== part);
  return others.filter((series) => gained(series) > gain).length > others.length / 2;
}

/** Relative gain from the first third of a curve to its last; below 0: it got worse. */
const gained = query('metrics.gained', (series: Series): number => {
  const { blocks, finiteCount } = lastSegment(series);
  const part = Math.floor(blocks.length / 3);
  if (finiteCount < 3 || part === 0) return 0;
  const first = median(blocks.slice(0, part).map(({ mean }) => mean));
  const last = median(blocks.slice(-part).map(({ mean }) => mean));
  return (series.better === 'lower' ? first - last : last - first) / Math.max(Math.abs(first), 1e-9);
});

export interface BestLateFigures {
  readonly evaluations: number;
  /** Share of the evaluations, at the end of the run, 0 to 1. */
  readonly share: number;
  /** Change since the first value, relative to it. */
  readonly gain: number;
}

/**
 * Whether a metric of quality was best in the last evaluations. A classifier's loss may rise, or a summarizer's may not move, while the
 * model gets better at what it is for. `group`: only metrics of that evaluation set.
 */
export function isBestLate(target: RunArtifact, figures: BestLateFigures, group?: string): boolean {
  const curves = qualityCurves(target);
  const evaluated = new Set(curves.flatMap(({ metric, split }) => (split === 'val' || split === 'test' ? [metric] : [])));
  return curves.some((series) => {
    // Keras prints `accuracy` of the batches that were trained on beside `val_accuracy`.
    if (series.split === undefined && evaluated.has(series.metric)) return false;
    const { finiteCount, valuesSinceMax, valuesSinceMin, max, min, first } = lastSegment(series);
    const belongs = series.split !== 'train' && (series.group === undefined || group === undefined || series.group === group);
    const [best, since] = series.better === 'lower' ? [min, valuesSinceMin] : [max, valuesSinceMax];
    if (!belongs || finiteCount < figures.evaluations || best === undefined || first === undefined) return false;
    return since < finiteCount * figures.share && Math.abs(best.value - first.value) > figures.gain * Math.abs(first.value);
  });
}
