import { type Effort, spend, TooMuch, withinEffort } from './effort';
import type { Alternatives, Atom, Expression, Term } from './regex';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** `groups[0]` is the whole match. */
  readonly groups: readonly (string | undefined)[];
}

/** Steps of one search. */
const MAX_STEPS = 50_000;
const MAX_DEPTH = 600;

/** One search in progress. The end of a group's match is undone where what follows doesn't match. */
interface Search {
  readonly text: string;
  groups: (string | undefined)[];
  readonly work: Effort;
}

/** What must match after an offset. Returns whether it does. */
type Continuation = (end: number) => boolean;

/** The first match at or after `from`, the longest at that place. Null for none, undefined where it would take too long. */
export function matchRegex(expression: Expression, text: string, effort: Effort, from = 0): RegexMatch | null | undefined {
  return withinEffort(effort, MAX_STEPS, (work) => {
    const search: Search = { text, groups: [], work };
    for (let start = from; start <= text.length; start += 1) {
      const found = longestAt(search, expression, start);
      if (found) return { start, end: found.end, groups: [text.slice(start, found.end), ...found.groups.slice(1)] };
    }
    return null;
  });
}

function longestAt(search: Search, expression: Expression, start: number): Omit<RegexMatch, 'start'> | undefined {
  let best: Omit<RegexMatch, 'start'> | undefined;
  search.groups = [];
  matchAlternatives(search, expression, start, 0, (end) => {
    if (!best || end > best.end) best = { end, groups: [...search.groups] };
    return end === search.text.length;
  });
  return best;
}

function takeStep({ work }: Search, depth: number): void {
  spend(work, 1);
  if (depth > MAX_DEPTH) throw new TooMuch();
}

const matchAlternatives = (search: Search, { choices }: Alternatives, at: number, depth: number, next: Continuation): boolean =>
  choices.some((choice) => matchTerms(search, choice, at, depth + 1, next));

function matchTerms(search: Search, terms: readonly Term[], at: number, depth: number, next: Continuation, index = 0): boolean {
  takeStep(search, depth);
  const term = terms[index];
  if (!term) return next(at);
  const { text, groups } = search;
  const rest: Continuation = (end) => matchTerms(search, terms, end, depth + 1, next, index + 1);
  const { atom, min, max } = term;
  if (atom.kind === 'one') {
    let count = 0;
    while (count < max && at + count < text.length && atom.matches(text[at + count]!)) count += 1;
    for (; count >= min; count -= 1) {
      takeStep(search, depth);
      if (rest(at + count)) return true;
    }
    return false;
  }
  if (atom.kind === 'group') return matchGroup(search, { atom, min, max }, at, depth, rest);
  if (atom.kind === 'back') {
    const value = groups[atom.index] ?? '';
    return text.startsWith(value, at) && rest(at + value.length);
  }
  const holds =
    atom.kind === 'start' ? at === 0 : atom.kind === 'end' ? at === text.length : isWordAt(text, at - 1) !== isWordAt(text, at);
  return (holds || min === 0) && rest(at);
}

const isWordAt = (text: string, at: number): boolean => /\w/.test(text[at] ?? '');

interface GroupTerm {
  readonly atom: Extract<Atom, { kind: 'group' }>;
  readonly min: number;
  readonly max: number;
}

function matchGroup(search: Search, { atom, min, max }: GroupTerm, at: number, depth: number, rest: Continuation): boolean {
  takeStep(search, depth);
  if (max > 0) {
    const { groups, text } = search;
    const before = groups[atom.index];
    const again = matchAlternatives(search, atom.body, at, depth + 1, (end) => {
      if (end === at && min <= 0) return false;
      groups[atom.index] = text.slice(at, end);
      return matchGroup(search, { atom, min: Math.max(min - 1, 0), max: max - 1 }, end, depth + 1, rest);
    });
    if (again) return true;
    groups[atom.index] = before;
  }
  return min <= 0 && rest(at);
}
