/** As bash's `${x@Q}` quotes a value. */
export function shellQuote(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return `$'${ansiEscaped(text)}'`;
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** As bash's `printf %q` quotes a value. */
export function printfQuote(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f]/.test(text)) return `$'${ansiEscaped(text)}'`;
  return text.replace(/[\\'"`$&|;<>()[\]{}*?!^,\s]/g, '\\$&').replace(/^[~#]/, '\\$&');
}

function ansiEscaped(text: string): string {
  const short: Record<string, string> = {
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
    '\x1b': '\\E',
  };
  return text
    .replace(/[\\']/g, '\\$&')
    .replace(/[\x00-\x1f\x7f]/g, (character) => short[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

const single: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** Resolves backslash escapes as `$'…'` does. */
export function ansiQuote(text: string): string {
  return text.replace(
    /\\(?:([abefnrtvE\\'"?])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.))/g,
    (whole, letter, octal, hex, short, long, control) => {
      if (letter !== undefined) return single[letter] ?? whole;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (control !== undefined) return String.fromCharCode((control as string).charCodeAt(0) & 31);
      const code = Number.parseInt(hex ?? short ?? long, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Resolves backslash escapes as `echo -e` and `printf %b` do. `stop`: the text has a `\c`, which ends the output. */
export function echoEscapes(text: string): { text: string; stop: boolean } {
  const cut = /(?:^|[^\\])(?:\\\\)*\\c/.exec(text);
  const kept = cut ? text.slice(0, cut.index + cut[0].length - 2) : text;
  return { text: ansiQuote(kept.replace(/\\0([0-7]{1,3})/g, '\\$1').replace(/\\(['"?])/g, '\\\\$1')), stop: cut !== null };
}
