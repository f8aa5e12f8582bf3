import type { Series } from '../../../src/api';

/** How the values of a metric that is a share are written, and what shows it. */
export interface Magnitude {
  readonly scale: '0-1' | '0-100';
  /** The table of sources or the log itself gives the scale; else the values show it. */
  readonly isStated: boolean;
}

/** Values above this, of a metric that would be a share of 1, can only be percentages. */
const SURELY_PERCENT = 2;
/** What a share is at least that nobody writes as a percentage: a model that finds a twentieth of a percent of anything is not logged. */
const SURELY_FRACTION = 0.05;
/** Slack of rounding and of averages. */
const SLACK = 1.001;

/** Metrics that one evaluation computes together, so that one scale is that of all. */
const families = [
  ['map', 'map50', 'map75', 'average-recall'],
  ['accuracy', 'top5-accuracy'],
  ['miou', 'class-accuracy', 'pixel-accuracy'],
];

/**
 * The scale of a metric between 0 and 1 or 0 and 100: as its source states it, else as its values or those of a sibling in the same file
 * show it. `ambiguous`: values pass 1 by so little that they are impossible as fractions and next to nothing as percentages. Undefined:
 * all values are next to 0.
 */
export function magnitudeOf(series: Series, all: readonly Series[]): Magnitude | 'ambiguous' | undefined {
  if (series.scale === '0-1' || series.scale === '0-100') return { scale: series.scale, isStated: true };
  const siblings = all.filter((other) => other !== series && other.file === series.file && areSiblings(other, series));
  const stated = siblings.find(({ scale }) => scale === '0-1' || scale === '0-100')?.scale as Magnitude['scale'] | undefined;
  if (stated !== undefined) return { scale: stated, isStated: true };
  const most = Math.max(...[series, ...siblings].map(({ max }) => max?.value ?? 0));
  if (most > SURELY_PERCENT) return { scale: '0-100', isStated: false };
  if (most > SLACK) return 'ambiguous';
  return most > SURELY_FRACTION ? { scale: '0-1', isStated: false } : undefined;
}

const areSiblings = (a: Series, b: Series): boolean =>
  a.metric !== undefined &&
  b.metric !== undefined &&
  (a.metric === b.metric || families.some((family) => family.includes(a.metric!) && family.includes(b.metric!)));
