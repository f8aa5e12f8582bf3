import { Lexer } from 'py-ast';
import { isWordCharacter } from './word-filter';

/**
 * Quick ways through py-ast's lexer. It reads one character at a time, with a regular expression for each letter, which is more than
 * half of the time that parsing takes. These take words, operators, strings, and comments of ASCII characters in one step, and leave
 * everything else to the lexer's own steps. The tokens are the same.
 */
interface Steps {
  readonly source: string;
  readonly position: { line: number; column: number; index: number };
  readonly atLineStart: boolean;
  scanToken(): void;
  scanSingleCharOperator(character: string): void;
  addTokenAt(type: string, value: string, start: Steps['position']): void;
  advance(): string;
}

const [newline, space, hash, backslash, doubleQuote, singleQuote, zero, nine] = [10, 32, 35, 92, 34, 39, 48, 57];

const keywords: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Operators of one character, and those that may be the second character of one. */
const single = charactersOf('+-*/%@|&^~()[]{},:.;=<>');
const continuing = charactersOf('=*/<>.');

function charactersOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

const steps = Lexer.prototype as unknown as Steps;
const { scanToken, advance } = steps;

const quick: Pick<Steps, 'advance' | 'scanToken'> & ThisType<Steps> = {
  advance() {
    const { source, position } = this;
    const code = source.charCodeAt(position.index);
    if (code === newline || !(code < 128)) return advance.call(this);
    position.column++;
    return source.charAt(position.index++);
  },
  scanToken() {
    if (this.atLineStart || !takeToken(this)) scanToken.call(this);
  },
};

/** Makes every lexer of py-ast quick. */
export function quickenLexer(): void {
  Object.assign(Lexer.prototype, quick);
}

/** Takes a token, or the space before one. Returns false, and takes nothing, if the lexer's own steps have to. */
function takeToken(lexer: Steps): boolean {
  const { source, position } = lexer;
  const code = source.charCodeAt(position.index);
  if (code === space) return takeSpace(lexer);
  if (code === doubleQuote || code === singleQuote) return takeString(code, lexer);
  if (code === hash) return takeComment(lexer);
  if (isWordCharacter(code)) return (code < zero || code > nine) && takeWord(lexer);
  const next = source.charCodeAt(position.index + 1);
  if (single[code] !== 1 || continuing[next] === 1 || (next >= zero && next <= nine)) return false;
  lexer.scanSingleCharOperator(source.charAt(position.index));
  return true;
}

function takeSpace({ source, position }: Steps): true {
  let end = position.index;
  while (source.charCodeAt(end) === space) end++;
  position.column += end - position.index;
  position.index = end;
  return true;
}

/** A name or a keyword, but no prefix of a string. */
function takeWord(lexer: Steps): boolean {
  const { source, position } = lexer;
  let end = position.index;
  while (isWordCharacter(source.charCodeAt(end))) end++;
  const next = source.charCodeAt(end);
  if (next === doubleQuote || next === singleQuote || next >= 128) return false;
  const word = source.slice(position.index, end);
  takeTo(end, keywords.has(word) ? word.toUpperCase() : 'NAME', lexer);
  return true;
}

function takeComment(lexer: Steps): boolean {
  const { source, position } = lexer;
  let end = position.index;
  for (let code = hash; code !== newline && end < source.length; code = source.charCodeAt(++end)) if (code >= 128) return false;
  takeTo(end, 'COMMENT', lexer);
  return true;
}

/** A string without a prefix. */
function takeString(quote: number, lexer: Steps): boolean {
  const { source, position } = lexer;
  const start = position.index;
  const isTriple = source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote;
  const end = isTriple ? endOfTriple(quote, source, start + 3) : endOfString(quote, source, start + 1);
  if (end === undefined) return false;
  takeTo(end, 'STRING', lexer);
  return true;
}

/** The offset after the closing quote. Undefined if there's none on the line, or something other than plain characters before it. */
function endOfString(quote: number, source: string, from: number): number | undefined {
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === newline || code === backslash || code >= 128) return undefined;
  }
  return undefined;
}

function endOfTriple(quote: number, source: string, from: number): number | undefined {
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote && source.charCodeAt(at + 1) === quote && source.charCodeAt(at + 2) === quote) return at + 3;
    if (code === backslash || code >= 128) return undefined;
  }
  return undefined;
}

/** Adds the token of ASCII characters that ends at an offset. */
function takeTo(end: number, type: string, lexer: Steps): void {
  const { source, position } = lexer;
  const start = { ...position };
  const value = source.slice(start.index, end);
  const lastLine = value.lastIndexOf('\n');
  if (lastLine < 0) position.column += value.length;
  else {
    position.column = value.length - lastLine - 1;
    position.line += countOf('\n', value);
  }
  position.index = end;
  lexer.addTokenAt(type, value, start);
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
