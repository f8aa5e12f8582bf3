import type { Finding } from '../../api/finding';
import type { Point, Run, Series } from '../../runs';
import { groupBy } from '../../text/group-by';
import { isPlace } from '../../text/span';
import { isWide } from './chart-scale';
import { metricName, titledSeries } from './titles';

export interface ChartLine {
  readonly series: Series;
  readonly label: string;
  readonly x: readonly number[];
  /** May be NaN or infinite. */
  readonly y: readonly number[];
  /** Drawn behind a smoother line of the same metric. */
  readonly faint: boolean;
}

export interface ChartMark {
  readonly x: number;
  readonly severity: Finding['severity'];
  /** The finding's number in the list of the run. */
  readonly number: number;
}

/** One chart: all curves of one metric. */
export interface Chart {
  readonly title: string;
  /** What the x axis counts. */
  readonly axis: 'step' | 'epoch' | 'value' | 'seconds';
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  readonly logarithmic: boolean;
  /** Its series say how fast the run goes or what it uses. */
  readonly isDull: boolean;
}

/** The charts of a run, one for each metric: those with the most severe findings first, then by importance. */
export function chartsOf(run: Run, findings: readonly Finding[]): readonly Chart[] {
  const drawn = titledSeries(run).filter(({ series }) => series.kind === 'history' && series.count >= 2);
  const charts = [...groupBy(drawn, ({ series }) => metricName(series))].map(([title, all]) => ({
    chart: chartOf(
      title,
      all.map(({ series }) => series).toSorted((a, b) => splitOrder(a) - splitOrder(b)),
      findings,
    ),
    isDull: all.every(({ isDull }) => isDull),
  }));
  const firstFinding = (chart: Chart): number => {
    const index = findings.findIndex((finding) => isAbout(finding, chart));
    return index < 0 ? findings.length : index;
  };
  return charts
    .map(({ chart, isDull }) => ({ ...chart, isDull }))
    .map((chart) => ({ chart, order: firstFinding(chart) }))
    .sort((a, b) => a.order - b.order)
    .map(({ chart }) => chart);
}

const splitOrder = ({ split }: Series): number => (split === undefined ? 0 : ['train', 'val', 'test'].indexOf(split));

/** Whether a finding is about a curve of the chart. */
export const isAbout = ({ evidence, at }: Finding, { lines }: Chart): boolean => {
  const named = evidence?.['series'];
  return named !== undefined && lines.some(({ series }) => series.name === named && series.file === at.file);
};

export function chartOf(title: string, all: readonly Series[], findings: readonly Finding[], labels?: readonly string[]): Chart {
  const axis = axisOf(all);
  const hasEpochs = all.some(({ aggregation }) => aggregation === 'epoch');
  const lines = all.map((series, index) =>
    lineOf(series, axis, labels?.[index] ?? labelOf(series, all), hasEpochs && series.aggregation === 'step'),
  );
  const marks = findings.flatMap((finding, index) => {
    const at = all.map((series) => markOf(series, finding, axis)).find((found) => found !== undefined);
    return at === undefined ? [] : [{ x: at, severity: finding.severity, number: index + 1 }];
  });
  return { title, axis, lines, marks, logarithmic: isWide(lines.flatMap(({ y }) => y)), isDull: false };
}

/** The split where it tells the curves apart, else the logged name. */
function labelOf({ name, split }: Series, all: readonly Series[]): string {
  const isOnly = all.filter((other) => other.split === split).length === 1;
  return isOnly && split !== undefined ? split : name;
}

function axisOf(all: readonly Series[]): Chart['axis'] {
  if (
    all.every(
      ({ stepScope, closing, opening }) => stepScope === 'run' && closing.step !== undefined && opening.step !== closing.step,
    )
  )
    return 'step';
  return all.every(({ closing }) => closing.epoch !== undefined) ? 'epoch' : 'value';
}

/** The position of each point on the x axis. Inside an epoch, it's the share of the epoch's steps. */
function positions(series: Series, axis: Chart['axis']): (point: Point, index: number) => number {
  if (axis === 'value') return (_, index) => index + 1;
  if (axis === 'step') return ({ step }, index) => step ?? index;
  if (series.stepScope === 'run') return ({ epoch }, index) => epoch ?? index;
  const longest = series.points.reduce((high, { step }) => Math.max(high, step ?? 0), 1);
  return ({ epoch, step }, index) => (epoch === undefined ? index : epoch - 1 + (step ?? 0) / longest);
}

function lineOf(series: Series, axis: Chart['axis'], label: string, faint: boolean): ChartLine {
  const position = positions(series, axis);
  // After a restart, steps repeat. A chart needs each position once and in order, so the later value counts.
  const values = new Map(series.points.map((point, index) => [position(point, index), point.value]));
  const ordered = [...values].sort(([a], [b]) => a - b);
  return { series, label, faint, x: ordered.map(([x]) => x), y: ordered.map(([, y]) => y) };
}

/** The position of a finding on a curve: that of its line's value, else the step in its evidence. */
function markOf(series: Series, { at, evidence }: Finding, axis: Chart['axis']): number | undefined {
  if (evidence?.['series'] !== series.name || at.file !== series.file) return undefined;
  if (isPlace(at)) {
    const index = nearest(series, at.line);
    const point = series.points[index];
    return point === undefined ? undefined : positions(series, axis)(point, index);
  }
  const step = evidence['step'];
  return axis === 'step' && typeof step === 'number' ? step : undefined;
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
