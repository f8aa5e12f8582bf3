const bars = '▁▂▃▄▅▆▇█';

/**
 * Draws values, oldest first, as a row of bars between the smallest and the largest value. If there are more values than columns, a
 * column shows the mean of its values, or an outlier among them, so that spikes stay visible. NaN and infinity are drawn as `×`.
 */
export function sparkline(values: readonly number[], columns = 40): string {
  const shown = values.length <= columns ? values : downsample(values, columns);
  const finite = shown.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const step = (high - low) / (bars.length - 1);
  return Array.from(shown, (value) => {
    if (!Number.isFinite(value)) return '×';
    return bars.charAt(step > 0 && Number.isFinite(step) ? Math.round((value - low) / step) : 0);
  }).join('');
}

/** The first and the last value, such as `2.31 → 0.42`, to show beside a sparkline. */
export function ends(values: readonly number[]): string {
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined) return '';
  return values.length === 1 ? figure(first) : `${figure(first)} → ${figure(last)}`;
}

const figure = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value));

function downsample(values: readonly number[], columns: number): number[] {
  const all = mean(values.filter(Number.isFinite));
  const spread = Math.sqrt(mean(values.filter(Number.isFinite).map((value) => (value - all) ** 2)));
  return Array.from({ length: columns }, (_, column) => {
    const part = values.slice(
      Math.floor((column * values.length) / columns),
      Math.max(Math.floor((column * values.length) / columns) + 1, Math.floor(((column + 1) * values.length) / columns)),
    );
    if (part.some((value) => !Number.isFinite(value))) return Number.NaN;
    const center = mean(part);
    const furthest = part.reduce((a, b) => (Math.abs(b - center) > Math.abs(a - center) ? b : a), center);
    return Math.abs(furthest - center) > 2 * spread ? furthest : center;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
