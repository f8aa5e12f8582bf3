import ignore, { type Ignore } from 'ignore';

/** Git matches patterns against paths, and no path is longer than this, so a longer line can't match anything. */
const longestPath = 4096;

/** The rules of a `.gitignore` file. */
export const ignoreRules = (text: string): Ignore =>
  ignore({ allowRelativePaths: true }).add(text.split(/\r?\n/).filter((line) => line.length <= longestPath));
