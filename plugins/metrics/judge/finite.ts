import type { NonFinite, Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface FiniteFigures {
  /** Metrics whose NaN or infinity means that training broke. */
  readonly training: readonly string[];
  /** Metrics that may overflow now and then under mixed precision. */
  readonly mayOverflow: readonly string[];
}

export interface FiniteEvidence {
  /** The series that broke first; of several at once, the whole before its parts. */
  readonly series: Series;
  readonly nonFinite: NonFinite;
  /** Further series that hold such values, without repetitions in other files. */
  readonly others: readonly Series[];
  /** The file that repeats the series without such values. */
  readonly hiddenIn?: string;
}

/** Judges all series of training together: where the first value is that isn't finite. */
export function judgeFinite(
  all: readonly Series[],
  { mayOverflow }: Pick<FiniteFigures, 'mayOverflow'>,
): Verdict<FiniteEvidence> {
  if (all.every(({ count }) => count === 0)) return unknown('no value was logged');
  const broken = all.filter(({ nonFinite, metric }) => nonFinite && !(nonFinite.recovered && mayOverflow.includes(metric ?? '')));
  const series = broken.toSorted((a, b) => before(a) - before(b) || rank(a) - rank(b))[0];
  const nonFinite = series?.nonFinite;
  if (series === undefined || nonFinite === undefined) return pass;
  const others = broken.filter((other) => other !== series && other.name !== series.name && other.role === 'primary');
  const twin = series.copyOf && all.find(({ name, file }) => name === series.copyOf?.name && file === series.copyOf.file);
  return fail({ series, nonFinite, others, ...(twin && twin.nonFinite === undefined && { hiddenIn: twin.file }) });
}

/** Training went on with finite values after the first one that isn't. */
export const isTransient = ({ series, nonFinite }: FiniteEvidence): boolean => series.kind === 'history' && nonFinite.recovered;

/** Whether the last value of a metric of quality shows that nothing was evaluated: NaN, or -1 where COCO's code wrote it. */
export function judgeEvaluation({ nonFinite, closing, last, min }: Series, isCoco: boolean): Verdict<Point> {
  if (nonFinite !== undefined && closing.value !== last?.value) return fail(nonFinite.first);
  if (min === undefined) return unknown('no finite value was logged');
  return isCoco && min.value === -1 ? fail(min) : pass;
}

/** Curves say more than closing values, primary ones more than copies; then the earliest counts. */
function before({ kind, role, nonFinite }: Series): number {
  const place = nonFinite?.first.place;
  const line = place && 'line' in place ? place.line : (nonFinite?.first.record ?? 0);
  return (kind === 'summary' ? 2e9 : 0) + (role === 'copy' ? 1e9 : 0) + line;
}

const rank = ({ component, metric, split }: Series): number =>
  (component === undefined ? 0 : 4) + (metric === 'loss' ? 0 : 2) + (split === 'val' || split === 'test' ? 1 : 0);
