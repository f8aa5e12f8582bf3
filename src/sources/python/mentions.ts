/**
 * Whether any of the words occurs in a text as a whole word. Far cheaper than parsing: a file that does not hold the words `num_workers`
 * or `DataLoader` needs no parse to know that it builds no data loader.
 */
export function mentions(text: string, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) {
      if (!isWordCharacter(text.charCodeAt(index - 1)) && !isWordCharacter(text.charCodeAt(index + word.length))) return true;
    }
    return false;
  });
}

const isWordCharacter = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
