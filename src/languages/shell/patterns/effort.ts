/** What is left of the work that the patterns of one evaluation may take, in characters that are compared. */
export interface Effort {
  left: number;
  /** A match was given up, because it would have taken more than it may. */
  exceeded?: boolean;
}

/** Ends a match that takes too long. */
export class TooMuch extends Error {}

/** Runs a match that may take at most `most` characters. Undefined where it takes more, or nothing is left. */
export function withinEffort<Result>(effort: Effort, most: number, match: (work: Effort) => Result): Result | undefined {
  const given = Math.min(most, Math.max(0, effort.left));
  const work: Effort = { left: given };
  try {
    return match(work);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    effort.exceeded = true;
    return undefined;
  } finally {
    effort.left -= given - Math.max(0, work.left);
  }
}

/** Takes characters from a match's effort. Throws {@link TooMuch} where it's used up. */
export function spend(work: Effort, characters: number): void {
  work.left -= characters;
  if (work.left < 0) throw new TooMuch();
}
