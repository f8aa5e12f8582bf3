import type { ShapeScan } from './shape-scan';

/** Remembers up to 4,096 shapes, each below the lines that it came up below, then starts over: in a log with more of them, few repeat. */
export interface ShapeMemory<Meaning> {
  find(scan: ShapeScan, context: number): Meaning | undefined;
  learn(scan: ShapeScan, context: number, meaning: Meaning): void;
  some(test: (meaning: Meaning) => boolean): boolean;
}

const SIZE = 8192;

export function createShapeMemory<Meaning>(): ShapeMemory<Meaning> {
  const firsts = new Int32Array(SIZE);
  const seconds = new Int32Array(SIZE);
  let meanings: (Meaning | undefined)[] = new Array(SIZE).fill(undefined);
  let used = 0;

  function place(first: number, second: number): number {
    let index = (first ^ (first >>> 16)) & (SIZE - 1);
    while (meanings[index] !== undefined && (firsts[index] !== first || seconds[index] !== second))
      index = (index + 1) & (SIZE - 1);
    return index;
  }

  return {
    find: (scan, context) => meanings[place(keyOf(scan, context), scan.second)],
    some: (test) => meanings.some((meaning) => meaning !== undefined && test(meaning)),
    learn(scan, context, meaning) {
      const { second } = scan;
      const first = keyOf(scan, context);
      if (used === SIZE / 2) {
        meanings = new Array(SIZE).fill(undefined);
        used = 0;
      }
      const index = place(first, second);
      if (meanings[index] === undefined) used += 1;
      firsts[index] = first;
      seconds[index] = second;
      meanings[index] = meaning;
    },
  };
}

const keyOf = ({ first }: ShapeScan, context: number): number => first ^ Math.imul(context, 0x9e3779b1);
