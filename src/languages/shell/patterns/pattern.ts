import { parseSet } from '../../../text/character-set';
import { type Effort, spend, withinEffort } from './effort';

/**
 * Patterns as bash matches them for `case`, pathnames and `${x#…}`, `extglob` included. A backslash quotes the character after
 * it. Matching tracks sets of positions, so every pattern takes polynomial time at most.
 */
type Pattern = readonly Piece[];

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly matches: (character: string) => boolean }
  | Group;

interface Group {
  readonly kind: 'group';
  readonly operator: string;
  readonly choices: readonly Pattern[];
}

interface PatternOptions {
  readonly ignoreCase?: boolean;
}

/** Characters that one match may compare with pieces of the pattern. */
const MAX_WORK = 400_000;

/** Whether a pattern has an unescaped character that isn't literal. */
export const hasPatternCharacters = (pattern: string): boolean => /(?:^|[^\\])(?:\\\\)*[*?[]|[?*+@!]\(/.test(pattern);

/** The text without its quoting backslashes. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1');

/** A pattern that matches the text itself. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]()|+@!^-]/g, '\\$&');

function parsePattern(source: string, options: PatternOptions = {}): Pattern {
  return parsePieces(options.ignoreCase ? source.toLowerCase() : source, 0, false, 0).pieces;
}

function parsePieces(source: string, from: number, nested: boolean, depth: number): { pieces: Piece[]; end: number } {
  const pieces: Piece[] = [];
  let text = '';
  let at = from;
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  while (at < source.length) {
    const character = source[at]!;
    if (nested && (character === ')' || character === '|')) break;
    const group = depth < 20 && source[at + 1] === '(' && '?*+@!'.includes(character) ? parseGroup(source, at, depth) : undefined;
    if (group) {
      flush();
      pieces.push({ kind: 'group', operator: character, choices: group.choices });
      at = group.end;
      continue;
    }
    if (character === '\\' && at + 1 < source.length) {
      text += source[at + 1];
      at += 2;
      continue;
    }
    const set = character === '[' ? parseSet(source, at) : undefined;
    if (set) {
      flush();
      pieces.push({ kind: 'set', matches: set.matches });
      at = set.end;
      continue;
    }
    if (character === '*' || character === '?') {
      flush();
      if (character === '?') pieces.push({ kind: 'any' });
      else if (pieces[pieces.length - 1]?.kind !== 'star') pieces.push({ kind: 'star' });
    } else text += character;
    at += 1;
  }
  flush();
  return { pieces, end: at };
}

function parseGroup(source: string, at: number, depth: number): { choices: Pattern[]; end: number } | undefined {
  const choices: Pattern[] = [];
  let from = at + 2;
  for (;;) {
    const { pieces, end } = parsePieces(source, from, true, depth + 1);
    choices.push(pieces);
    if (source[end] === ')') return { choices, end: end + 1 };
    if (source[end] !== '|') return undefined;
    from = end + 1;
  }
}

/** All positions where a match that starts at one of `starts` can end. */
function ends(pattern: Pattern, text: string, starts: ReadonlySet<number>, work: Effort): Set<number> {
  let positions = new Set(starts);
  for (const piece of pattern) {
    if (positions.size === 0) break;
    positions = step(piece, text, positions, work);
  }
  return positions;
}

function step(piece: Piece, text: string, positions: ReadonlySet<number>, work: Effort): Set<number> {
  spend(work, positions.size);
  const next = new Set<number>();
  switch (piece.kind) {
    case 'text':
      for (const at of positions) if (text.startsWith(piece.text, at)) next.add(at + piece.text.length);
      return next;
    case 'any':
      for (const at of positions) if (at < text.length) next.add(at + characterAt(text, at).length);
      return next;
    case 'set':
      for (const at of positions) {
        const character = characterAt(text, at);
        if (at < text.length && piece.matches(character)) next.add(at + character.length);
      }
      return next;
    case 'star': {
      const first = least(positions);
      spend(work, text.length - first);
      for (let at = first; at <= text.length; at += 1) next.add(at);
      return next;
    }
    case 'group':
      return group(piece, text, positions, work);
  }
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0);

function group({ operator, choices }: Group, text: string, positions: ReadonlySet<number>, work: Effort): Set<number> {
  const once = (from: ReadonlySet<number>): Set<number> => {
    const all = new Set<number>();
    for (const choice of choices) for (const end of ends(choice, text, from, work)) all.add(end);
    return all;
  };
  if (operator === '@') return once(positions);
  if (operator === '?') return new Set([...positions, ...once(positions)]);
  if (operator === '!') {
    const all = new Set<number>();
    for (const start of positions) {
      const excluded = once(new Set([start]));
      spend(work, text.length - start);
      for (let end = start; end <= text.length; end += 1) if (!excluded.has(end)) all.add(end);
    }
    return all;
  }
  const reached = new Set<number>(operator === '*' ? positions : []);
  let fresh: Set<number> = new Set(positions);
  while (fresh.size > 0) {
    const further = new Set<number>();
    for (const end of once(fresh)) if (!reached.has(end)) further.add(end);
    for (const end of further) reached.add(end);
    fresh = further;
  }
  return reached;
}

const least = (positions: ReadonlySet<number>): number => {
  let found = Number.POSITIVE_INFINITY;
  for (const position of positions) if (position < found) found = position;
  return found;
};

const greatest = (positions: ReadonlySet<number>): number => {
  let found = -1;
  for (const position of positions) if (position > found) found = position;
  return found;
};

const fold = (text: string, options: PatternOptions): string => (options.ignoreCase ? text.toLowerCase() : text);

/** Whether the whole text matches. Undefined where that would take too long. */
export function matchesPattern(source: string, text: string, effort: Effort, options: PatternOptions = {}): boolean | undefined {
  const pattern = parsePattern(source, options);
  return withinEffort(effort, MAX_WORK, (work) => ends(pattern, fold(text, options), new Set([0]), work).has(text.length));
}

/** The length of the shortest or longest prefix that matches. -1 for none, undefined where it would take too long. */
export function matchPrefix(source: string, text: string, longest: boolean, effort: Effort): number | undefined {
  const pattern = parsePattern(source);
  const found = withinEffort(effort, MAX_WORK, (work) => ends(pattern, text, new Set([0]), work));
  if (found === undefined) return undefined;
  if (found.size === 0) return -1;
  return longest ? greatest(found) : least(found);
}

/** The start of the shortest or longest suffix that matches. -1 for none, undefined where it would take too long. */
export function matchSuffix(source: string, text: string, longest: boolean, effort: Effort): number | undefined {
  const pattern = parsePattern(source);
  return withinEffort(effort, MAX_WORK, (work) => {
    for (let index = 0; index <= text.length; index += 1) {
      const start = longest ? index : text.length - index;
      if (ends(pattern, text, new Set([start]), work).has(text.length)) return start;
    }
    return -1;
  });
}

/** The matches that `${name/PATTERN/…}` replaces: leftmost, longest, not overlapping. Undefined where it would take too long. */
export function findMatches(source: string, text: string, all: boolean, effort: Effort): Match[] | undefined {
  const pattern = parsePattern(source);
  if (pattern.length === 1 && pattern[0]!.kind === 'text') return findText(pattern[0]!.text, text, all);
  return withinEffort(effort, MAX_WORK, (work) => {
    const found: Match[] = [];
    for (let at = 0; at <= text.length; ) {
      const end = greatest(ends(pattern, text, new Set([at]), work));
      if (end <= at) {
        at += 1;
        continue;
      }
      found.push({ start: at, end });
      if (!all) break;
      at = end;
    }
    return found;
  });
}

interface Match {
  readonly start: number;
  readonly end: number;
}

function findText(needle: string, text: string, all: boolean): Match[] {
  const found: Match[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    found.push({ start: at, end: at + needle.length });
    if (!all) break;
  }
  return found;
}
