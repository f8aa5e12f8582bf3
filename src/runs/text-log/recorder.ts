import { type Moment, noMoment } from '../moment';
import type { SeriesSink } from '../reader';
import { createBars } from './bars';
import type { Meaning, Values } from './meaning';

/** Gives the values of lines to their series: of a bar its last state, of several processes the first, of a carried value the new ones. */
export interface Recorder {
  record(meaning: Meaning, values: Values): void;
  /** A record's values were given to their series without a need to decide. */
  pass(): void;
  /** Bars are over: the log says that something ended them, or it ends itself. */
  flush(): void;
}

interface LastOf {
  rank: number;
  step: number;
  epoch: number;
}

export function createRecorder(): Recorder {
  const moment = noMoment();
  const bars = createBars(give);
  const lastBySeries = new Map<SeriesSink, LastOf>();
  const carried = new Map<SeriesSink, { value: number; record: number }>();
  let records = 0;

  function give(series: SeriesSink, value: number, column: number, at: Omit<Values, 'values' | 'columns'>): void {
    if (!Number.isNaN(at.rank) && isRepeatedByRank(series, at)) return;
    moment.step = at.step;
    moment.epoch = at.epoch;
    moment.time = at.time;
    moment.line = at.line;
    moment.column = column;
    series.add(value, moment as Moment);
  }

  /** Whether another process logged this step before. A process that goes back itself has started again. */
  function isRepeatedByRank(series: SeriesSink, { rank, step, epoch }: LastOf): boolean {
    const last = lastBySeries.get(series);
    if (last === undefined) {
      lastBySeries.set(series, { rank, step, epoch });
      return false;
    }
    const isLater = epoch > last.epoch || (!(epoch < last.epoch) && step > last.step);
    if (rank !== last.rank && !isLater) return true;
    last.rank = rank;
    last.step = step;
    last.epoch = epoch;
    return false;
  }

  /** Whether a value is the one that the line before carried. */
  function isStale(series: SeriesSink, value: number): boolean {
    const last = carried.get(series);
    const isSame = last !== undefined && last.record === records - 1 && Object.is(last.value, value);
    carried.set(series, { value, record: records });
    return isSame;
  }

  return {
    record(meaning, values) {
      records += 1;
      if (meaning.bar !== undefined) {
        bars.draw(meaning, meaning.bar, values);
        return;
      }
      bars.settle();
      for (const [index, series] of meaning.series.entries()) {
        if (series === undefined) continue;
        const value = values.values[index]!;
        if (meaning.carried?.[index] && isStale(series, value)) continue;
        give(series, value, values.columns[index]!, values);
      }
    },
    pass() {
      records += 1;
      bars.settle();
    },
    flush: bars.flush,
  };
}
