import type { MetricName } from '../model/series';
import { readName } from '../names/metric-name';
import type { RunSink, SeriesSink } from '../reader';
import { type Budget, CollectedSeries } from './collected-series';
import type { SourceState } from './source';

const MOST = 2000;
const LONGEST_NAME = 500;

/** Finds or makes the series of one file by name, kind, split, group and aggregation, as far as the run's budget allows. */
export function createSeriesFinder(source: SourceState, budget: Budget, limit: (message: string) => void): RunSink['series'] {
  return (name, { known, kind = 'history', scale } = {}) => {
    const key = [kind, known?.split, known?.group, known?.aggregation, name].join('\0');
    const existing = source.series.get(key);
    if (existing !== undefined) return existing;
    if (budget.series >= MOST) {
      if (budget.series === MOST) limit(`more than ${MOST} series were logged; the rest was not read`);
      budget.series = MOST + 1;
      return nowhere;
    }
    budget.series += 1;
    const made = new CollectedSeries({
      name: name.slice(0, LONGEST_NAME),
      source,
      meaning: meaningOf(name, known),
      kind,
      scale,
      budget,
    });
    source.series.set(key, made);
    return made;
  };
}

/** What the reader knows overrides what the name says; a reader that knows the metric also knows its part. */
function meaningOf(name: string, known: Partial<MetricName> = {}): MetricName {
  const { split, aggregation, ...rest } = readName(name);
  return { split, aggregation, ...('metric' in known ? {} : rest), ...known };
}

const nowhere: SeriesSink = { add() {} };
