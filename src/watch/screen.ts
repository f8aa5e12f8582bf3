import { plot } from 'asciichart';
import picocolors from 'picocolors';
import { foldSeries, titledSeries } from '../reporters/runs/titles';
import { bestOf, figure } from '../reporters/runs/view';
import { sparkline } from '../reporters/text/sparkline';
import { shorten, visible } from '../reporters/text/visible';
import { padEnd, wrap } from '../reporters/text/width';
import type { Run, Series } from '../runs';
import { isPlace } from '../text/span';
import type { LiveFinding } from './judge';

type Colors = ReturnType<typeof picocolors.createColors>;

const chartHeight = 8;

/** What a terminal shows of a running run: the chart of its main curve, and the metrics with their last and best values. */
export function frameOf(run: Run, name: string, columns: number, color: boolean): readonly string[] {
  const colors = picocolors.createColors(color);
  const all = foldSeries(titledSeries(run)).shown;
  const lines = [`${colors.bold(visible(name))}  ${colors.dim(`${run.reader}  ${whereOf(run)}`)}`];
  const main = all.find(({ series }) => series.finiteCount > 1);
  if (main !== undefined) lines.push('', colors.dim(visible(main.label)), ...chartOf(main.series, columns, colors), '');
  const width = Math.max(0, ...all.map(({ label }) => Math.min(30, visible(label).length)));
  for (const { series, label } of all) {
    const best = bestOf(series);
    const figures = `${figure(series.closing.value).padStart(10)}  ${(best === undefined ? '' : `best ${figure(best.value)}`).padEnd(16)}`;
    lines.push(
      `${padEnd(shorten(visible(label), 30), width)}  ${figures}  ${sparkline(
        series.points.map(({ value }) => value),
        24,
      )}`,
    );
  }
  return lines.map((line) => line.trimEnd());
}

function chartOf(series: Series, columns: number, colors: Colors): readonly string[] {
  const values = downsample(series.points.map(({ value }) => value).filter(Number.isFinite), Math.max(20, columns - 16));
  if (values.length < 2) return [];
  const drawn = plot([...values], { height: chartHeight, format: (value: number) => figure(value).padStart(10) });
  return drawn.split('\n').map((line) => colors.cyan(line));
}

/** The means of equal parts, so that the whole run fits the width. */
function downsample(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, index) => {
    const part = values.slice(Math.floor((index * values.length) / width), Math.floor(((index + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/** One line for a pipe: where the run is, and the last value of each metric. */
export function lineOf(run: Run): string {
  const values = foldSeries(titledSeries(run)).shown.map(
    ({ label, series }) => `${visible(label)} ${figure(series.closing.value)}`,
  );
  return [whereOf(run), ...values].filter((part) => part !== '').join('  ');
}

function whereOf({ reached, planned }: Run): string {
  const parts: string[] = [];
  if (reached.epoch !== undefined) parts.push(`epoch ${figure(reached.epoch)}${planned.epochs ? `/${planned.epochs}` : ''}`);
  if (reached.step !== undefined) parts.push(`step ${figure(reached.step)}${planned.steps ? `/${figure(planned.steps)}` : ''}`);
  return parts.join('  ');
}

/** A finding on one line, or on a terminal of so many columns, with its message below it. */
export function findingLine({ severity, message, rule, at }: LiveFinding, color: boolean, columns?: number): string {
  const colors = picocolors.createColors(color);
  const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.blue;
  const place = visible(isPlace(at) ? `${at.file}:${at.line}:${at.column}` : at.file);
  if (columns === undefined) return `${paint(severity)}  ${place}  ${visible(message)}  ${colors.dim(rule)}`;
  const lines = wrap(visible(message), Math.max(30, Math.min(columns, 100) - 3));
  return [`${paint(severity)}  ${place}  ${colors.dim(rule)}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Text that stays, above a block that is redrawn. */
export interface Screen {
  print(text: string): string;
  draw(lines: readonly string[]): string;
}

/**
 * Gives what to write to a terminal. The block is written over, never erased first, so that it doesn't flicker. Lines longer than
 * `columns` are cut, so that it keeps its height.
 */
export function createScreen(columns: () => number): Screen {
  let shown: readonly string[] = [];
  const toTop = (): string => (shown.length === 0 ? '' : `\u001b[${shown.length}A\r`);
  const over = (lines: readonly string[]): string => lines.map((line) => `${line}\u001b[K\n`).join('');
  const clearRest = '\u001b[J';
  return {
    print: (text) => `${toTop()}${over(text.replace(/\n$/, '').split('\n'))}${over(shown)}${clearRest}`,
    draw(lines) {
      const next = lines.map((line) => cut(line, columns()));
      if (next.length > 0 && next.length === shown.length && next.every((line, index) => line === shown[index])) return '';
      const text = `${toTop()}${over(next)}${clearRest}`;
      shown = next;
      return text;
    },
  };
}

/** Cuts a line with colors to so many columns; colors take none. */
function cut(line: string, columns: number): string {
  let width = 0;
  let text = '';
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith('\u001b[')) text += part;
    else {
      const room = Math.max(0, columns - 1 - width);
      text += [...part].slice(0, room).join('');
      width += [...part].length;
    }
  }
  return text;
}
