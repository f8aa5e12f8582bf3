import type { Block, Point, Series } from '../../../src/api';
import { closingLevel, lastSegment, openingLevel, scatterOf, untrendable } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface DivergenceFigures {
  readonly values: number;
  /** Times the best level. */
  readonly rise: number;
  /** Share of the gain that is lost again, 0 to 1. */
  readonly regained: number;
  /** Standard deviations of the scatter of the last values. */
  readonly noise: number;
  /** How long it must stay up: values, and their share of all, so that a spike is none. */
  readonly lasting: { readonly values: number; readonly share: number };
  /** Relative gain of a metric of quality, or of the loss on held-out data, that excuses a rise. */
  readonly gain: number;
}

export interface DivergenceEvidence {
  readonly best: Block;
  readonly closing: number;
  /** The first value after which it never came back. */
  readonly since: Point;
}

/** Times its best level: no spike of a run that goes on well. */
const FAR_OFF = 10;

/** Whether a loss went up for good: its end is far above its best level, and most of the gain is lost. */
export function judgeDivergence(
  series: Series,
  { values, rise, regained, noise, lasting }: Omit<DivergenceFigures, 'gain'>,
): Verdict<DivergenceEvidence> {
  const segment = lastSegment(series);
  const obstacle = untrendable(segment, values);
  if (obstacle !== undefined) return unknown(obstacle);
  const best = smoothed(segment.blocks).reduce((low, block) => (block.mean < low.mean ? block : low));
  const closing = closingLevel(segment);
  const gained = Math.max(0, openingLevel(segment) - best.mean);
  // It never fell, which `judgeDecreasing` sees.
  if (best.first === segment.blocks[0]?.first) return pass;
  const scatter = scatterOf(segment.tail.map(({ value }) => value));
  const lost = closing - best.mean;
  const isFar = lost > (rise - 1) * Math.abs(best.mean) && lost > noise * scatter && lost > regained * gained;
  if (!isFar) return pass;
  // Where it grows by the same factor each time, only few values are near its end.
  const isFarOff = best.mean > 0 && closing > FAR_OFF * best.mean;
  const limit = isFarOff ? rise * best.mean : best.mean + lost / 2;
  const last = segment.blocks.findLastIndex(({ mean }) => mean <= limit);
  const since = segment.blocks.slice(last + 1).reduce((sum, { count }) => sum + count, 0);
  if (since < Math.max(lasting.values, lasting.share * segment.finiteCount)) return unknown('it may still come back');
  return fail({ best, closing, since: (segment.blocks[last + 1] ?? segment.blocks.at(-1)!).first });
}

/** Neighbouring blocks put together, so that one lucky value is not the best level. */
function smoothed(blocks: readonly Block[]): readonly Block[] {
  const width = Math.max(1, Math.floor(blocks.length / 16));
  if (width === 1) return blocks;
  return blocks.slice(0, blocks.length - width + 1).map((block, index) => {
    const near = blocks.slice(index, index + width);
    const count = near.reduce((sum, part) => sum + part.count, 0);
    return {
      ...block,
      count,
      mean: near.reduce((sum, part) => sum + part.mean * (part.count / count), 0),
      last: near.at(-1)!.last,
    };
  });
}
