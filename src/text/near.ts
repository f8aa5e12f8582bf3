import { distance } from 'fastest-levenshtein';

/**
 * Whether two names differ by one typo (a letter too many, missing or wrong, or two letters swapped), or only by underscores and case.
 * Names that differ in a digit don't count.
 */
export function isNear(a: string, b: string): boolean {
  if (a === b) return false;
  if (isSamePlain(a, b)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/\d/.test(left + right)) return false;
  const isSwap = left.length === 2 && right === `${left[1]}${left[0]}`;
  return isSwap || (left.length <= 1 && right.length <= 1);
}

/**
 * Whether a name was surely meant for another that only a library reads: near it, with a few typos in long words (PYTHONUNBUFFER), or
 * with the same words in another order. A word of its own makes another name: MUSA_VISIBLE_DEVICES isn't CUDA_VISIBLE_DEVICES.
 */
export function isMeantFor(name: string, right: string): boolean {
  if (name === right) return false;
  if (isNear(name, right)) return true;
  const [words, wanted] = [wordsOf(name), wordsOf(right)];
  if (words.length !== wanted.length) return isSlip(words.join(''), wanted.join(''));
  if (words.length > 1 && [...words].sort().join() === [...wanted].sort().join()) return true;
  return words.every((word, index) => word === wanted[index] || isSlip(word, wanted[index]!));
}

const wordsOf = (name: string): string[] => name.toUpperCase().split('_').filter(Boolean);

/** One typo in ten letters, two in fifteen; or up to five letters fewer at the end. */
function isSlip(word: string, right: string): boolean {
  if (word.length < 10 || right.length < 10 || word.length > 64 || /\d/.test(word + right)) return false;
  if (right.startsWith(word)) return right.length - word.length <= 5;
  return distance(word, right) <= Math.min(2, Math.floor(right.length / 7));
}

/** Whether two names differ only by underscores and case. Makes no text, because every name is compared with every other. */
function isSamePlain(a: string, b: string): boolean {
  let left = 0;
  let right = 0;
  for (;;) {
    while (a[left] === '_') left++;
    while (b[right] === '_') right++;
    if (left >= a.length || right >= b.length) return left >= a.length && right >= b.length;
    if (a[left] !== b[right] && a[left]!.toLowerCase() !== b[right]!.toLowerCase()) return false;
    left++;
    right++;
  }
}
