import { addBlock, closeBracket, endPart, mayBeDeep, type Nesting, newNesting, openBracket } from './nesting';
import { addWordAt, isWordCharacter, mayHoldWord, newWordFilter, type WordFilter } from './word-filter';

/** What one quick pass over a text finds, some thirty times as fast as parsing it. */
export interface Outline {
  /**
   * The tokens or the indentation may not be valid Python: brackets and quotes that don't match, characters that Python doesn't
   * use, merge markers, unexpected indentation, Python 2 statements. This is no proof either way: suspect text is parsed, and text
   * that isn't suspect is nearly always valid.
   */
  readonly suspect: boolean;
  /** The syntax tree may have more than a hundred levels. False is certain. */
  readonly mayBeDeep: boolean;
  /** The statements that begin with `import` or `from`, in order. */
  readonly imports: readonly ImportStart[];
  /**
   * Whether a word of ASCII letters, digits, and underscores may be in the code. Comments and triple-quoted strings aren't code.
   * False is certain.
   */
  mayHold(word: string): boolean;
}

export interface ImportStart {
  /** Where its first word begins. */
  readonly offset: number;
  /** The block around it. `margin`: none. `type-checking`: `if TYPE_CHECKING:` at the margin. */
  readonly under: 'margin' | 'type-checking' | 'block';
}

const [newline, carriageReturn, formFeed, hash, backslash, bang] = [10, 13, 12, 35, 92, 33];
const [doubleQuote, singleQuote, colon, comma, space, tab] = [34, 39, 58, 44, 32, 9];
const closing: ReadonlyMap<number, number> = new Map([
  [40, 41],
  [91, 93],
  [123, 125],
]);

/** Characters that mean something here; word characters and the rest are passed over. */
const [special, wordPart] = [1, 2];
const kinds = Uint8Array.from({ length: 128 }, (_, code) => (isWordCharacter(code) ? wordPart : 0));
for (const character of '\0\n\\#"\'()[]{}$?!,') kinds[character.charCodeAt(0)] = special;

