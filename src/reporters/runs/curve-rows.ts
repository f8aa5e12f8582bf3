import type picocolors from 'picocolors';
import type { Series } from '../../runs';
import { sparkline } from '../text/sparkline';
import { visible } from '../text/visible';
import { displayWidth, padEnd } from '../text/width';
import { isWide } from './chart-scale';
import type { TitledSeries } from './titles';
import { bestOf, figure } from './view';

type Colors = ReturnType<typeof picocolors.createColors>;

interface Row {
  readonly split: string;
  readonly metric: string;
  readonly range: string;
  readonly best: string;
  readonly values: string;
  readonly curve: string;
  readonly broken: string;
}

const widestCurve = 24;
const narrowestCurve = 8;
const narrowestName = 12;
const headings: Row = {
  split: '',
  metric: '',
  range: 'first → last',
  best: 'best',
  values: 'values',
  curve: '',
  broken: '',
};

/** One line for each series, below a heading, within `width` columns. The curves get shorter first, then the names; at last, the curves are left out. */
export function curveRows(all: readonly TitledSeries[], colors: Colors, width: number): string[] {
  if (all.length === 0) return [];
  const rows = all.map(rowOf);
  const widest = (column: keyof Row): number => Math.max(...[headings, ...rows].map((row) => displayWidth(row[column])));
  const room =
    width -
    2 -
    ['split', 'range', 'best', 'values', 'broken'].reduce((sum, column) => sum + gapped(widest(column as keyof Row)), 0);
  const hasCurves = room - 2 - narrowestCurve >= narrowestName;
  const name = Math.min(widest('metric'), Math.max(narrowestName, hasCurves ? room - 2 - narrowestCurve : room));
  const curve = Math.max(narrowestCurve, Math.min(widestCurve, room - 2 - name));
  const drawings = all.map(({ series }) =>
    hasCurves && series.count > 1 && series.kind === 'history' ? sparkline(drawnValues(series), curve) : '',
  );
  const longest = Math.max(...drawings.map(({ length }) => length));
  const line = (row: Row, drawing: string): string => {
    const cells = [
      padEnd(row.split, widest('split')),
      padEnd(shortenMiddle(row.metric, name), name),
      padEnd(row.range, widest('range')),
      padEnd(row.best, widest('best')),
      row.values.padStart(widest('values')),
      drawing === '' ? ' '.repeat(longest) : colors.cyan(drawing) + ' '.repeat(longest - drawing.length),
      row.broken,
    ];
    return `  ${cells.filter((cell) => cell !== '').join('  ')}`.trimEnd();
  };
  return [colors.dim(line(headings, '')), ...rows.map((row, index) => line(row, drawings[index]!))];
}

const gapped = (size: number): number => (size === 0 ? 0 : size + 2);

function rowOf({ series, split, title }: TitledSeries): Row {
  const isSummary = series.kind === 'summary';
  const best = isSummary ? undefined : bestOf(series);
  const { nonFinite } = series;
  const isOne = isSummary || series.count === 1;
  return {
    split,
    metric: visible(title),
    range: isOne
      ? `${figure(series.closing.value)}${isSummary ? ' at the end' : ''}`
      : `${figure(series.opening.value)} → ${figure(series.closing.value)}`,
    best: best === undefined ? '' : figure(best.value),
    values: isSummary ? '' : series.count.toLocaleString('en'),
    curve: '',
    broken:
      nonFinite === undefined || isOne ? '' : `${nonFinite.count} ${nonFinite.nan === nonFinite.count ? 'NaN' : 'not finite'}`,
  };
}

/** The logarithms of values that a linear axis can't show, as on the HTML page. */
export function drawnValues({ points }: Series): number[] {
  const values = points.map(({ value }) => value);
  return isWide(values) ? values.map(Math.log) : values;
}

/** Cuts the middle, because names often differ in their last part. */
function shortenMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const characters = [...text];
  let [head, tail] = ['', ''];
  for (let index = 0; index < characters.length; index += 1) {
    const [nextHead, nextTail] =
      index % 2 === 0 ? [head + characters[index / 2]!, tail] : [head, characters.at(-(index + 1) / 2)! + tail];
    if (displayWidth(nextHead) + displayWidth(nextTail) + 1 > width) break;
    [head, tail] = [nextHead, nextTail];
  }
  return `${head}…${tail}`;
}
