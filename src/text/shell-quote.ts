import { quote } from 'shell-quote';

/**
 * Words as they can be pasted into a POSIX shell: bare where no shell reads anything into them, else in quotes. shell-quote by itself
 * writes a backslash before `=`, `,`, `:` and `$`, which makes `type=bind,src=/data` hard to read.
 */
export const quoteForShell = (words: readonly string[]): string => words.map(quoteWord).join(' ');

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.includes("'") ? quote([word]) : `'${word}'`;
}
