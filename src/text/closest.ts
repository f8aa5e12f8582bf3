import { distance } from 'fastest-levenshtein';

/** Case, hyphens and underscores do not make another word. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** Letters in another order count as one slip of the hand. */
const slips = (word: string, other: string): number =>
  word.length === other.length && [...word].sort().join() === [...other].sort().join()
    ? Math.min(1, distance(word, other))
    : distance(word, other);

/**
 * The candidate that a misspelt word was most likely meant to be; undefined where none is close. Up to a third of the letters may
 * differ, three at most; a word that begins another one counts as close from four letters on.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  let prefixed: string | undefined;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const other = plain(candidate);
    const far = slips(wanted, other);
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

/** `; did you mean "x"?` or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const match = closest(word, candidates);
  return match === undefined ? '' : `; did you mean ${JSON.stringify(match)}?`;
}
