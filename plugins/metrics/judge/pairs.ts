import type { Point, Series } from '../../../src/api';

/** What makes two values of one moment. */
const momentKey = ({ step, epoch, place }: Point): string =>
  step === undefined && epoch === undefined ? `line ${'line' in place ? place.line : '?'}` : `${step ?? ''}|${epoch ?? ''}`;

/** Values of several curves that were logged at one moment. `values`: in the order of the curves. */
export interface Together {
  readonly point: Point;
  readonly values: readonly number[];
}

/** The moments of the first curve at which all curves have a finite value. A run that was started again has a moment more than once. */
export function together(first: Series, ...others: readonly Series[]): Together[] {
  const byMoment = [first, ...others].map(valuesByMoment);
  const seen = new Map<string, number>();
  return first.points.flatMap((point) => {
    const key = momentKey(point);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    const all = byMoment.map((known) => known.get(key) ?? []);
    const values = all.map((each) => (each.length === all[0]!.length ? each[nth]! : Number.NaN));
    return values.every(Number.isFinite) ? [{ point, values }] : [];
  });
}

function valuesByMoment({ points }: Series): Map<string, number[]> {
  const values = new Map<string, number[]>();
  for (const point of points) {
    const known = values.get(momentKey(point));
    if (known === undefined) values.set(momentKey(point), [point.value]);
    else known.push(point.value);
  }
  return values;
}

/** Whether two series are of the same data, from one file. */
export const areTwins = (a: Series, b: Series): boolean =>
  a.split === b.split && a.group === b.group && a.kind === b.kind && a.file === b.file;
