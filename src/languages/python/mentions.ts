import type { Module } from './module';
import { isWordCharacter } from './word-filter';

type Text = Pick<Module, 'source' | 'outline'>;

/**
 * Whether one of the words is in the code of a file, as a whole word. This is far cheaper than parsing: a file without the words
 * `num_workers` and `DataLoader` builds no data loader.
 */
export const mentions = ({ source, outline }: Text, words: readonly string[]): boolean =>
  words.some((word) => outline.mayHold(word) && hasWord(source.text, word));

function hasWord(text: string, word: string): boolean {
  for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) {
    if (!isWordCharacter(text.charCodeAt(index - 1)) && !isWordCharacter(text.charCodeAt(index + word.length))) return true;
  }
  return false;
}

/** Whether `.name(` is in the text, with any white space between its parts. */
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
