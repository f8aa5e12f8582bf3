import picocolors from 'picocolors';
import type { Run, Series } from '../../runs';
import { sparkline } from '../text/sparkline';
import { visible } from '../text/visible';
import { displayWidth, padEnd } from '../text/width';
import type { TableOptions } from './table';
import { type TitledSeries, titledSeries } from './titles';
import { bestOf, figure, type RunView, titleOf, verdictOf } from './view';

/** One metric of two runs. `change` is relative. It compares the best values if the metric has a better side, else the last ones. */
export interface ComparedSeries {
  /** As logged. Both names if they differ. */
  readonly name: string;
  /** As reports name it: `val AR (medium)`. */
  readonly label: string;
  readonly left?: Series;
  readonly right?: Series;
  readonly change?: number;
  /** Whose best value is better. Undefined if they're equal, or it isn't known what is better. */
  readonly better?: 'left' | 'right';
}

export interface ComparedSetting {
  readonly key: string;
  readonly left?: string;
  readonly right?: string;
}

export interface Comparison {
  readonly left: RunView;
  readonly right: RunView;
  readonly series: readonly ComparedSeries[];
  /** Settings that differ. */
  readonly settings: readonly ComparedSetting[];
  /** How many settings are the same. */
  readonly sameSettings: number;
}

/** Compares two runs. Series are matched by name, else by what they mean. */
export function compareRuns(left: RunView, right: RunView): Comparison {
  const theirs = new Map(comparable(right.run).map(({ series, label }) => [series, label]));
  const series = comparable(left.run).map(({ series: each, label }): ComparedSeries => {
    const twin = twinOf(each, [...theirs.keys()]);
    if (twin === undefined) return { name: each.name, label, left: each };
    theirs.delete(twin);
    return { ...compareSeries(each, twin), label };
  });
  for (const [each, label] of theirs) series.push({ name: each.name, label, right: each });
  return { left, right, series, ...compareSettings(left.run, right.run) };
}

/** Enough to judge a run by. */
const comparable = (run: Run): readonly TitledSeries[] =>
  titledSeries(run)
    .filter(({ isDull, series }) => !isDull && series.metric !== undefined)
    .slice(0, 12);

/** The series with the same name, else one with the same meaning. */
function twinOf(series: Series, all: readonly Series[]): Series | undefined {
  return all.find(({ name }) => name === series.name) ?? all.find((other) => meaningOf(other) === meaningOf(series));
}

const meaningOf = ({ split, metric, component, group, aggregation, name }: Series): string =>
  metric === undefined
    ? name.toLowerCase()
    : [split ?? 'train', metric, component ?? '', group ?? '', aggregation ?? ''].join('|');

function compareSeries(left: Series, right: Series): Omit<ComparedSeries, 'label'> {
  const a = (bestOf(left) ?? left.last)?.value;
  const b = (bestOf(right) ?? right.last)?.value;
  const name = left.name === right.name ? left.name : `${left.name} / ${right.name}`;
  if (a === undefined || b === undefined) return { name, left, right };
  const change = a === 0 ? undefined : (b - a) / Math.abs(a);
  const side = a === b || left.better === undefined ? undefined : a < b === (left.better === 'lower') ? 'left' : 'right';
  return { name, left, right, ...(change !== undefined && { change }), ...(side && { better: side }) };
}

function compareSettings(left: Run, right: Run): Pick<Comparison, 'settings' | 'sameSettings'> {
  const [ours, theirs] = [left, right].map(({ config }) => new Map(config.map(({ key, value }) => [key, String(value)])));
  const keys = [...new Set([...ours!.keys(), ...theirs!.keys()])].sort();
  const settings = keys
    .map((key) => ({ key, left: ours!.get(key), right: theirs!.get(key) }))
    .filter((each) => each.left !== each.right);
  return { settings, sameSettings: keys.length - settings.length };
}

/** How many settings differ and how many don't. */
export const settingCounts = ({ settings, sameSettings }: Pick<Comparison, 'settings' | 'sameSettings'>): string =>
  settings.length === 0
    ? `Settings: all ${sameSettings} are the same`
    : `Settings: ${settings.length} different, ${sameSettings} the same`;

/** The comparison for people. */
export function comparisonAsTable({ left, right, series, settings, sameSettings }: Comparison, { color }: TableOptions): string {
  const colors = picocolors.createColors(color);
  const heading = [
    `${colors.bold('A')}  ${visible(titleOf(left))}  ${colors.dim(verdictOf(left).text)}`,
    `${colors.bold('B')}  ${visible(titleOf(right))}  ${colors.dim(verdictOf(right).text)}`,
  ];
  const rows = series.map(({ label, left: a, right: b, change, better }) => {
    const mark = better === undefined ? '' : colors.green(better === 'left' ? 'A' : 'B');
    return [
      visible(label),
      cell(a),
      cell(b),
      change === undefined ? '' : `${change >= 0 ? '+' : ''}${(100 * change).toFixed(1)}%`,
      mark,
    ];
  });
  const shown = settings.slice(0, 40).map(({ key, left: a, right: b }) => [visible(key), visible(a ?? '–'), visible(b ?? '–')]);
  const parts = [heading.join('\n'), columns([['', 'A', 'B', 'B − A', 'better'], ...rows])];
  parts.push(curves(series, colors));
  if (shown.length > 0) parts.push(columns([['setting', 'A', 'B'], ...shown]));
  parts.push(settingCounts({ settings, sameSettings }));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function cell(series: Series | undefined): string {
  if (series === undefined) return '–';
  const best = bestOf(series);
  const last = figure(series.closing.value);
  return best === undefined || series.count === 1 ? last : `${last} (best ${figure(best.value)})`;
}

function curves(all: readonly ComparedSeries[], colors: ReturnType<typeof picocolors.createColors>): string {
  const drawn = all.filter(({ left, right }) => (left?.count ?? 0) > 1 && (right?.count ?? 0) > 1);
  return columns(
    drawn.flatMap(({ label, left, right }) => [
      [
        visible(label),
        'A',
        colors.cyan(
          sparkline(
            left!.points.map(({ value }) => value),
            48,
          ),
        ),
      ],
      [
        '',
        'B',
        colors.cyan(
          sparkline(
            right!.points.map(({ value }) => value),
            48,
          ),
        ),
      ],
    ]),
  );
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, text] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, displayWidth(text));
  return rows
    .map((row) =>
      `  ${row.map((text, index) => (index === row.length - 1 ? text : padEnd(text, widths[index]!))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

/** The comparison for programs, documented in `docs/runs.md`. */
export function comparisonAsJson({ left, right, series, settings, sameSettings }: Comparison): string {
  const side = (each: Series | undefined) =>
    each === undefined
      ? null
      : {
          name: each.name,
          points: each.count,
          first: each.first?.value ?? null,
          last: each.last?.value ?? null,
          best: bestOf(each)?.value ?? null,
        };
  const compared = {
    compare: { a: titleOf(left), b: titleOf(right) },
    series: series.map((each) => ({
      name: each.name,
      a: side(each.left),
      b: side(each.right),
      change: each.change ?? null,
      better: each.better === 'left' ? 'a' : each.better === 'right' ? 'b' : null,
    })),
    settings: settings.map((each) => ({ key: each.key, a: each.left ?? null, b: each.right ?? null })),
    sameSettings,
  };
  return `${JSON.stringify(compared, null, 2)}\n`;
}
