import { posix } from 'node:path';
import type { Problem, SourceFile, Span } from '../../text/span';
import { anyCharacter, literalToken, literalTokens, matchesTokens, readClass, type WildcardToken } from '../../text/wildcard';

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
    return paths.some((each) => matchesTokens(tokens, each));
  });
  return last?.negated ? undefined : last;
}

const tokenCache = new Map<string, readonly WildcardToken[]>();

function tokensOf(pattern: string): readonly WildcardToken[] {
  let tokens = tokenCache.get(pattern);
  if (!tokens) {
    if (tokenCache.size > 2000) tokenCache.clear();
    tokenCache.set(pattern, (tokens = readTokens(pattern)));
  }
  return tokens;
}

function readTokens(pattern: string): WildcardToken[] {
  const isSuffix = /^\*\*\/?[^*?[\]\\]*$/.test(pattern);
  if (isSuffix && !pattern.startsWith('**/')) return [{ kind: 'rest' }, ...literalTokens(pattern.slice(2))];
  const tokens: WildcardToken[] = [];
  let at = 0;
  while (at < pattern.length) {
    const globstar = /^\*\*\/?/.exec(pattern.slice(at, at + 3))?.[0];
    const read: Read = globstar
      ? { token: { kind: at + globstar.length === pattern.length ? 'rest' : 'folders' }, end: at + globstar.length }
      : readToken(pattern, at);
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

interface Read {
  readonly token: WildcardToken;
  readonly end: number;
}

/** One token of a pattern as Go's `filepath.Match` reads it. */
function readToken(pattern: string, at: number): Read {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  if (character === '*') return { token: { kind: 'star' }, end: at + 1 };
  if (character === '?') return { token: anyCharacter, end: at + 1 };
  if (character === '[') return readClass(pattern, at, '^');
  if (character === '\\' && at + 1 < pattern.length) return readLiteral(pattern, at + 1);
  return readLiteral(pattern, at);
}

function readLiteral(pattern: string, at: number): Read {
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  return { token: literalToken(character), end: at + character.length };
}

/** Matches the paths of a context that a source of COPY names, as Go's `filepath.Match` does. */
export function copySourceMatcher(source: string): (path: string) => boolean {
  const tokens: WildcardToken[] = [];
  for (let at = 0; at < source.length; ) {
    const { token, end } = readToken(source, at);
    tokens.push(token);
    at = end;
  }
  return (path) => matchesTokens(tokens, path);
}
