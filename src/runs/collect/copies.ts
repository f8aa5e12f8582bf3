import { groupBy } from '../../text/group-by';
import type { ConfigEntry } from '../model/config-entry';
import type { Series } from '../model/series';
import { scaleOf } from '../names/scale';
import type { CollectedSeries } from './collected-series';
import type { SourceState } from './source';

interface Known {
  readonly framework?: string;
  readonly frameworkVersion?: string;
  readonly config: readonly ConfigEntry[];
}

/** All series of a run in their public form. A series that repeats one of another file is a copy. */
export function seriesOf(sources: readonly SourceState[], known: Known): Series[] {
  const collected = sources.flatMap((source) => [...source.series.values()]).filter((series) => series.segments.length > 0);
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

/** `other` has the same values in a better form: in another file that ranks higher, or as the curve beside a closing value. */
function repeats(series: CollectedSeries, other: CollectedSeries): boolean {
  if (series === other || !splitsAgree(series, other)) return false;
  if (series.file === other.file) return series.kind === 'summary' && other.kind === 'history';
  if (rank(other) > rank(series)) return true;
  return rank(other) === rank(series) && other.file < series.file && !isApart(series, other);
}

/** Whether one begins after the other's end, in files of the same kind: the process was started again, and goes on. */
function isApart(left: CollectedSeries, right: CollectedSeries): boolean {
  if (left.reader !== right.reader || left.kind !== 'history' || right.kind !== 'history') return false;
  const [first, second] = [left, right].map(({ segments }) => {
    const { opening } = segments[0]!;
    const { closing } = segments.at(-1)!;
    return Number.isNaN(closing.step) ? { from: opening!.epoch, to: closing.epoch } : { from: opening!.step, to: closing.step };
  }) as [Range, Range];
  return first.from > second.to || second.from > first.to;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const splitsAgree = ({ meaning: { split: left } }: CollectedSeries, { meaning: { split: right } }: CollectedSeries): boolean =>
  left === undefined || right === undefined || left === right;

/** Series with the same meaning hold the same values; where the table knows no meaning, the name decides. */
function meaningKey({ meaning, name }: CollectedSeries): string {
  const { split, metric, component, group, aggregation } = meaning;
  const what = metric === undefined ? `?${name.toLowerCase()}` : `${metric}|${component ?? ''}`;
  return [split ?? '', what, group ?? '', aggregation ?? ''].join('|');
}

/**
 * Curves rank above closing values. Records with lines rank above event files, whose places no editor shows, and those above printed
 * text.
 */
const rank = ({ kind, reader }: CollectedSeries): number =>
  (kind === 'history' ? 10 : 0) + (isPrinted(reader) ? 0 : reader === 'tensorboard' ? 1 : 2);

/** Readers of printed output. */
export const isPrinted = (reader: string): boolean =>
  reader === 'text' || reader === 'wandb/output' || reader === 'clearml/console';
