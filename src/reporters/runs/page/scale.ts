/** Maps values to 0 (the start of an axis) to 1 (its end). */
export interface Scale {
  at(value: number): number;
  /** Values to label, inside the axis. */
  readonly ticks: readonly number[];
}

/** A scale over finite values with room above and below. Undefined if there are none. */
export function scaleOf(low: number, high: number, logarithmic: boolean, margin: number): Scale | undefined {
  if (!(low <= high)) return undefined;
  const [from, to] = logarithmic ? [Math.log10(low), Math.log10(high)] : [low, high];
  const span = to - from || Math.abs(to) || 1;
  const start = to === from ? from - span / 2 : from - margin * span;
  const size = to === from ? span : span * (1 + 2 * margin);
  // Values near the largest double overflow a difference.
  if (!Number.isFinite(size)) return { at: (value) => (value - low) / 2 / (high / 2 - low / 2 || 1) / 2, ticks: [] };
  const at = (value: number): number => ((logarithmic ? Math.log10(value) : value) - start) / size;
  const all = logarithmic ? decades(start, start + size) : steps(start, start + size);
  return { at, ticks: all.filter((tick) => at(tick) >= -0.001 && at(tick) <= 1.001) };
}

/** Multiples of 1, 2, or 5 times a power of ten, about five of them. */
function steps(from: number, to: number): number[] {
  const rough = (to - from) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.7) ?? 10);
  const first = Math.ceil(from / step);
  const count = Math.min(12, Math.floor(to / step) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Powers of ten, at most six. Below two decades, their double and fivefold as well. */
function decades(from: number, to: number): number[] {
  const [first, last] = [Math.floor(from), Math.ceil(to)];
  const stride = Math.ceil((last - first) / 6);
  const factors = to - from < 2 ? [1, 2, 5] : [1];
  return Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, index) => first + index * stride).flatMap((power) =>
    factors.map((factor) => Number((factor * 10 ** power).toPrecision(12))),
  );
}
