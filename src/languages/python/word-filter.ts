/** A set of words that may claim to hold a word it doesn't, but never misses one it holds (a Bloom filter with one hash). */
export type WordFilter = Uint32Array;

/** 32,768 bits, of which a file of 2,000 words sets 6 %. */
const cells = 1024;

export const newWordFilter = (): WordFilter => new Uint32Array(cells);

/** Whether an ASCII character is part of a word: 1 for letters, digits, and underscores. */
const isWordPart = Uint8Array.from({ length: 128 }, (_, code) => (/\w/.test(String.fromCharCode(code)) ? 1 : 0));

export const isWordCharacter = (code: number): boolean => code < 128 && isWordPart[code] === 1;

const nextHash = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** Adds the word that starts at an offset, and returns the offset of its end. */
export function addWordAt(filter: WordFilter, text: string, start: number): number {
  let hash = 0;
  let end = start;
  let code = text.charCodeAt(start);
  do {
    hash = nextHash(hash, code);
    code = text.charCodeAt(++end);
  } while (isWordCharacter(code));
  filter[(hash >>> 5) % cells]! |= 1 << (hash & 31);
  return end;
}

export function mayHoldWord(filter: WordFilter, word: string): boolean {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = nextHash(hash, word.charCodeAt(at));
  return (filter[(hash >>> 5) % cells]! & (1 << (hash & 31))) !== 0;
}
