import type { Kept } from './kept';

/** Blocks of one segment at most. */
export const MOST_BLOCKS = 128;

/** A block of consecutive values, as it grows. */
export interface BlockState {
  count: number;
  sum: number;
  min: number;
  max: number;
  first: Kept;
  last: Kept;
}

/** Merges neighbors in pairs; an odd last block stays as it is. */
export function mergePairs(blocks: readonly BlockState[]): BlockState[] {
  const merged: BlockState[] = [];
  for (let index = 0; index < blocks.length; index += 2) {
    const left = blocks[index]!;
    const right = blocks[index + 1];
    merged.push(right === undefined ? left : mergeTwo(left, right));
  }
  return merged;
}

const mergeTwo = (left: BlockState, right: BlockState): BlockState => ({
  count: left.count + right.count,
  sum: left.sum + right.sum,
  min: Math.min(left.min, right.min),
  max: Math.max(left.max, right.max),
  first: left.first,
  last: right.last,
});
