import picocolors from 'picocolors';
import { wrap } from '../reporters/text/width';

/** Colors a text by severity. */
export function paintLevel(color: boolean): (level: string, text: string) => string {
  const colors = picocolors.createColors(color);
  const byLevel: { readonly [level: string]: (text: string) => string } = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.blue,
    off: colors.dim,
  };
  return (level, text) => (byLevel[level] ?? ((plain) => plain))(text);
}

/** The columns that code has in such a text. */
export const codeColumns = (width: number): number => Math.min(width, widestProse) - codeIndent.length;

const codeIndent = '    ';

/** Longer lines of prose are hard to read, however wide the terminal is. */
const widestProse = 100;

/**
 * Markdown for a terminal: headings in bold, code indented, everything else unchanged. Prose, and text that isn't code, is wrapped at
 * `width` columns.
 */
export function paintMarkdown(text: string, color: boolean, width = Number.POSITIVE_INFINITY): string {
  const colors = picocolors.createColors(color);
  const room = Math.min(width, widestProse);
  let fence: { readonly marks: string; readonly isProse: boolean } | undefined;
  return text
    .split('\n')
    .flatMap((line) => {
      const [, marks, language] = /^(`{3,})(.*)/.exec(line) ?? [];
      if (fence === undefined && marks !== undefined) {
        fence = { marks, isProse: language === 'text' };
        return [];
      }
      if (fence !== undefined && line === fence.marks) {
        fence = undefined;
        return [];
      }
      if (fence !== undefined)
        return (fence.isProse && width !== Number.POSITIVE_INFINITY ? hanging(line, codeColumns(width)) : [line]).map((part) =>
          (codeIndent + part).trimEnd(),
        );
      if (/^#+ /.test(line)) return [colors.bold(line.replace(/^#+ /, ''))];
      return width === Number.POSITIVE_INFINITY ? [line] : hanging(line, room);
    })
    .join('\n');
}

/** Wrapped, with the lines after the first indented, except in a paragraph. */
function hanging(line: string, width: number): string[] {
  const indent = /^[A-Z]/.test(line) ? 0 : 2;
  const [first = '', ...others] = wrap(line, width);
  if (others.length === 0) return [first];
  return [first, ...wrap(others.join(' '), width - indent).map((part) => ' '.repeat(indent) + part)];
}
