import type { ConfigEntry, RunSegment, Series } from '../model/run';
import { scaleOf } from '../names/scale';
import { pointOf } from '../statistics/summarize';
import type { SourceState } from './collect-run';
import type { CollectedSeries } from './collected-series';

interface Known {
  readonly framework?: string;
  readonly frameworkVersion?: string;
  readonly config: readonly ConfigEntry[];
}

/** All series of a run in their public form; what one file repeats of another is a copy. */
export function seriesOf(sources: readonly SourceState[], known: Known): Series[] {
  const collected = sources.flatMap((source) => [...source.series.values()]).filter((series) => series.stretches.length > 0);
  const byMeaning = groupBy(collected, meaningKey);
  const byName = groupBy(collected, ({ name }) => name);
  return collected.map((series) => {
    const rivals = [...(byMeaning.get(meaningKey(series)) ?? []), ...(byName.get(series.name) ?? [])].filter((other) =>
      repeats(series, other),
    );
    const original = rivals.reduce<CollectedSeries | undefined>(
      (best, other) => (best === undefined || rank(other) > rank(best) ? other : best),
      undefined,
    );
    const scale = scaleOf({ ...known, reader: series.reader, name: series.name, meaning: series.meaning });
    if (original === undefined) return series.toSeries('primary', scale, undefined);
    return series.toSeries('copy', scale, { name: original.name, file: original.file });
  });
}

/** `series` tells what `other` tells better: of another file that ranks higher, or a closing value beside its curve. */
function repeats(series: CollectedSeries, other: CollectedSeries): boolean {
  if (series === other || !splitsAgree(series, other)) return false;
  if (series.file === other.file) return series.kind === 'summary' && other.kind === 'history';
  return rank(other) > rank(series) || (rank(other) === rank(series) && other.file < series.file);
}

const splitsAgree = ({ meaning: { split: left } }: CollectedSeries, { meaning: { split: right } }: CollectedSeries): boolean =>
  left === undefined || right === undefined || left === right;

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** Series of one meaning tell the same; where the table knows no meaning, the name decides. */
function meaningKey({ meaning, name }: CollectedSeries): string {
  const { split, metric, component, group, aggregation } = meaning;
  const what = metric === undefined ? `?${name.toLowerCase()}` : `${metric}|${component ?? ''}`;
  return [split ?? '', what, group ?? '', aggregation ?? ''].join('|');
}

/** Curves before closing values; records with lines before event files, whose places no editor shows, before printed text. */
const rank = ({ kind, reader }: CollectedSeries): number =>
  (kind === 'history' ? 10 : 0) + (isPrinted(reader) ? 0 : reader === 'tensorboard' ? 1 : 2);

/** Readers of printed output. */
export const isPrinted = (reader: string): boolean => reader === 'text' || reader === 'wandb/output';

/** The starts of the process that wrote the run, by the series of each file that shows most of them. */
export function segmentsOf(sources: readonly SourceState[]): RunSegment[] {
  const tellers = sources
    .map((source) => [...source.series.values()].filter(({ stretches, kind }) => stretches.length > 0 && kind === 'history'))
    .filter((all) => all.length > 0)
    .map((all) => all.reduce((most, other) => (tells(other) > tells(most) ? other : most)));
  const teller = tellers.sort((left, right) => right.count - left.count)[0];
  if (teller === undefined) return [];
  return teller.stretches.map((stretch, index): RunSegment => {
    const { place, step, epoch } = pointOf(stretch.opening!, teller.file);
    return { start: teller.starts[index] ?? 'first', file: teller.file, place, step, epoch };
  });
}

const tells = (series: CollectedSeries): number => series.stretches.length * 1e12 + Math.min(series.count, 1e11);
