import ignore, { type Ignore } from 'ignore';

/** Git matches a pattern against a path, and no path is longer than this: a longer line can match nothing. */
const longestPath = 4096;

/** The rules of a `.gitignore` file. */
export const ignoreRules = (text: string): Ignore =>
  ignore({ allowRelativePaths: true }).add(text.split(/\r?\n/).filter((line) => line.length <= longestPath));
