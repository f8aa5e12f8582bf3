import { isMeasure } from '../names/metric-name';
import type { SeriesSink } from '../reader';
import type { Context } from './context';
import type { Line } from './line';
import type { Bar, Meaning } from './meaning';
import type { Position } from './position';
import type { Reading } from './read-line';
import type { SeriesChooser } from './series-chooser';

interface Parts {
  readonly chooser: SeriesChooser;
  readonly position: Position;
  readonly context: Context;
}

/** Keras draws its bars like this. Their values are means since the beginning of the epoch. */
const KERAS_BAR = /(?<!\d)\d+\/\d+ +(?:\[[=>.]+\]|━|─)/;

/** What all lines of a line's shape mean: the series of their values, the bar that they draw, what they only carry along. */
export function createLineMeanings({
  chooser,
  position,
  context,
}: Parts): (line: Pick<Line, 'reading' | 'prefix' | 'body'>) => Meaning {
  /** Training series that lines of steps give without a value of an evaluation. */
  const alone = new Set<SeriesSink>();

  function barOf({ table, epoch }: Reading, body: string): Bar {
    if (context.isOfBatches) return { key: 'evaluation', counts: 'last' };
    const description = body.split(/\d(?:%|\/\d)/, 1)[0]!;
    const key = `${context.split ?? ''} ${table ?? description.replace(/[^\p{L}]+/gu, ' ').trim()}`;
    if (table !== undefined || KERAS_BAR.test(body)) return { key, counts: 'last' };
    const epochs = position.epochs();
    if (epochs === 1) return { key, counts: 'each' };
    if (!Number.isNaN(epoch) && epochs > 1) return { key, counts: 'last' };
    return { key, counts: Number.isNaN(epoch) && /\bsteps?\b/i.test(key) ? 'each' : 'unknown' };
  }

  return ({ reading, prefix, body }) => {
    const about = { body, context, ...(prefix.tag === undefined ? {} : { tag: prefix.tag }) };
    const series = reading.pairs.map((pair) => chooser.seriesFor(pair, reading, about));
    const splits = reading.pairs.map((pair) => chooser.splitFor(pair, reading, about));
    const isEvaluated = (index: number): boolean => splits[index] === 'val' || splits[index] === 'test';
    const trained = series.filter(
      (one, index) => one !== undefined && isMeasure(reading.pairs[index]!.meaning) && !isEvaluated(index),
    );
    const isMixed = trained.length > 0 && splits.some((_, index) => isEvaluated(index));
    const mayCarry = isMixed && !Number.isNaN(reading.step) && (reading.isBar || trained.some((one) => alone.has(one!)));
    if (!isMixed && !Number.isNaN(reading.step)) for (const one of trained) alone.add(one!);
    return {
      series,
      ...((reading.isBar || context.isOfBatches) && { bar: barOf(reading, body) }),
      ...(mayCarry && { carried: splits.map((_, index) => isEvaluated(index)) }),
    };
  };
}
