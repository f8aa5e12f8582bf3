import { type Pair, parseNumber } from './pairs';

/** A chunk that llama.cpp's perplexity has done: `[12]6.0431,`. The value is the perplexity of all chunks so far. */
const CHUNK = /\[\d{1,9}\](-?\d{1,15}(?:\.\d{0,9})?|-?nan|-?inf),/iy;

const FINAL = /^Final estimate: PPL = (-?\d{1,15}(?:\.\d{0,9})?|-?nan|-?inf)\b/i;

/** The perplexity after the last chunk of a line of them, or of all chunks. */
export function chunksPair(line: string): { readonly pairs: readonly Pair[] } | undefined {
  if (line.startsWith('Final')) return pairOf(FINAL.exec(line), 'PPL');
  if (!/^\[\d{1,9}\][^\s,]{1,20},/.test(line)) return undefined;
  let last: RegExpExecArray | null = null;
  CHUNK.lastIndex = 0;
  for (let found = CHUNK.exec(line); found !== null; found = CHUNK.exec(line)) last = found;
  return pairOf(last, 'perplexity');
}

function pairOf(found: RegExpExecArray | null, name: string): { readonly pairs: readonly Pair[] } | undefined {
  if (found === null) return undefined;
  const offset = found.index + found[0].lastIndexOf(found[1]!);
  const meaning = { metric: 'perplexity', better: 'lower', split: 'test' } as const;
  return {
    pairs: [
      { name, meaning, value: parseNumber(found[1]!), offset, end: offset + found[1]!.length, written: 'list', isMarked: true },
    ],
  };
}
