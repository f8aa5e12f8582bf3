/**
 * The matcher of all wildcards in a repository's own text: `.gitignore`, `.dockerignore`, the sources of COPY, and words of which
 * only some pieces are known. It takes time in proportion to the pattern times the text at most, whatever they are; a regular
 * expression for `*a*a*a*a*b` takes time to the power of its stars.
 */

/** `one`: a character that is accepted. `star`: any text within a folder. `folders`: any folders. `rest`: any text. */
export type WildcardToken =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'star' | 'folders' | 'rest' };

/** Matches exactly a character. */
export const literalToken = (character: string): WildcardToken => ({ kind: 'one', accepts: (each) => each === character });

/** Tokens that match exactly a text. */
export const literalTokens = (text: string): WildcardToken[] => [...text].map(literalToken);

/** Any character within a folder: `?`. */
export const anyCharacter: WildcardToken = { kind: 'one', accepts: (each) => each !== '/' };

/**
 * The character class whose `[` is at an offset, and the offset after it. A class that isn't closed matches nothing. `negations`: the
 * characters that negate it, such as `!^`.
 */
export function readClass(
  pattern: string,
  at: number,
  negations: string,
): { readonly token: WildcardToken; readonly end: number } {
  const negated = negations.includes(pattern[at + 1] ?? ' ');
  const end = pattern.indexOf(']', at + (negated ? 3 : 2));
  const members = [...pattern.slice(at + (negated ? 2 : 1), end < 0 ? undefined : end).replace(/\\(.)/g, '$1')];
  const isMember = (character: string): boolean => {
    for (let index = 0; index < members.length; index++) {
      if (members[index + 1] === '-' && members[index + 2] !== undefined) {
        if (members[index]! <= character && character <= members[index + 2]!) return true;
        index += 2;
      } else if (members[index] === character) return true;
    }
    return false;
  };
  const accepts = (character: string): boolean => end >= 0 && isMember(character) !== negated;
  return { token: { kind: 'one', accepts }, end: end < 0 ? pattern.length : end + 1 };
}

/** Whether a whole text matches. Follows all positions in the tokens through the text at once. */
export function matchesTokens(tokens: readonly WildcardToken[], text: string): boolean {
  let current: number[] = [];
  let next: number[] = [];
  let round = 1;
  const entered = new Uint32Array(tokens.length + 1);
  const held = new Uint32Array(tokens.length + 1);
  /** Adds a position, and those after it that need no character. */
  const enter = (from: number, into: number[]): void => {
    for (let at = from; entered[at] !== round; at++) {
      entered[at] = round;
      if (held[at] !== round) into.push(at);
      const kind = tokens[at]?.kind;
      if (kind === undefined || kind === 'one') return;
    }
  };
  /** Stays in a wildcard. `folders` is left only after a slash. */
  const stay = (at: number, into: number[]): void => {
    if (tokens[at]?.kind !== 'folders') enter(at, into);
    else if (held[at] !== round && entered[at] !== round) {
      held[at] = round;
      into.push(at);
    }
  };
  enter(0, current);
  for (const character of text) {
    if (current.length === 0) return false;
    next.length = 0;
    round++;
    for (const at of current) {
      const token = tokens[at];
      if (!token) continue;
      if (token.kind === 'one') {
        if (token.accepts(character)) enter(at + 1, next);
        continue;
      }
      if (token.kind !== 'star' || character !== '/') stay(at, next);
      if (token.kind === 'folders' && character === '/') enter(at + 1, next);
    }
    [current, next] = [next, current];
  }
  return entered[tokens.length] === round;
}

/**
 * Whether a text is these pieces in this order, with any text between them, and nothing before the first and after the last:
 * `['a', 'b']` matches `ab` and `axxb`. An empty first or last piece lets the text begin or end with anything.
 */
export function matchesPieces(pieces: readonly string[], text: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}
