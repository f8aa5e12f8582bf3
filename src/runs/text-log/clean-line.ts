import { CONTROL } from '../formats/bytes';

/** A line as a reader of text wants it: without terminal controls, and with plain forms of characters that have wide ones. */
export interface CleanLine {
  readonly text: string;
  /** Offset in the original line of an offset in `text`. */
  at(offset: number): number;
}

const QUOTE = '> ';
const UNUSUAL = /[\u0000-\u0008\u000e-\u001f\u007f\u00a0\u2009\u202f\u2212\u3000\u3002\uff01-\uff5e]/;
const REPLACED = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\u00a0\u2009\u202f\u2212\u3000\u3002\uff01-\uff5e]/g;

/**
 * Drops terminal controls, and the mark of a line that was quoted in Markdown (`> `). Every other unusual character becomes one plain character, so offsets stay: `Loss：１．５` is `Loss:1.5`, and
 * the zero byte that a network file system leaves in a log is a space.
 */
export function cleanLine(original: string): CleanLine {
  if (!original.startsWith(QUOTE)) return withoutControls(original);
  const { text, at } = withoutControls(original.slice(QUOTE.length));
  return { text, at: (offset) => at(offset) + QUOTE.length };
}

function withoutControls(original: string): CleanLine {
  if (!UNUSUAL.test(original)) return { text: original, at: (offset) => offset };
  /** Offsets in the clean text from which on `removed` more characters are missing. */
  const cuts: { readonly from: number; readonly removed: number }[] = [];
  let removed = 0;
  const text = original
    .replace(CONTROL, (control: string, offset: number) => {
      cuts.push({ from: offset - removed, removed: removed + control.length });
      removed += control.length;
      return '';
    })
    .replace(REPLACED, plainForm);
  return { text, at: (offset) => offset + (cuts.findLast(({ from }) => from <= offset)?.removed ?? 0) };
}

function plainForm(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
  if (code === 0x2212) return '-';
  return code === 0x3002 ? '.' : ' ';
}
