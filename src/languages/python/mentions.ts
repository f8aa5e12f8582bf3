import type { PythonFile } from './parse';

type Text = Pick<PythonFile, 'source' | 'outline'>;

/**
 * Whether any of the words occurs in the code of a file as a whole word. Far cheaper than parsing: a file that does not hold the words
 * `num_workers` or `DataLoader` needs no parse to know that it builds no data loader.
 */
export const mentions = ({ source, outline }: Text, words: readonly string[]): boolean =>
  words.some((word) => outline.mayHold(word) && isWordIn(source.text, word));

function isWordIn(text: string, word: string): boolean {
  for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) {
    if (!isWordCharacter(text.charCodeAt(index - 1)) && !isWordCharacter(text.charCodeAt(index + word.length))) return true;
  }
  return false;
}

/** Whether `.name(` occurs, with white space anywhere in it. */
export function isMethodCalled({ source: { text }, outline }: Text, name: string): boolean {
  if (!outline.mayHold(name)) return false;
  for (let index = text.indexOf(name); index >= 0; index = text.indexOf(name, index + 1)) {
    let before = index - 1;
    while (isSpace(text.charCodeAt(before))) before--;
    if (text.charCodeAt(before) !== 46) continue;
    let after = index + name.length;
    while (isSpace(text.charCodeAt(after))) after++;
    if (text.charCodeAt(after) === 40) return true;
  }
  return false;
}

/** White space, or the backslash that joins lines. */
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 92;

const isWordCharacter = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
