import stringWidth from 'fast-string-width';

const ascii = /^[\x20-\x7e]*$/;

/** The columns that text without control characters takes on a terminal. */
export const displayWidth = (text: string): number => (ascii.test(text) ? text.length : stringWidth(text));

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

/** The same for each line of a text. Indentation stays. */
export const wrapLines = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return wrap(line.slice(indent.length), Math.max(20, width - indent.length)).map((part) => indent + part);
    })
    .join('\n');
