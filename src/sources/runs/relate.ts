import type { SourceState } from './collect';
import type { CollectedSeries } from './collected-series';
import type { ConfigEntry, RunSegment, Series } from './model';
import { scaleOf } from './scale';
import { pointOf } from './statistics';

interface Known {
  readonly framework?: string;
  readonly frameworkVersion?: string;
  readonly config: readonly ConfigEntry[];
}

/** All series of a run in their public form; what one file repeats of another is a copy. */
export function seriesOf(sources: readonly SourceState[], known: Known): Series[] {
  const collected = sources.flatMap((source) => [...source.series.values()]).filter((series) => series.stretches.length > 0);
  const primaries = new Map<string, CollectedSeries>();
  for (const series of collected) {
    const key = meaningKey(series);
    const rival = primaries.get(key);
    if (rival === undefined || (rival.file !== series.file && rank(series) > rank(rival))) primaries.set(key, series);
  }
  return collected.map((series) => {
    const primary = primaries.get(meaningKey(series))!;
    const isCopy = primary.file !== series.file || (primary.kind === 'history' && series.kind === 'summary');
    const scale = scaleOf({ ...known, reader: series.reader, name: series.name, meaning: series.meaning });
    return series.toSeries(isCopy ? 'copy' : 'primary', scale, isCopy ? { name: primary.name, file: primary.file } : undefined);
  });
}

/** Series of one meaning tell the same; where the table knows no meaning, the name decides. */
function meaningKey({ meaning, name }: CollectedSeries): string {
  const { split, metric, component, group, aggregation } = meaning;
  const what = metric === undefined ? `?${name.toLowerCase()}` : `${metric}|${component ?? ''}`;
  return [split ?? '', what, group ?? '', aggregation ?? ''].join('|');
}

/** A curve ranks before a closing value, a record of values before the text printed beside it, more values before fewer. */
const rank = (series: CollectedSeries): number =>
  (series.kind === 'history' ? 2e15 : 0) + (series.reader === 'text' ? 0 : 1e15) + Math.min(series.count, 1e14);

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
