import type { Word } from '../../../src/languages/shell';
import type { Span } from '../../../src/text/span';

/** A word that is one literal. */
export const literalWord = (text: string, span: Span): Word => ({ segments: [{ text, span }], span });

/** Literal words on one line of a file, a space apart. */
export function words(...texts: string[]): Word[] {
  let start = 0;
  return texts.map((text) => {
    const word = literalWord(text, { file: 'run.sh', start, end: start + text.length });
    start += text.length + 1;
    return word;
  });
}

/** The words of a command line, split at spaces. `$NAME` is unknown, and `$*NAME` is unknown and outside quotes. */
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