const mergeMarker = /(?:<{7}|>{7}|={7})(?:\s|$)/y;
const python2Statement = /(?:print|exec)[ \t]+["'\w]|except[ \t]+[\w.]+[ \t]*,|raise[ \t]+\w+[ \t]*,/y;
const importWord = /(?:import|from)\b/y;
const typeChecking = /if\b[^\n]*TYPE_CHECKING/y;

/** A pass over a text. */
interface Scan {
  readonly text: string;
  /** Offset of the next character to read. */
  at: number;
  readonly imports: ImportStart[];
  readonly words: WordFilter;
  /** Widths of the blocks around the current line, outermost first. */
  readonly indents: number[];
  /** The closing brackets that are awaited, innermost last. */
  readonly brackets: number[];
  readonly nesting: Nesting;
  suspect: boolean;
  /** The last statement ended with a colon. */
  expectsBlock: boolean;
  underTypeChecking: boolean;
}

export function outlineOf(text: string): Outline {
  const scan: Scan = {
    text,
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    imports: [],
    words: newWordFilter(),
    indents: [0],
    brackets: [],
    nesting: newNesting(),
    suspect: false,
    expectsBlock: false,
    underTypeChecking: false,
  };
  startLine(scan);
  scanCode(scan);
  if (scan.at === text.length) endLine(text.length, scan);
  const { brackets, expectsBlock, imports, nesting, words } = scan;
  const suspect = scan.suspect || brackets.length > 0 || expectsBlock;
  return {
    suspect,
    get mayBeDeep() {
      return suspect || mayBeDeep(nesting, text);
    },
    imports,
    mayHold: (word) => mayHoldWord(words, word),
  };
}

function scanCode(scan: Scan): void {
  const { text } = scan;
  const { length } = text;
  while (scan.at < length) {
    const code = text.charCodeAt(scan.at);
    const kind = code < 128 ? kinds[code] : 0;
    if (kind === special) {
      scanSpecial(code, scan);
      continue;
    }
    if (code !== space) scan.nesting.parts++;
    if (kind === wordPart) scan.at = addWordAt(scan.words, text, scan.at);
    else scan.at++;
  }
}

function scanSpecial(code: number, scan: Scan): void {
  const { text, at } = scan;
  switch (code) {
    case newline:
      endLine(at, scan);
      return;
    case hash:
      scan.at = lineEnd(text, at);
      endLine(at, scan);
      return;
    case doubleQuote:
    case singleQuote:
      scanString(code, scan);
      return;
    case backslash:
      if (text.charCodeAt(at + 1) === newline) scan.at += 2;
      else if (text.charCodeAt(at + 1) === carriageReturn && text.charCodeAt(at + 2) === newline) scan.at += 3;
      else {
        scan.suspect = true;
        scan.at++;
      }
      return;
    case bang:
      if (text[at + 1] !== '=') scan.suspect = true;
      scan.at++;
      return;
    case comma:
      endPart(scan.nesting);
      scan.at++;
      return;
    default: {
      const closer = closing.get(code);
      if (closer !== undefined) {
        scan.brackets.push(closer);
        openBracket(scan.nesting);
      } else {
        closeBracket(scan.nesting);
        if (scan.brackets.pop() !== code) scan.suspect = true;
      }
      scan.at++;
    }
  }
}

/** At a newline or at the end of the text. The line's code ends at `codeEnd`. */
function endLine(codeEnd: number, scan: Scan): void {
  if (scan.brackets.length === 0) {
    endPart(scan.nesting);
    let last = codeEnd - 1;
    while (isBlank(scan.text.charCodeAt(last))) last--;
    if (scan.text.charCodeAt(last) === colon) scan.expectsBlock = true;
  }
  scan.at++;
  startLine(scan);
}

function startLine(scan: Scan): void {
  if (isMarker(scan.text.charCodeAt(scan.at)) && matchesAt(mergeMarker, scan)) scan.suspect = true;
  if (scan.brackets.length === 0) startStatement(scan);
}

/** At the start of a line that no bracket or backslash joins to the line before. */
function startStatement(scan: Scan): void {
  const { text } = scan;
  const width = skipIndent(scan);
  if (scan.at >= text.length) return;
  const first = text.charCodeAt(scan.at);
  if (first === newline || first === hash || (first === carriageReturn && text.charCodeAt(scan.at + 1) === newline)) return;
  indent(width, scan);
  if (width === 0) scan.underTypeChecking = first === 105 && matchesAt(typeChecking, scan);
  if ((first === 105 || first === 102) && matchesAt(importWord, scan))
    scan.imports.push({ offset: scan.at, under: width === 0 ? 'margin' : scan.underTypeChecking ? 'type-checking' : 'block' });
  else if ((first === 112 || first === 101 || first === 114) && matchesAt(python2Statement, scan)) scan.suspect = true;
}

/** Moves past the indentation and returns its width. A tab goes to the next multiple of eight, as in CPython. */
function skipIndent(scan: Scan): number {
  const { text } = scan;
  let width = 0;
  for (; scan.at < text.length; scan.at++) {
    const code = text.charCodeAt(scan.at);
    if (code === space) width++;
    else if (code === tab) width = (Math.floor(width / 8) + 1) * 8;
    else if (code !== formFeed) break;
  }
  return width;
}

function indent(width: number, scan: Scan): void {
  const { indents } = scan;
  const top = indents.at(-1) ?? 0;
  if (scan.expectsBlock !== width > top) scan.suspect = true;
  if (width > top) {
    indents.push(width);
    addBlock(indents.length, scan.nesting);
  }
  while ((indents.at(-1) ?? 0) > width) indents.pop();
  if (indents.at(-1) !== width) {
    scan.suspect = true;
    indents.push(width);
  }
  scan.expectsBlock = false;
}

/** Moves past the closing quote. A string that isn't closed ends with its line, or with the text if its quotes are triple. */
function scanString(quote: number, scan: Scan): void {
  const { text, at } = scan;
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  const holdsCode = isFormatted(text, at);
  const isProse = triple && !holdsCode;
  scan.nesting.parts++;
  scan.at += triple ? 3 : 1;
  while (scan.at < text.length) {
    const code = text.charCodeAt(scan.at);
    if (holdsCode) scan.nesting.parts++;
    if (!isProse && isWordCharacter(code)) {
      scan.at = addWordAt(scan.words, text, scan.at);
      continue;
    }
    if (code === newline && !triple) break;
    if (code === quote && (!triple || (text.charCodeAt(scan.at + 1) === quote && text.charCodeAt(scan.at + 2) === quote))) {
      scan.at += triple ? 3 : 1;
      return;
    }
    scan.at += code === backslash ? 2 : 1;
  }
  scan.suspect = true;
}

/** An f-string or t-string, by the letters before its quote: it holds code. */
function isFormatted(text: string, quoteAt: number): boolean {
  const last = text.charCodeAt(quoteAt - 1) | 32;
  const code = last === 114 ? text.charCodeAt(quoteAt - 2) | 32 : last;
  return code === 102 || code === 116;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function matchesAt(pattern: RegExp, { text, at }: Scan): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

const isBlank = (code: number): boolean => code === space || code === tab || code === carriageReturn || code === formFeed;

/** `<`, `=`, or `>`. */
const isMarker = (code: number): boolean => code >= 60 && code <= 62;
