/** What needs no look: words, operators and white space within a line. */
const plain = /[\w .,=+\-*/<>&|^~%@;]+/y;

/**
 * Whether a text may not be valid Python, by its tokens and indentation: brackets and quotes that do not match, characters that
 * Python has no use for, merge markers, indentation without a reason, statements of Python 2. Ten times as fast as parsing, and no
 * proof either way: what it suspects is parsed, what it does not suspect is nearly always valid.
 */
export function isSuspect(text: string): boolean {
  if (
    /^(?:<{7}|>{7}|={7})(?:\s|$)|^[ \t]*(?:print|exec)[ \t]+["'\w]|^[ \t]*except[ \t]+[\w.]+[ \t]*,|^[ \t]*raise[ \t]+\w+[ \t]*,|\0/m.test(
      text,
    )
  )
    return true;
  const levels = [0];
  const open: string[] = [];
  let index = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let expectsBlock = false;
  let lineStart = true;
  let last = '';
  while (index < text.length) {
    if (lineStart && !open.length) {
      const indent = indentAt(text, index);
      index = indent.end;
      const next = text[index];
      if (next !== undefined && next !== '\n' && next !== '\r' && next !== '#') {
        const top = levels.at(-1) ?? 0;
        if (expectsBlock !== indent.width > top) return true;
        if (expectsBlock) levels.push(indent.width);
        while ((levels.at(-1) ?? 0) > indent.width) levels.pop();
        if (levels.at(-1) !== indent.width) return true;
        expectsBlock = false;
      }
    }
    lineStart = false;
    plain.lastIndex = index;
    const run = plain.exec(text)?.[0];
    if (run !== undefined) {
      index += run.length;
      last = run.trimEnd().at(-1) ?? last;
      continue;
    }
    const character = text[index];
    if (character === undefined) break;
    if (character === '#') {
      while (index < text.length && text[index] !== '\n') index++;
    } else if (character === '"' || character === "'") {
      index = stringEnd(text, index, character);
      if (index < 0) return true;
      last = '"';
    } else if (character === '\n') {
      if (!open.length) {
        if (last === ':') expectsBlock = true;
        if (last !== '') last = '';
        lineStart = true;
      }
      index++;
    } else if (character === '\\') {
      if (!/^\\\r?\n/.test(text.slice(index, index + 3))) return true;
      index += text[index + 1] === '\r' ? 3 : 2;
    } else {
      if (character === '(' || character === '[' || character === '{') open.push(character);
      else if (character === ')' || character === ']' || character === '}') {
        if (open.pop() !== (character === ')' ? '(' : character === ']' ? '[' : '{')) return true;
      } else if (character === '$' || character === '?' || (character === '!' && text[index + 1] !== '=')) return true;
      if (character !== ' ' && character !== '\t' && character !== '\r' && character !== '\f') last = character;
      index++;
    }
  }
  return open.length > 0 || expectsBlock;
}

/** Tabs go to the next multiple of eight, as in CPython. */
function indentAt(text: string, from: number): { width: number; end: number } {
  let width = 0;
  let end = from;
  for (; end < text.length; end++) {
    const character = text[end];
    if (character === ' ') width++;
    else if (character === '\t') width = (Math.floor(width / 8) + 1) * 8;
    else if (character !== '\f') break;
  }
  return { width, end };
}

/** After the closing quote; -1 where there is none in time. */
function stringEnd(text: string, from: number, quote: string): number {
  const triple = text.startsWith(quote.repeat(3), from);
  for (let index = from + (triple ? 3 : 1); index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (!triple && character === '\n') return -1;
    else if (character === quote && (!triple || text.startsWith(quote.repeat(3), index))) return index + (triple ? 3 : 1);
  }
  return -1;
}
