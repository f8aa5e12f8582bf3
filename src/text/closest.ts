import { distance } from 'fastest-levenshtein';

/** Case, hyphens, underscores and spaces don't make another word. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** Edit distance, where the same letters in another order count as one typo. */
const typos = (word: string, other: string): number =>
  word.length === other.length && [...word].sort().join() === [...other].sort().join()
    ? Math.min(1, distance(word, other))
    : distance(word, other);

/**
 * The candidate that a misspelled word was most likely meant to be; undefined: none is close. Up to a third of the letters may
 * differ, at most three. A word of at least four letters that begins another one is close to it.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  let prefixed: string | undefined;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const other = plain(candidate);
    const far = typos(wanted, other);
    if (far < bestDistance && far < other.length) {
      bestDistance = far;
      best = candidate;
    }
    if (!prefixed && wanted.length >= 4 && other.length >= 4 && (other.startsWith(wanted) || wanted.startsWith(other))) {
      prefixed = candidate;
    }
  }
  return best ?? prefixed;
}
