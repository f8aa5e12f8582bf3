/** `a`, `a and b`, `a, b, and c`. */
export const listInWords = (words: Iterable<string>): string => and.format(words);

/** `a`, `a or b`, `a, b, or c`. */
export const choiceInWords = (words: Iterable<string>): string => or.format(words);

const and = new Intl.ListFormat('en', { type: 'conjunction' });
const or = new Intl.ListFormat('en', { type: 'disjunction' });
