import type { Chart, ChartLine } from '../charts';
import { bestOf, figure } from '../view';
import { plain, table } from './elements';
import { plot, styleOf } from './plot';

/** How much of each curve a page holds, by how many runs it shows. */
export interface Detail {
  /** Columns that a curve is drawn in. */
  readonly columns: number;
  /** Rows of a table of values. */
  readonly rows: number;
}

/** A chart with its legend, and its values as a table on demand. */
export function chartElement(chart: Chart, id: string, detail: Detail, findingId: (number: number) => string, level = 3): string {
  const { title, lines } = chart;
  const legend = lines.map((line) => legendOf(chart, line));
  return `<figure class="chart" id="${id}" tabindex="-1"><figcaption><h${level}>${plain(title)}${chart.logarithmic ? ' <small>logarithmic</small>' : ''}</h${level}><ul class="legend">${legend.join('')}</ul></figcaption>${plot(chart, describe(chart), detail.columns, findingId)}<details class="values"><summary>Values<span class="unseen"> of ${plain(title)}</span></summary>${values(chart, detail.rows)}</details></figure>`;
}

function legendOf(chart: Chart, line: ChartLine): string {
  const { series, label } = line;
  const best = bestOf(series);
  const name = label === series.name ? '' : ` <code>${plain(series.name)}</code>`;
  const facts = [`last ${figure(series.closing.value)}`, ...(best === undefined ? [] : [`best ${figure(best.value)}`])];
  return `<li><i class="swatch ${styleOf(chart, line)}${line.faint ? ' faint' : ''}"></i><b>${plain(label)}</b>${name} <span>${facts.join(', ')}</span>${brokenOf(series)}</li>`;
}

function brokenOf({ nonFinite, count }: ChartLine['series']): string {
  if (nonFinite === undefined) return '';
  const what = nonFinite.nan === nonFinite.count ? 'NaN' : 'not finite';
  return ` <span class="error">${nonFinite.count === count ? `all ${count} ${what}` : `${nonFinite.count} of ${count} ${what}`}</span>`;
}

/** The chart in words, for those who don't see it. */
function describe({ title, lines, marks, axis }: Chart): string {
  const parts = lines.map(({ label, series }) => {
    const { nonFinite, count, first, last } = series;
    if (first === undefined || last === undefined) return `${label}: none of ${count} values is finite`;
    const best = bestOf(series);
    const gone = nonFinite === undefined ? '' : `, ${nonFinite.count} not finite`;
    return `${label}: from ${figure(first.value)} to ${figure(last.value)} in ${count} values${best ? `, best ${figure(best.value)}` : ''}${gone}`;
  });
  const found = marks.map(({ number, x }) => `finding ${number} at ${axis} ${figure(x)}`);
  return `Chart of ${title} by ${axis}. ${[...parts, ...found].join('; ')}.`;
}

/** Evenly chosen points of each curve. The page's script reads them as well. */
function values({ title, lines, axis }: Chart, rows: number): string {
  const most = Math.max(2, Math.floor(rows / lines.length));
  const chosen = new Set(lines.flatMap(({ x }) => evenly(x, most)));
  const byPosition = lines.map(({ x, y }) => new Map(x.map((at, index) => [at, y[index]!])));
  const body = [...chosen]
    .sort((a, b) => a - b)
    .map((at) => [position(at), ...byPosition.map((known) => (known.has(at) ? figure(known.get(at)) : ''))]);
  const count = lines.reduce((sum, { series }) => sum + series.count, 0);
  const shown = body.flat().filter((text, index) => index % (lines.length + 1) !== 0 && text !== '').length;
  const caption = shown < count ? `${title}: ${shown} of ${count.toLocaleString('en')} values` : title;
  return table(caption, [axis, ...lines.map(({ label }) => label)], body);
}

const position = (value: number): string => (Number.isInteger(value) ? value.toLocaleString('en') : figure(value));

function evenly(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))]!);
}
