import type { Point, Series } from '../../src/api';

/** Four digits, as a person would write them: `0.4217`, `1.8e+27`, `NaN`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'infinity' : '-infinity';
  const size = Math.abs(value);
  if (size >= 1e6 || (size < 1e-4 && size > 0)) return value.toExponential(2).replace(/(?<![.0])\.?0+e/, 'e');
  return Number.isInteger(value) ? group(value) : String(Number(value.toPrecision(4)));
}

const group = (value: number): string => value.toLocaleString('en-US');

/** `1 value`, `3,750 values` */
export const count = (number: number, noun: string): string => `${group(number)} ${noun}${number === 1 ? '' : 's'}`;

/** When a value was logged, by the best clock that its source has: `step 330`, `epoch 10, step 1,750`, `line 12`. */
export function moment({ step, epoch, place, record }: Point, series?: Series): string {
  const parts: string[] = [];
  const stepSaysLittle =
    series !== undefined && (series.stepScope === 'epoch' || (series.count > 1 && series.first?.step === series.last?.step));
  if (epoch !== undefined && (step === undefined || stepSaysLittle)) parts.push(`epoch ${figure(epoch)}`);
  if (step !== undefined) parts.push(`step ${figure(step)}`);
  if (parts.length > 0) return parts.join(', ');
  return 'line' in place ? `line ${group(place.line)}` : `record ${record ?? '?'}`;
}

/** ` (epoch 0, step 199)` after "epoch 1", where a log names that moment otherwise. */
export function otherwise(point: Point, series: Series): string {
  const named = moment(point, series);
  return named === 'epoch 1' ? '' : ` (${named})`;
}

/** Values to draw beside a finding, oldest first: at most 80. */
export function drawn({ points }: Series): number[] {
  const step = Math.max(1, Math.ceil(points.length / 80));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1).map(({ value }) => value);
}

/** `loss_cls, loss_bbox, and 3 more` */
export function list(names: readonly string[], most = 3): string {
  const all = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  if (all.length < 3) return all.join(' and ');
  return `${all.slice(0, -1).join(', ')}, and ${all.at(-1)}`;
}

/** The same of names in code: `` `loss_cls` and `loss_bbox` ``. */
export const codeList = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return list(names.length > 3 ? [...shown, `${names.length - 3} more`] : shown, 4);
};
