import { parseSet } from './character-set';
import { anyCharacter, literalToken, matchesTokens, type WildcardToken } from './wildcard';

export interface GlobOptions {
  /** Upper and lower case are equal. */
  readonly nocase?: boolean;
  /** `*` and `?` match slashes too, as in names that aren't paths. */
  readonly slashes?: boolean;
}

/**
 * Whether a text matches one of the globs of a configuration: `*`, `**`, `?`, `[a-z]`, `{a,b}`, `{1..9}`, and `\` before a character that
 * is meant. Wildcards match a leading dot. Takes time in proportion to the globs times the text at most.
 */
export function globMatcher(globs: readonly string[], options: GlobOptions = {}): (text: string) => boolean {
  const fold = (text: string): string => (options.nocase ? text.toLowerCase() : text);
  const alternatives = globs.flatMap((glob) => expandBraces(fold(glob)));
  const plain = new Set(alternatives.filter((glob) => !/[*?[\\]/.test(glob)));
  const wild = alternatives.filter((glob) => !plain.has(glob)).map((glob) => matcherOf(glob, options.slashes ?? false));
  return (text) => {
    const folded = fold(text);
    return plain.has(folded) || wild.some((matches) => matches(folded));
  };
}

/** A matcher that first compares the plain text at both ends, which rules out nearly everything. */
function matcherOf(glob: string, slashes: boolean): (text: string) => boolean {
  let lists: readonly (readonly WildcardToken[])[] | undefined;
  const [start = ''] = /^[^*?[\\/]*/.exec(glob) ?? [];
  const end =
    glob.includes('\\') || glob.includes('[') ? '' : glob.slice(Math.max(glob.lastIndexOf('*'), glob.lastIndexOf('?')) + 1);
  const suffix = end.startsWith('/') ? end.slice(1) : end;
  return (text) => {
    if (!text.startsWith(start) || !text.endsWith(suffix)) return false;
    lists ??= readGlob(glob, slashes);
    return lists.some((tokens) => matchesTokens(tokens, text));
  };
}

/** One list of tokens, or two for `folder/**`, which matches the folder too, unless its name ends with a wildcard. */
function readGlob(written: string, slashes: boolean): readonly (readonly WildcardToken[])[] {
  let glob = written;
  while (glob.endsWith('/**/**')) glob = glob.slice(0, -3);
  const whole = tokensOf(glob, slashes);
  return !slashes && /[^*/]\/\*\*$/.test(glob) ? [tokensOf(glob.slice(0, -3), slashes), whole] : [whole];
}

function tokensOf(glob: string, slashes: boolean): readonly WildcardToken[] {
  const tokens: WildcardToken[] = [];
  for (let at = 0; at < glob.length; ) {
    const stars = starsAt(glob, at);
    if (stars > 0) {
      const end = at + stars;
      const isDeep = stars >= 2 && (at === 0 || glob[at - 1] === '/') && (end === glob.length || glob[end] === '/');
      if (slashes || (isDeep && end === glob.length)) tokens.push({ kind: 'rest' });
      else tokens.push({ kind: isDeep ? 'folders' : 'star' });
      at = isDeep && !slashes && end < glob.length ? end + 1 : end;
    } else if (glob[at] === '?') {
      tokens.push(slashes ? { kind: 'one', accepts: () => true } : anyCharacter);
      at += 1;
    } else if (glob[at] === '[') {
      const set = parseSet(glob, at);
      tokens.push(set ? { kind: 'one', accepts: (each) => (slashes || each !== '/') && set.matches(each) } : literalToken('['));
      at = set?.end ?? at + 1;
    } else {
      const from = glob[at] === '\\' && at + 1 < glob.length ? at + 1 : at;
      const character = String.fromCodePoint(glob.codePointAt(from) ?? 0);
      tokens.push(literalToken(character));
      at = from + character.length;
    }
  }
  return tokens;
}

function starsAt(glob: string, at: number): number {
  let end = at;
  while (glob[end] === '*') end += 1;
  return end - at;
}

/** More alternatives than this aren't written out: the braces are taken as text. */
const mostAlternatives = 1_000;

/** The globs that `{a,b}` and `{1..9}` stand for. */
function expandBraces(glob: string): readonly string[] {
  let expanded: readonly string[] = [''];
  for (let at = 0; at < glob.length; ) {
    const group = glob[at] === '{' ? groupAt(glob, at) : undefined;
    const choices = group
      ? group.parts.flatMap((part) => expandBraces(part))
      : [glob.slice(at, at + (glob[at] === '\\' ? 2 : 1))];
    if (expanded.length * choices.length > mostAlternatives) return [glob];
    expanded =
      choices.length === 1
        ? expanded.map((each) => each + choices[0])
        : expanded.flatMap((each) => choices.map((one) => each + one));
    at = group?.end ?? at + (glob[at] === '\\' ? 2 : 1);
  }
  return expanded;
}

/** The parts of the braces that open at an offset. Undefined if they don't close, or hold neither a comma nor a range. */
function groupAt(glob: string, open: number): { readonly parts: readonly string[]; readonly end: number } | undefined {
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < glob.length; at++) {
    const character = glob[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === ',' && depth === 1) {
      parts.push(glob.slice(from, at));
      from = at + 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth > 0) continue;
      const last = glob.slice(from, at);
      if (parts.length > 0) return { parts: [...parts, last], end: at + 1 };
      const range = rangeOf(last);
      return range && { parts: range, end: at + 1 };
    }
  }
  return undefined;
}

/** `1..9` as its numbers. */
function rangeOf(text: string): readonly string[] | undefined {
  const [, first, last] = /^(\d{1,6})\.\.(\d{1,6})$/.exec(text) ?? [];
  const from = Number(first);
  const count = Number(last) - from + 1;
  return first === undefined || count < 1 || count > mostAlternatives
    ? undefined
    : Array.from({ length: count }, (_, index) => String(from + index));
}
