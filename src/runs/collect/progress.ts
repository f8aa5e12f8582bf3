import type { Run, RunSegment } from '../model/run';
import type { RunPlace } from '../model/series';
import { pointOf } from '../statistics/summarize';
import type { CollectedSeries } from './collected-series';
import type { SourceState } from './source';

/** The last logged step and epoch in the last segments of the training curves. */
export function reachedBy(series: Run['series']): Run['reached'] {
  let step: number | undefined;
  let epoch: number | undefined;
  for (const { kind, segments, stepScope } of series) {
    if (kind !== 'history') continue;
    const { closing } = segments.at(-1)!;
    if (stepScope === 'run' && closing.step !== undefined) step = Math.max(step ?? closing.step, closing.step);
    if (closing.epoch !== undefined) epoch = Math.max(epoch ?? closing.epoch, closing.epoch);
  }
  return { ...(step === undefined ? {} : { step }), ...(epoch === undefined ? {} : { epoch }) };
}

/** Epochs that have their closing values, by the series with one value an epoch; they count from 0 or from 1. */
export function epochsDone(series: Run['series']): number {
  let done = 0;
  for (const each of series) {
    const { opening, closing } = each.segments.at(-1)!;
    if (each.kind !== 'history' || (opening.epoch !== 0 && opening.epoch !== 1)) continue;
    const epochs = (closing.epoch ?? 0) - opening.epoch + 1;
    if (each.aggregation === 'epoch' || isByEpoch(each, epochs)) done = Math.max(done, epochs);
  }
  return done;
}

/** A line for each epoch, written when the epoch is over. Its step, if any, is not that of a batch within the epoch. */
const isByEpoch = ({ segments, stepScope }: Run['series'][number], epochs: number): boolean => {
  const { opening, closing, count } = segments.at(-1)!;
  const isBatch = stepScope === 'epoch' || (closing.step !== undefined && closing.step === opening.step);
  return count === epochs && !isBatch;
};

/** Where the last value of the training curves is. */
export function lastPlace(series: Run['series']): RunPlace | undefined {
  let last: RunPlace | undefined;
  for (const { closing, kind, role } of series) {
    if (kind !== 'history' || role !== 'primary') continue;
    if (last === undefined || ('line' in closing.place && 'line' in last && closing.place.line > last.line)) last = closing.place;
  }
  return last;
}

/**
 * The starts of the process that wrote the run: of each file the series that shows most of them, and of those the one with most
 * values.
 */
export function segmentsOf(sources: readonly SourceState[]): RunSegment[] {
  const candidates = sources
    .map((source) => [...source.series.values()].filter(({ segments, kind }) => segments.length > 0 && kind === 'history'))
    .filter((all) => all.length > 0)
    .map((all) => all.reduce((most, other) => (startsShown(other) > startsShown(most) ? other : most)));
  const witness = candidates.sort((left, right) => right.count - left.count)[0];
  if (witness === undefined) return [];
  return witness.segments.map((segment, index): RunSegment => {
    const { place, step, epoch } = pointOf(segment.opening!, witness.file);
    return { start: witness.starts[index] ?? 'first', file: witness.file, place, step, epoch };
  });
}

/** Orders by number of segments, then by number of values. */
const startsShown = (series: CollectedSeries): number => series.segments.length * 1e12 + Math.min(series.count, 1e11);
