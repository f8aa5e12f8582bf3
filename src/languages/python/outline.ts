/** What one quick pass over a text tells, ten times as fast as parsing it. */
export interface Outline {
  /**
   * The text may not be valid Python, by its tokens and indentation: brackets and quotes that do not match, characters that Python
   * has no use for, merge markers, indentation without a reason, statements of Python 2. No proof either way: what is suspect is
   * parsed, what is not is nearly always valid.
   */
  readonly suspect: boolean;
  /** The statements that begin with `import` or `from`, in order. */
  readonly imports: readonly ImportStart[];
  /**
   * Whether a word of ASCII letters, digits and underscores may stand in the text, comments and texts in triple quotes left out,
   * for neither is code. A no is sure.
   */
  mayHold(word: string): boolean;
}

export interface ImportStart {
  /** Where its first word begins. */
  readonly offset: number;
  /** What it stands under. `margin`: nothing; `type-checking`: `if TYPE_CHECKING:` at the margin. */
  readonly under: 'margin' | 'type-checking' | 'block';
}

const [newline, carriageReturn, formFeed, hash, backslash, bang] = [10, 13, 12, 35, 92, 33];
const [doubleQuote, singleQuote, colon, space, tab] = [34, 39, 58, 32, 9];
const closing: ReadonlyMap<number, number> = new Map([
  [40, 41],
  [91, 93],
  [123, 125],
]);

/** What a character is here: one that means something, a part of a word, or nothing. */
const [special, wordPart] = [1, 2];
const kinds = new Uint8Array(128);
for (const character of '\0\n\\#"\'()[]{}$?!') kinds[character.charCodeAt(0)] = special;
for (let code = 0; code < 128; code++) if (/\w/.test(String.fromCharCode(code))) kinds[code] = wordPart;

/** Words by their hash: 32,768 bits, of which a file of 2,000 words sets 6 %. */
const cells = 1024;
const nextHash = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

const mergeMarker = /(?:<{7}|>{7}|={7})(?:\s|$)/y;
const oldStatement = /(?:print|exec)[ \t]+["'\w]|except[ \t]+[\w.]+[ \t]*,|raise[ \t]+\w+[ \t]*,/y;
const importWord = /(?:import|from)\b/y;
const typeChecking = /if\b[^\n]*TYPE_CHECKING/y;

export function outlineOf(text: string): Outline {
  const { length } = text;
  const imports: ImportStart[] = [];
  const levels = [0];
  const open: number[] = [];
  const words = new Uint32Array(cells);
  let suspect = false;
  let expectsBlock = false;
  let underTypeChecking = false;
  let index = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  startLine();
  while (index < length) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? kinds[code] : 0;
    if (kind === wordPart) {
      word();
      continue;
    }
    if (kind !== special) {
      index++;
      continue;
    }
    switch (code) {
      case newline:
        endLine(index);
        break;
      case hash: {
        const before = index;
        index = endOf(index);
        endLine(before);
        break;
      }
      case doubleQuote:
      case singleQuote:
        string(code);
        break;
      case backslash:
        if (text.charCodeAt(index + 1) === newline) index += 2;
        else if (text.charCodeAt(index + 1) === carriageReturn && text.charCodeAt(index + 2) === newline) index += 3;
        else {
          suspect = true;
          index++;
        }
        break;
      case bang:
        if (text[index + 1] !== '=') suspect = true;
        index++;
        break;
      default: {
        const closer = closing.get(code);
        if (closer !== undefined) open.push(closer);
        else if (open.pop() !== code) suspect = true;
        index++;
      }
    }
  }
  if (index === length) endLine(length);
  return { suspect: suspect || open.length > 0 || expectsBlock, imports, mayHold };

  function word(): void {
    let hash = 0;
    let code = text.charCodeAt(index);
    do {
      hash = nextHash(hash, code);
      code = text.charCodeAt(++index);
    } while (code < 128 && kinds[code] === wordPart);
    words[(hash >>> 5) % cells]! |= 1 << (hash & 31);
  }

  function mayHold(wanted: string): boolean {
    let hash = 0;
    for (let at = 0; at < wanted.length; at++) hash = nextHash(hash, wanted.charCodeAt(at));
    return (words[(hash >>> 5) % cells]! & (1 << (hash & 31))) !== 0;
  }

  /** At a newline or at the end; `from` is where the code of the line ends. */
  function endLine(from: number): void {
    if (open.length === 0) {
      let last = from - 1;
      while (isBlank(text.charCodeAt(last))) last--;
      if (text.charCodeAt(last) === colon) expectsBlock = true;
    }
    index++;
    startLine();
  }

  function startLine(): void {
    if (isMarker(text.charCodeAt(index)) && matches(mergeMarker, index)) suspect = true;
    if (open.length === 0) startStatement();
  }

  /** At the start of a line that no bracket and no backslash joins to the one before. */
  function startStatement(): void {
    const { width, end } = indentAt(text, index);
    index = end;
    if (index >= length) return;
    const first = text.charCodeAt(index);
    if (first === newline || first === hash || (first === carriageReturn && text.charCodeAt(index + 1) === newline)) return;
    indent(width);
    if (width === 0) underTypeChecking = first === 105 && matches(typeChecking, index);
    if ((first === 105 || first === 102) && matches(importWord, index))
      imports.push({ offset: index, under: width === 0 ? 'margin' : underTypeChecking ? 'type-checking' : 'block' });
    else if ((first === 112 || first === 101 || first === 114) && matches(oldStatement, index)) suspect = true;
  }

  function indent(width: number): void {
    const top = levels.at(-1) ?? 0;
    if (expectsBlock !== width > top) suspect = true;
    if (width > top) levels.push(width);
    while ((levels.at(-1) ?? 0) > width) levels.pop();
    if (levels.at(-1) !== width) {
      suspect = true;
      levels.push(width);
    }
    expectsBlock = false;
  }

  /** Past the closing quote; past the line where there is none in time. */
  function string(quote: number): void {
    const triple = text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote;
    const isProse = triple && !isFormatted(index);
    index += triple ? 3 : 1;
    while (index < length) {
      const code = text.charCodeAt(index);
      if (code < 128 && kinds[code] === wordPart && !isProse) {
        word();
        continue;
      }
      if (code === newline && !triple) break;
      if (code === quote && (!triple || (text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote))) {
        index += triple ? 3 : 1;
        return;
      }
      index += code === backslash ? 2 : 1;
    }
    suspect = true;
  }

  /** An f-string or t-string, by the letters before its quote: it holds code. */
  function isFormatted(quoteAt: number): boolean {
    return /[ft]r?$/i.test(text.slice(Math.max(0, quoteAt - 2), quoteAt));
  }

  function endOf(from: number): number {
    const end = text.indexOf('\n', from);
    return end < 0 ? length : end;
  }

  function matches(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(text);
  }
}

const isBlank = (code: number): boolean => code === space || code === tab || code === carriageReturn || code === formFeed;

/** `<`, `=` or `>`. */
const isMarker = (code: number): boolean => code >= 60 && code <= 62;

/** Tabs go to the next multiple of eight, as in CPython. */
function indentAt(text: string, from: number): { readonly width: number; readonly end: number } {
  let width = 0;
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === space) width++;
    else if (code === tab) width = (Math.floor(width / 8) + 1) * 8;
    else if (code !== formFeed) break;
  }
  return { width, end };
}
