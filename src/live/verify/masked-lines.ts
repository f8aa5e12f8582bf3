import { StringDecoder } from 'node:string_decoder';
import type { Mask } from '../engine';

/** Characters of a line that are kept back until it ends, so that no secret is cut in two. */
const longestLine = 64 * 1024;

/** Passes on an output in whole lines, without secrets. A line that is too long is cut between words where it has some. */
export function maskedLines(mask: Mask, put: (text: string) => void) {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  const pass = (text: string): void => {
    if (text !== '') put(mask(text));
  };
  return {
    push(bytes: Uint8Array): void {
      kept += decoder.write(Buffer.from(bytes));
      const end = Math.max(kept.lastIndexOf('\n'), kept.lastIndexOf('\r')) + 1 || (kept.length > longestLine ? wordEnd(kept) : 0);
      pass(kept.slice(0, end));
      kept = kept.slice(end);
    },
    end: () => pass(kept + decoder.end()),
  };
}

const wordEnd = (text: string): number => Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t')) + 1 || text.length;
