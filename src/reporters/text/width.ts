/** East Asian Wide and Fullwidth characters (Unicode Standard Annex 11), in the ranges that terminals agree on. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const zero = /^[\p{Mark}\u200d]+$/u;
const ascii = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter();

/** The columns that text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : zero.test(segment) ? 0 : 1;
  return width;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/**
 * Breaks text between words into lines of at most `width` columns. A longer word gets a line of its own. Text in backticks stays on
 * one line if it fits, so that it can be copied.
 */
export function wrap(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text];
  const words = (text.match(/(?:`[^`]*`|\S)+/g) ?? []).flatMap((word) =>
    displayWidth(word) <= width ? [word] : word.split(' '),
  );
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    const size = displayWidth(word);
    if (line !== '' && used + 1 + size > width) {
      lines.push(line);
      line = word;
      used = size;
    } else {
      used += size + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
