/**
 * Characters that control a terminal or a log, or that hide or reorder others: controls, bidirectional marks, zero-width spaces, line
 * separators, tag characters, and lone surrogates. The zero-width joiner isn't one of them, because emoji need it.
 */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Makes text of a linted repository safe to print: invisible characters are shown as `␛` or `\u{202e}`. */
export const visible = (text: string): string => text.replace(unseen, picture);

/** The same for a text whose lines and tabs stay as they are, such as a diff. */
export const visibleText = (text: string): string =>
  text.replace(unseen, (character, at: number) => {
    const isLayout = character === '\n' || character === '\t' || (character === '\r' && text[at + 1] === '\n');
    return isLayout ? character : picture(character);
  });

/** The lines of a text (split at CR, LF, or CRLF), each made visible. */
export const visibleLines = (text: string): string[] => text.split(/\r\n|\r|\n/).map(visible);

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `\\u{${code.toString(16)}}`;
}

/** Cuts text to at most `length` UTF-16 units, including the ellipsis at its end. Never cuts inside a character. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
