import type { Block, Jump, NonFinite, Point, RunPlace, Statistics } from '../model/series';
import { MOST_BLOCKS, mergePairs } from './blocks';
import { height, type Jumped, MOST_JUMPS } from './jumps';
import type { Kept } from './kept';
import { HEAD, type RunningStatistics, TAIL } from './running';

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/** The public form of a kept value. */
export function pointOf(kept: Kept, file: string): Point {
  const place: RunPlace = kept.line > 0 ? { file, line: kept.line, column: Math.max(1, kept.column) } : { file };
  return {
    step: known(kept.step),
    epoch: known(kept.epoch),
    time: known(kept.time),
    value: kept.value,
    place,
    ...(kept.record > 0 ? { record: kept.record } : {}),
  };
}

/** The statistics of one or more consecutive segments together. `stepsRun`: steps count through the whole run. */
export function summarize(segments: readonly RunningStatistics[], file: string, stepsRun: boolean): Statistics {
  const point = (kept: Kept): Point => pointOf(kept, file);
  const maybe = (kept: Kept | undefined): Point | undefined => (kept === undefined ? undefined : point(kept));
  const finite = segments.filter((segment) => segment.finiteCount > 0);
  const min = extreme(finite, (segment) => segment.min!.value);
  const max = extreme(finite, (segment) => -segment.max!.value);
  const after = (from: RunningStatistics | undefined): number =>
    from === undefined ? 0 : finite.slice(finite.indexOf(from) + 1).reduce((total, segment) => total + segment.finiteCount, 0);
  const spread = pooled(finite);
  let blocks = finite.flatMap((segment) => segment.blocksSoFar());
  while (blocks.length > MOST_BLOCKS) blocks = mergePairs(blocks);
  return {
    count: segments.reduce((total, segment) => total + segment.count, 0),
    finiteCount: finite.reduce((total, segment) => total + segment.finiteCount, 0),
    opening: point(segments[0]!.opening!),
    closing: point(segments.at(-1)!.closing),
    first: maybe(finite[0]?.first),
    last: maybe(finite.at(-1)?.last),
    min: maybe(min?.min),
    max: maybe(max?.max),
    valuesSinceMin: (min?.sinceMin ?? 0) + after(min),
    valuesSinceMax: (max?.sinceMax ?? 0) + after(max),
    ...spread,
    nonFinite: nonFiniteOf(segments, file, stepsRun),
    head: finite
      .flatMap((segment) => segment.head)
      .slice(0, HEAD)
      .map(point),
    tail: finite
      .flatMap((segment) => segment.tail)
      .slice(-TAIL)
      .map(point),
    blocks: blocks.map(
      (block): Block => ({
        count: block.count,
        mean: block.sum / block.count,
        min: block.min,
        max: block.max,
        first: point(block.first),
        last: point(block.last),
      }),
    ),
    jumps: highest(finite.flatMap((segment) => segment.jumps)).map(
      (jump): Jump => ({
        point: point(jump.kept),
        baseline: jump.baseline,
        spread: jump.spread,
        backAfter: jump.backAfter < 0 ? undefined : jump.backAfter,
      }),
    ),
  };
}

function highest(jumps: readonly Jumped[]): Jumped[] {
  if (jumps.length <= MOST_JUMPS) return [...jumps];
  const limit = jumps.map(height).sort((left, right) => right - left)[MOST_JUMPS - 1]!;
  return jumps.filter((jump) => height(jump) >= limit).slice(0, MOST_JUMPS);
}

function extreme(
  segments: readonly RunningStatistics[],
  size: (segment: RunningStatistics) => number,
): RunningStatistics | undefined {
  let best: RunningStatistics | undefined;
  for (const segment of segments) if (best === undefined || size(segment) < size(best)) best = segment;
  return best;
}

/** Mean and deviation of all segments together (Chan, Golub and LeVeque 1979). */
function pooled(segments: readonly RunningStatistics[]): { mean?: number; deviation?: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const segment of segments) {
    const total = count + segment.finiteCount;
    const distance = segment.mean - mean;
    squares += segment.squares + (distance * distance * count * segment.finiteCount) / total;
    mean += (distance * segment.finiteCount) / total;
    count = total;
  }
  return count === 0 ? {} : { mean, deviation: Math.sqrt(Math.max(0, squares) / count) };
}

function nonFiniteOf(segments: readonly RunningStatistics[], file: string, stepsRun: boolean): NonFinite | undefined {
  const bad = segments.filter((segment) => segment.badCount > 0);
  const firstSegment = bad[0];
  const lastSegment = bad.at(-1);
  if (firstSegment?.firstBad === undefined || lastSegment?.lastBad === undefined) return undefined;
  const later = segments.slice(segments.indexOf(firstSegment) + 1);
  const steps = segments.at(-1)!.closing.step - firstSegment.firstBad.step;
  return {
    count: bad.reduce((total, segment) => total + segment.badCount, 0),
    nan: bad.reduce((total, segment) => total + segment.nanCount, 0),
    first: pointOf(firstSegment.firstBad, file),
    last: pointOf(lastSegment.lastBad, file),
    valuesAfter: firstSegment.count - firstSegment.firstBad.index + later.reduce((total, segment) => total + segment.count, 0),
    ranOnForSteps: stepsRun && steps >= 0 ? steps : undefined,
    ...trailOf(segments, file),
    recovered:
      lastSegment.recovered || segments.slice(segments.indexOf(lastSegment) + 1).some((segment) => segment.finiteCount > 0),
  };
}

/** The non-finite values that the last segment ends with. */
function trailOf(segments: readonly RunningStatistics[], file: string): Pick<NonFinite, 'trail'> {
  const { trail, firstOfTrail } = segments.at(-1)!;
  return trail > 0 && firstOfTrail !== undefined ? { trail: { count: trail, first: pointOf(firstOfTrail, file) } } : {};
}
