import type { Block, Jump, NonFinite, Point, RunPlace, Statistics } from '../model/run';
import type { Kept } from './kept';
import { BLOCKS, HEAD, height, JUMPS, type JumpState, mergePairs, type Stretch, TAIL } from './running';

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/** Turns a kept value into the public form. */
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

/** The statistics of one or more consecutive stretches as one. `stepsRun`: steps are comparable through the whole run. */
export function summarize(stretches: readonly Stretch[], file: string, stepsRun: boolean): Statistics {
  const point = (kept: Kept): Point => pointOf(kept, file);
  const maybe = (kept: Kept | undefined): Point | undefined => (kept === undefined ? undefined : point(kept));
  const finite = stretches.filter((stretch) => stretch.finiteCount > 0);
  const min = extreme(finite, (stretch) => stretch.min!.value);
  const max = extreme(finite, (stretch) => -stretch.max!.value);
  const after = (from: Stretch | undefined): number =>
    from === undefined ? 0 : finite.slice(finite.indexOf(from) + 1).reduce((total, stretch) => total + stretch.finiteCount, 0);
  const spread = pooled(finite);
  let blocks = finite.flatMap((stretch) => stretch.blocksSoFar());
  while (blocks.length > BLOCKS) blocks = mergePairs(blocks);
  return {
    count: stretches.reduce((total, stretch) => total + stretch.count, 0),
    finiteCount: finite.reduce((total, stretch) => total + stretch.finiteCount, 0),
    opening: point(stretches[0]!.opening!),
    closing: point(stretches.at(-1)!.closing),
    first: maybe(finite[0]?.first),
    last: maybe(finite.at(-1)?.last),
    min: maybe(min?.min),
    max: maybe(max?.max),
    valuesSinceMin: (min?.sinceMin ?? 0) + after(min),
    valuesSinceMax: (max?.sinceMax ?? 0) + after(max),
    ...spread,
    nonFinite: nonFiniteOf(stretches, file, stepsRun),
    head: finite
      .flatMap((stretch) => stretch.head)
      .slice(0, HEAD)
      .map(point),
    tail: finite
      .flatMap((stretch) => stretch.tail)
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
    jumps: highest(finite.flatMap((stretch) => stretch.jumps)).map(
      (jump): Jump => ({
        point: point(jump.kept),
        baseline: jump.baseline,
        spread: jump.spread,
        backAfter: jump.backAfter < 0 ? undefined : jump.backAfter,
      }),
    ),
  };
}

function highest(jumps: readonly JumpState[]): JumpState[] {
  if (jumps.length <= JUMPS) return [...jumps];
  const limit = jumps.map(height).sort((left, right) => right - left)[JUMPS - 1]!;
  return jumps.filter((jump) => height(jump) >= limit).slice(0, JUMPS);
}

function extreme(stretches: readonly Stretch[], size: (stretch: Stretch) => number): Stretch | undefined {
  let best: Stretch | undefined;
  for (const stretch of stretches) if (best === undefined || size(stretch) < size(best)) best = stretch;
  return best;
}

/** Mean and deviation of all stretches together (Chan, Golub, LeVeque). */
function pooled(stretches: readonly Stretch[]): { mean?: number; deviation?: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const stretch of stretches) {
    const total = count + stretch.finiteCount;
    const distance = stretch.mean - mean;
    squares += stretch.squares + (distance * distance * count * stretch.finiteCount) / total;
    mean += (distance * stretch.finiteCount) / total;
    count = total;
  }
  return count === 0 ? {} : { mean, deviation: Math.sqrt(Math.max(0, squares) / count) };
}

function nonFiniteOf(stretches: readonly Stretch[], file: string, stepsRun: boolean): NonFinite | undefined {
  const bad = stretches.filter((stretch) => stretch.badCount > 0);
  const firstStretch = bad[0];
  const lastStretch = bad.at(-1);
  if (firstStretch?.firstBad === undefined || lastStretch?.lastBad === undefined) return undefined;
  const later = stretches.slice(stretches.indexOf(firstStretch) + 1);
  const steps = stretches.at(-1)!.closing.step - firstStretch.firstBad.step;
  return {
    count: bad.reduce((total, stretch) => total + stretch.badCount, 0),
    nan: bad.reduce((total, stretch) => total + stretch.nanCount, 0),
    first: pointOf(firstStretch.firstBad, file),
    last: pointOf(lastStretch.lastBad, file),
    valuesAfter: firstStretch.count - firstStretch.firstBad.index + later.reduce((total, stretch) => total + stretch.count, 0),
    ranOnForSteps: stepsRun && steps >= 0 ? steps : undefined,
    recovered:
      lastStretch.recovered || stretches.slice(stretches.indexOf(lastStretch) + 1).some((stretch) => stretch.finiteCount > 0),
  };
}
