import { parseSet } from '../text/character-set';
import { anyCharacter, literalToken, matchesTokens, type WildcardToken } from '../text/wildcard';

/** What the patterns of a file say of a path: at most one of them holds. */
export interface Verdict {
  readonly ignored: boolean;
  /** A pattern with `!` includes it again. */
  readonly unignored: boolean;
}

/** The patterns of a `.gitignore` file. Paths are relative to its folder; a folder's ends with a slash. */
export interface IgnoreRules {
  /** As git decides: an ignored folder above a path first, then the last pattern that matches. */
  test(path: string): Verdict;
}

/** Git matches patterns against paths, and no path is longer than this, so a longer line can't match anything. */
const longestPath = 4096;

/** The rules of a `.gitignore` file. */
export function ignoreRules(text: string): IgnoreRules {
  const patterns = text.split(/\r?\n/).flatMap((line) => (line.length <= longestPath ? (readPattern(line) ?? []) : []));
  const folders = new Map<string, Verdict>();
  const verdict = (path: string): Verdict => {
    const isFolder = path.endsWith('/');
    const known = isFolder ? folders.get(path) : undefined;
    if (known) return known;
    const bare = isFolder ? path.slice(0, -1) : path;
    const slash = bare.lastIndexOf('/');
    const above = slash < 0 ? undefined : verdict(bare.slice(0, slash + 1));
    const own = above?.ignored ? above : verdictOf(patterns, bare, bare.slice(slash + 1), isFolder);
    if (isFolder) folders.set(path, own);
    return own;
  };
  return { test: verdict };
}

const unmentioned: Verdict = { ignored: false, unignored: false };

function verdictOf(patterns: readonly Pattern[], path: string, name: string, isFolder: boolean): Verdict {
  const last = patterns.findLast(
    ({ foldersOnly, anchored, matches }) => (isFolder || !foldersOnly) && matches(anchored ? path : name),
  );
  return last ? { ignored: !last.negated, unignored: last.negated } : unmentioned;
}

interface Pattern {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** It has a slash before its end, so it's about paths from the file's folder. Otherwise it's about names at any depth. */
  readonly anchored: boolean;
  matches(text: string): boolean;
}

/** One line of the file; undefined where it holds no pattern. */
function readPattern(line: string): Pattern | undefined {
  const written = line.replace(/(?<=^|[^\\ \t]|\\[ \t])[ \t]+$/, '');
  if (written === '' || written.startsWith('#')) return undefined;
  const negated = written.startsWith('!');
  const pattern = negated ? written.slice(1) : written;
  const foldersOnly = pattern.endsWith('/');
  const body = foldersOnly ? pattern.slice(0, -1) : pattern;
  const anchored = body.includes('/');
  const path = body.replace(/^\//, '');
  return path === '' ? undefined : { negated, foldersOnly, anchored, matches: matcherOf(path) };
}

function matcherOf(pattern: string): (text: string) => boolean {
  if (!/[*?[\\]/.test(pattern)) return (text) => text === pattern;
  if (/^\*[^*?[\\/]*$/.test(pattern)) return (text) => text.endsWith(pattern.slice(1)) && !text.includes('/');
  const tokens = readTokens(pattern);
  const [start, end] = literalEnds(pattern);
  return (text) => text.startsWith(start) && text.endsWith(end) && matchesTokens(tokens, text);
}

/** What every text begins and ends with that a pattern matches. The slash after `**` isn't needed. */
function literalEnds(pattern: string): readonly [start: string, end: string] {
  if (pattern.includes('\\')) return ['', ''];
  const last = Math.max(...['*', '?', ']', '/'].map((character) => pattern.lastIndexOf(character)));
  return [pattern.slice(0, pattern.search(/[*?[]/)), pattern.slice(last + 1)];
}

function readTokens(pattern: string): WildcardToken[] {
  const tokens: WildcardToken[] = [];
  for (let at = 0; at < pattern.length; ) {
    const startsPart = at === 0 || pattern[at - 1] === '/';
    const stars = /^\*+/.exec(pattern.slice(at))?.[0].length ?? 0;
    if (stars > 0) {
      const end = at + stars;
      const isDeep = stars >= 2 && startsPart && (end === pattern.length || pattern[end] === '/');
      if (!isDeep) tokens.push({ kind: 'star' });
      else if (end === pattern.length) tokens.push(notEmpty, { kind: 'rest' });
      else tokens.push({ kind: 'folders' });
      at = isDeep && end < pattern.length ? end + 1 : end;
    } else if (pattern[at] === '?') {
      tokens.push(anyCharacter);
      at += 1;
    } else if (pattern[at] === '[') {
      const set = parseSet(pattern, at);
      tokens.push(setToken(set?.matches ?? (() => false)));
      at = set?.end ?? pattern.length;
    } else {
      const from = pattern[at] === '\\' ? at + 1 : at;
      const character = String.fromCodePoint(pattern.codePointAt(from) ?? 0);
      tokens.push(literalToken(character));
      at = from + character.length;
    }
  }
  return tokens;
}

/** `folder/**` matches what is in the folder, not the folder. */
const notEmpty: WildcardToken = { kind: 'one', accepts: () => true };

/** In `.gitignore`, no wildcard but `**` matches a slash. */
const setToken = (matches: (character: string) => boolean): WildcardToken => ({
  kind: 'one',
  accepts: (character) => character !== '/' && matches(character),
});
