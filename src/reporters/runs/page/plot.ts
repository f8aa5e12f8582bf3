import type { Chart, ChartLine } from '../charts';
import { figure } from '../view';
import { plain } from './elements';
import { type Scale, scaleOf } from './scale';

/** Units of the drawing. It's stretched to the width of its chart; lines keep their thickness, and labels are HTML. */
const width = 1000;
const height = 400;
/** Series with fewer values show a dot for each. */
const dotted = 30;

/** Which of the curves' colors and dashes a line has: one color for each split, the same in all charts. */
export function styleOf({ lines }: Chart, line: ChartLine): string {
  const order = [...new Set(lines.map(keyOf))];
  const splits = ['train', 'val', 'test'];
  const taken = new Set(order.map((key) => splits.indexOf(key)).filter((index) => index >= 0));
  const free = [0, 1, 2, 3, 4, 5].filter((index) => !taken.has(index));
  const own = splits.indexOf(keyOf(line));
  if (own >= 0) return `c${own}`;
  const place = order.filter((key) => !splits.includes(key)).indexOf(keyOf(line));
  return place < free.length ? `c${free[place]!}` : `c${place % 6} dash`;

  /** Curves of one split share its color if one of them is the smoother line of the other. */
  function keyOf({ series, label, faint }: ChartLine): string {
    const { split } = series;
    const same = lines.filter((other) => other.series.split === split && other.faint === faint);
    return same.length === 1 ? (split ?? '') : label;
  }
}

/** The curves, axes, and marks of a chart as HTML. `columns`: points that are drawn of a line, at most twice as many. */
export function plot(chart: Chart, description: string, columns: number, findingId: (number: number) => string): string {
  const { lines, marks, axis, logarithmic } = chart;
  const drawn = lines.map((line) => thinned(line, columns));
  const [left, right] = extent(drawn.flatMap(({ x }) => x));
  const [low, high] = extent(drawn.flatMap(({ y }) => y.filter(Number.isFinite)));
  const x = scaleOf(left, right, false, 0.01);
  if (x === undefined) return '';
  const y = scaleOf(low, high, logarithmic, 0.06);
  const withGaps = drawn.filter((line) => !line.y.every(Number.isFinite));
  const paths = [...drawn]
    .map((line, index) => ({ line, strip: withGaps.indexOf(line), style: styleOf(chart, lines[index]!) }))
    .sort((a, b) => Number(b.line.faint) - Number(a.line.faint))
    .map(({ line, strip, style }) => curve(line, style, x, y) + broken(line, style, x, strip));
  const grid = (y?.ticks ?? []).map((tick) => `M0 ${unit((1 - y!.at(tick)) * height)}H${width}`).join('');
  const note = y === undefined ? `<p class="none">${plain(noneFinite(chart))}</p>` : '';
  const yLabels = (y?.ticks ?? []).map((tick) => `<span style="top:${percent(1 - y!.at(tick))}">${compact(tick)}</span>`);
  const xLabels = x.ticks.map((tick) => `<span style="left:${percent(x.at(tick))}">${compact(tick)}</span>`);
  const flags = marks.map(
    (mark) =>
      `<a class="mark ${mark.severity}" style="left:${percent(x.at(mark.x))}" href="#${findingId(mark.number)}" aria-label="Finding ${mark.number}, at ${axis} ${figure(mark.x)}"><b>${mark.number}</b></a>`,
  );
  return `<div class="plot"><div class="y" aria-hidden="true">${yLabels.join('')}</div><div class="area"><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${plain(description)}"><path class="grid" d="${grid}"/>${paths.join('')}</svg>${note}${flags.join('')}</div><div class="x" aria-hidden="true">${xLabels.join('')}<i>${axis}</i></div></div>`;
}

const noneFinite = ({ lines }: Chart): string => {
  const count = lines.reduce((sum, { series }) => sum + series.count, 0);
  const onlyNaN = lines.every(({ series }) => series.nonFinite?.nan === series.count);
  return onlyNaN
    ? `All ${count.toLocaleString('en')} values are NaN.`
    : `None of the ${count.toLocaleString('en')} values is finite.`;
};

/** The line, interrupted where a value isn't finite. */
function curve({ x, y, series, faint }: ChartLine, style: string, xScale: Scale, yScale: Scale | undefined): string {
  if (yScale === undefined) return '';
  let path = '';
  let isDown = false;
  let [px, py] = [0, 0];
  const dots: string[] = [];
  for (const [index, value] of y.entries()) {
    if (!Number.isFinite(value)) {
      isDown = false;
      continue;
    }
    const [ax, ay] = [unit(xScale.at(x[index]!) * width), unit((1 - yScale.at(value)) * height)];
    path += isDown ? relative(ax - px, ay - py) : `M${ax} ${ay}${Number.isFinite(y[index + 1]) ? '' : 'h0'}`;
    if (series.count < dotted) dots.push(`M${ax} ${ay}h0`);
    [px, py, isDown] = [ax, ay, true];
  }
  const points = dots.length > 0 ? `<path class="${style} dots" d="${dots.join('')}"/>` : '';
  return `<path class="${style}${faint ? ' faint' : ''}" d="${path}"/>${points}`;
}

const relative = (dx: number, dy: number): string => (dy === 0 ? `h${dx}` : `l${dx}${dy < 0 ? '' : ' '}${dy}`);

/** A strip at the bottom where the values aren't finite. */
function broken({ x, y }: ChartLine, style: string, xScale: Scale, strip: number): string {
  let path = '';
  for (let index = 0; index < y.length; index += 1) {
    if (Number.isFinite(y[index])) continue;
    const from = unit(xScale.at(x[index]!) * width);
    while (index + 1 < y.length && !Number.isFinite(y[index + 1])) index += 1;
    const size = Math.max(4, unit(xScale.at(x[index]!) * width) - from);
    path += `M${from} ${height - 8 - 14 * strip}h${size}`;
  }
  return path === '' ? '' : `<path class="${style} broken" d="${path}"/>`;
}

/** Of each column, the lowest, the highest, and a value that isn't finite. The first and the last value stay. */
function thinned(line: ChartLine, columns: number): ChartLine {
  const { x, y } = line;
  if (x.length <= 2 * columns) return line;
  const kept = new Set([0, x.length - 1]);
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor((column * x.length) / columns);
    const to = Math.floor(((column + 1) * x.length) / columns);
    let [least, most] = [from, from];
    for (let index = from; index < to; index += 1) {
      const value = y[index]!;
      if (!Number.isFinite(value)) kept.add(index);
      if (value < y[least]! || !Number.isFinite(y[least])) least = index;
      if (value > y[most]! || !Number.isFinite(y[most])) most = index;
    }
    kept.add(least).add(most);
  }
  const indexes = [...kept].sort((a, b) => a - b);
  return { ...line, x: indexes.map((index) => x[index]!), y: indexes.map((index) => y[index]!) };
}

function extent(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

const unit = (value: number): number => Math.round(Math.max(-height, Math.min(2 * width, value)));
const percent = (share: number): string => `${Number((100 * Math.max(0, Math.min(1, share))).toFixed(1))}%`;

/** A label of an axis: `20k`, `1e-5`. */
function compact(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3)
    return value.toExponential(0) === value.toExponential(1).replace('.0', '')
      ? value.toExponential(0).replace('e+', 'e')
      : value.toExponential(1).replace('e+', 'e');
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return size >= 1e4 ? `${Number((value / 1e3).toPrecision(4))}k` : String(Number(value.toPrecision(4)));
}
