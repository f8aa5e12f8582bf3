import type { Point, Series } from '../../../src/api';

/** What makes two values of one moment. */
const momentKey = ({ step, epoch, place }: Point): string =>
  step === undefined && epoch === undefined ? `line ${'line' in place ? place.line : '?'}` : `${step ?? ''}|${epoch ?? ''}`;

/** Values of several curves that were logged at one moment. `values`: in the order of the curves. */
export interface Together {
  readonly point: Point;
  readonly values: readonly number[];
}

/** The moments of the first curve at which all curves have a finite value. */
export function together(first: Series, ...others: readonly Series[]): Together[] {
  const byMoment = others.map(({ points }) => new Map(points.map((point) => [momentKey(point), point.value])));
  return first.points.flatMap((point) => {
    const values = [point.value, ...byMoment.map((known) => known.get(momentKey(point)) ?? Number.NaN)];
    return values.every(Number.isFinite) ? [{ point, values }] : [];
  });
}

/** Whether two series are of the same data, from one file. */
export const areTwins = (a: Series, b: Series): boolean =>
  a.split === b.split && a.group === b.group && a.kind === b.kind && a.file === b.file;
