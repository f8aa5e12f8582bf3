/** Where a call's arguments are in a text that parses. */
export interface ArgumentList {
  /** The offset after the opening parenthesis. */
  readonly start: number;
  /** The offset of the closing parenthesis. */
  readonly end: number;
  /** The offset after the last character that is neither a blank nor in a comment. `start` where there are no arguments. */
  readonly lastEnd: number;
  /** A word of the list itself is `for`, as in a generator. */
  readonly isGenerator: boolean;
}

const tokens = /"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|#[^\n]*|\w+|\s+|./gsy;

/** The list that an offset's parenthesis opens. Undefined where there is none, or it has no end. */
export function argumentListAt(text: string, open: number): ArgumentList | undefined {
  if (text[open] !== '(') return undefined;
  tokens.lastIndex = open;
  let depth = 0;
  let isGenerator = false;
  let lastEnd = open + 1;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match;
    if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token)) depth--;
    if (depth === 0) return { start: open + 1, end: match.index, lastEnd, isGenerator };
    if (token === 'for' && depth === 1) isGenerator = true;
    if (!/^(?:\s|#)/.test(token)) lastEnd = tokens.lastIndex;
  }
  return undefined;
}
