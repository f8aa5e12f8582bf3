/** Finds where the program that writes a log was started again: its first lines come once more. */
export interface Attempts {
  /** A line without its prefix that holds no metrics. True: it is one of the first lines, or equals one of them. */
  line(body: string, hasMetrics: boolean): boolean;
}

/** First lines that must come again, in this order. */
const OPENING = 2;
/** Letters that a first line has: rulers and dates say nothing. */
const LETTERS = /(?:\p{L}[^\p{L}]{0,20}){8}/u;
const LONGEST = 120;

export function createAttempts(onStart: () => void): Attempts {
  const opening: string[] = [];
  /** First lines that have come again so far. */
  let matched = 0;

  return {
    line(body, hasMetrics) {
      if (hasMetrics && opening.length < OPENING) return false;
      if (matched === 0 && opening.length === OPENING && body.charCodeAt(0) !== opening[0]!.charCodeAt(0)) return false;
      const shape = body.slice(0, LONGEST).replace(/\d+/g, '0').trim();
      if (opening.length < OPENING) {
        if (LETTERS.test(shape) && shape !== opening[0]) opening.push(shape);
        return true;
      }
      const isNext = shape === opening[matched];
      matched = isNext ? matched + 1 : 0;
      if (matched < OPENING) return isNext;
      matched = 0;
      onStart();
      return true;
    },
  };
}
