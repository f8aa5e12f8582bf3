import { posix } from 'node:path';
import type { Problem, SourceFile, Span } from '../../text/span';

interface IgnorePattern {
  /** Normalized: `src/*.pyc`, without `!`, leading slash or `..`. */
  readonly pattern: string;
  /** `!`: includes again what earlier patterns exclude. */
  readonly negated: boolean;
  readonly span: Span;
}

/** A `.dockerignore` file: which files of a build's context aren't sent to the builder. */
export interface Dockerignore {
  readonly patterns: readonly IgnorePattern[];
  readonly problems: readonly Problem[];
}

/** Reads the file as moby/patternmatcher does. Never throws. */
export function parseDockerignore(file: SourceFile): Dockerignore {
  const patterns: IgnorePattern[] = [];
  const problems: Problem[] = [];
  for (const match of file.text.matchAll(/[^\r\n]+/g)) {
    const [line] = match;
    const written = line.trim();
    if (line.startsWith('#') || written === '') continue;
    const start = match.index + line.indexOf(written);
    const span = { file: file.path, start, end: start + written.length };
    const negated = written.startsWith('!');
    const pattern = cleanPattern(negated ? written.slice(1).trim() : written);
    if (pattern === '') problems.push({ message: 'illegal exclusion pattern: "!"', span });
    else patterns.push({ pattern, negated, span });
  }
  return { patterns, problems };
}

function cleanPattern(text: string): string {
  if (text === '') return '';
  const clean = posix.normalize(text).replace(/(.)\/$/, '$1');
  return clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean;
}

/**
 * The pattern that excludes a path of the context (relative, forward slashes). Undefined where the path is sent. The last pattern
 * that matches the path or a folder above it decides.
 */
export function excludedBy({ patterns }: Dockerignore, path: string): IgnorePattern | undefined {
  const parts = posix.normalize(path).split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const last = patterns.findLast(({ pattern }) => {
    const tokens = tokensOf(pattern);
    return paths.some((each) => matches(tokens, each));
  });
  return last?.negated ? undefined : last;
}

/** `one`: a character or a class of them. `star`: any text within a folder. `folders`: any folders. `rest`: everything. */
type Token =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'star' | 'folders' | 'rest' };

const tokenCache = new Map<string, readonly Token[]>();

function tokensOf(pattern: string): readonly Token[] {
  let tokens = tokenCache.get(pattern);
  if (!tokens) {
    if (tokenCache.size > 2000) tokenCache.clear();
    tokenCache.set(pattern, (tokens = readTokens(pattern)));
  }
  return tokens;
}

function readTokens(pattern: string): Token[] {
  const isSuffix = /^\*\*\/?[^*?[\]\\]*$/.test(pattern);
  if (isSuffix && !pattern.startsWith('**/')) return [{ kind: 'rest' }, ...literal(pattern.slice(2))];
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at]!;
    const globstar = /^\*\*\/?/.exec(pattern.slice(at, at + 3));
    if (globstar) {
      at += globstar[0].length;
      tokens.push({ kind: at === pattern.length ? 'rest' : 'folders' });
    } else if (character === '*') {
      tokens.push({ kind: 'star' });
      at += 1;
    } else if (character === '?') {
      tokens.push({ kind: 'one', accepts: (each) => each !== '/' });
      at += 1;
    } else if (character === '[') {
      const end = pattern.indexOf(']', pattern[at + 1] === '^' ? at + 3 : at + 2);
      tokens.push(characterClass(pattern.slice(at + 1, end < 0 ? undefined : end), end >= 0));
      at = end < 0 ? pattern.length : end + 1;
    } else {
      const isEscape = character === '\\' && at + 1 < pattern.length;
      tokens.push(...literal(isEscape ? pattern[at + 1]! : character));
      at += isEscape ? 2 : 1;
    }
  }
  return tokens;
}

const literal = (text: string): Token[] => [...text].map((character) => ({ kind: 'one', accepts: (each) => each === character }));

/** `a-z`, `^0-9`. A class that isn't closed matches nothing. */
function characterClass(content: string, isClosed: boolean): Token {
  const negated = content.startsWith('^');
  const members = [...content.slice(negated ? 1 : 0).replace(/\\(.)/g, '$1')];
  const isMember = (character: string): boolean => {
    for (let at = 0; at < members.length; at++) {
      if (members[at + 1] === '-' && members[at + 2] !== undefined) {
        if (members[at]! <= character && character <= members[at + 2]!) return true;
        at += 2;
      } else if (members[at] === character) return true;
    }
    return false;
  };
  return { kind: 'one', accepts: (character) => isClosed && isMember(character) !== negated };
}

/** Follows all states through the path at once, so that no pattern takes long. */
function matches(tokens: readonly Token[], path: string): boolean {
  let states = withEmpty(tokens, new Set([0]), new Set());
  for (const character of path) {
    const entered = new Set<number>();
    const stayed = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (!token) continue;
      if (token.kind === 'one') {
        if (token.accepts(character)) entered.add(state + 1);
      } else if (token.kind !== 'star' || character !== '/') stayed.add(state);
      if (token.kind === 'folders' && character === '/') entered.add(state + 1);
    }
    states = withEmpty(tokens, entered, stayed);
  }
  return states.has(tokens.length);
}

/** Adds the states after tokens that need no character: any but `one` when it is entered, a `*` or a final `**` also later. */
function withEmpty(tokens: readonly Token[], entered: Set<number>, stayed: ReadonlySet<number>): Set<number> {
  for (const state of stayed) if (tokens[state]!.kind !== 'folders') entered.add(state + 1);
  for (const state of entered) {
    const token = tokens[state];
    if (token && token.kind !== 'one') entered.add(state + 1);
  }
  for (const state of stayed) entered.add(state);
  return entered;
}
