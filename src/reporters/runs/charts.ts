import type { Finding } from '../../api/finding';
import type { Point, Run, Series } from '../../runs';
import { isPlace } from '../../text/span';

export interface ChartLine {
  readonly label: string;
  readonly x: readonly number[];
  /** Null for NaN and infinity, which JSON doesn't have. */
  readonly y: readonly (number | null)[];
  /** Drawn behind a smoother line of the same metric. */
  readonly faint: boolean;
}

export interface ChartMark {
  readonly x: number;
  readonly severity: Finding['severity'];
  /** The finding's number in the list below. */
  readonly number: number;
}

/** One chart: all curves of one metric. */
export interface Chart {
  readonly title: string;
  /** What the x axis counts. */
  readonly x: 'step' | 'epoch' | 'value';
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  readonly logarithmic: boolean;
  /** Charts with the same key share a cursor. */
  readonly sync: string;
}

/** More charts would slow down the page. */
const most = 24;

/** The charts of a run, one for each metric, with marks for the findings. */
export function chartsOf(run: Run, findings: readonly Finding[], sync: string): readonly Chart[] {
  const groups = new Map<string, Series[]>();
  const curves = run.series.filter(({ role, kind, count }) => role === 'primary' && kind === 'history' && count > 1);
  for (const series of curves.toSorted((a, b) => rank(a) - rank(b))) {
    const key = series.metric === undefined ? series.name : [series.metric, series.component ?? ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups].slice(0, most).map(([title, all]) => chartOf(title.trim(), all, findings, sync));
}

/** Losses first, then metrics for which higher is better, then components. Times and learning rates last. */
function rank({ metric, component, better }: Series): number {
  if (metric === undefined) return 9;
  if (better === undefined) return 7;
  if (component !== undefined) return metric === 'loss' ? 4 : 5;
  return metric === 'loss' ? 0 : better === 'higher' ? 1 : 2;
}

export function chartOf(
  title: string,
  all: readonly Series[],
  findings: readonly Finding[],
  sync: string,
  labels?: readonly string[],
): Chart {
  const x = axisOf(all);
  const hasEpochs = all.some(({ aggregation }) => aggregation === 'epoch');
  const lines = all
    .map((series, index) => lineOf(series, x, labels?.[index] ?? series.name, hasEpochs && series.aggregation === 'step'))
    .sort((a, b) => Number(b.faint) - Number(a.faint));
  const marks = findings.flatMap((finding, index) => {
    const at = all.map((series) => markOf(series, finding, x)).find((found) => found !== undefined);
    return at === undefined ? [] : [{ x: at, severity: finding.severity, number: index + 1 }];
  });
  return { title, x, lines, marks, logarithmic: spansDecades(lines), sync };
}

function axisOf(all: readonly Series[]): Chart['x'] {
  if (
    all.every(
      ({ stepScope, closing, first, last }) => stepScope === 'run' && closing.step !== undefined && first?.step !== last?.step,
    )
  )
    return 'step';
  return all.every(({ closing }) => closing.epoch !== undefined) ? 'epoch' : 'value';
}

/** The position of each point on the x axis. Inside an epoch, it's the share of the epoch's steps. */
function positions(series: Series, axis: Chart['x']): (point: Point, index: number) => number {
  if (axis === 'value') return (_, index) => index;
  if (axis === 'step') return ({ step }, index) => step ?? index;
  if (series.stepScope === 'run') return ({ epoch }, index) => epoch ?? index;
  const longest = series.points.reduce((high, { step }) => Math.max(high, step ?? 0), 1);
  return ({ epoch, step }, index) => (epoch === undefined ? index : epoch - 1 + (step ?? 0) / longest);
}

function lineOf(series: Series, axis: Chart['x'], label: string, faint: boolean): ChartLine {
  const position = positions(series, axis);
  // After a restart, steps repeat. A chart needs each position once and in order, so the later value counts.
  const values = new Map(
    series.points.map((point, index) => [position(point, index), Number.isFinite(point.value) ? point.value : null]),
  );
  const ordered = [...values].sort(([a], [b]) => a - b);
  return { label, faint, x: ordered.map(([x]) => x), y: ordered.map(([, y]) => y) };
}

/** The position of a finding on a curve: that of its line's value, else the step in its evidence. */
function markOf(series: Series, { at, evidence }: Finding, axis: Chart['x']): number | undefined {
  const named = evidence?.['series'];
  if (named !== undefined && named !== series.name) return undefined;
  if (at.file !== series.file) return undefined;
  if (isPlace(at)) {
    const index = nearest(series, at.line);
    const point = series.points[index];
    return named === undefined || point === undefined ? undefined : positions(series, axis)(point, index);
  }
  const step = evidence?.['step'];
  return named !== undefined && axis === 'step' && typeof step === 'number' ? step : undefined;
}

function nearest({ points }: Series, line: number): number {
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, { place }] of points.entries()) {
    const away = 'line' in place ? Math.abs(place.line - line) : Number.POSITIVE_INFINITY;
    if (away < distance) [best, distance] = [index, away];
  }
  return best;
}

/** Whether positive values span more than three powers of ten, so that only a logarithmic axis shows both ends. */
function spansDecades(lines: readonly ChartLine[]): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { y } of lines) {
    for (const value of y) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > 0 && high > 1000 * low;
}
