import { literalWord, type Word } from '../../../src/languages/shell/values/word';

/** Literal words that stand one after another in a file, a space between them. */
export function words(...texts: string[]): Word[] {
  let start = 0;
  return texts.map((text) => {
    const word = literalWord(text, { file: 'run.sh', start, end: start + text.length });
    start += text.length + 1;
    return word;
  });
}

/** Words of a command line: split at spaces, with `$NAME` unknown and `$*NAME` unknown and outside quotes. */
export function line(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const [written] = match;
    const at = match.index;
    const segments = [...written.matchAll(/\$\*?([A-Z_]+)|[^$]+/g)].map((piece) => {
      const span = { file: 'run.sh', start: at + piece.index, end: at + piece.index + piece[0].length };
      const name = piece[1];
      return name ? { text: null, span, unknown: { reason: 'variable' as const, name } } : { text: piece[0], span };
    });
    const word = { segments, span: { file: 'run.sh', start: at, end: at + written.length } };
    found.push(written.includes('$*') ? { ...word, many: true } : word);
  }
  return found;
}
