/**
 * Whether values need a logarithmic axis: all finite ones are positive, and they span more than three powers of ten, or most of them
 * would be pressed against the bottom of a linear axis.
 */
export function isWide(values: readonly number[]): boolean {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const low = finite[0];
  const high = finite.at(-1);
  if (low === undefined || high === undefined || low <= 0) return false;
  return high > 1000 * low || high > 20 * finite[Math.floor(finite.length / 2)]!;
}
