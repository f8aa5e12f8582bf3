import { parseSet } from '../../../text/character-set';

/** Extended regular expressions. They have an engine of their own because no expression in a script may hang JavaScript's. */
export type Expression = Alternatives;

export interface Alternatives {
  readonly kind: 'alternatives';
  readonly choices: readonly (readonly Term[])[];
}

export type Atom =
  | { readonly kind: 'one'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'start' | 'end' | 'boundary' }
  | { readonly kind: 'group'; readonly index: number; readonly body: Alternatives }
  | { readonly kind: 'back'; readonly index: number };

export interface Term {
  readonly atom: Atom;
  readonly min: number;
  readonly max: number;
}

/**
 * Undefined where the expression isn't valid. A backslash quotes the character after it, or begins one of `\w \s \d \b \n \t`.
 */
export function parseRegex(source: string, options: { ignoreCase?: boolean } = {}): Expression | undefined {
  if (source.length > 2_000) return undefined;
  const state = { source, at: 0, groups: 0, ignoreCase: options.ignoreCase ?? false };
  const expression = parseAlternatives(state, 0);
  return expression && state.at === source.length ? expression : undefined;
}

interface ParseState {
  readonly source: string;
  at: number;
  groups: number;
  readonly ignoreCase: boolean;
}

function parseAlternatives(state: ParseState, depth: number): Alternatives | undefined {
  if (depth > 30) return undefined;
  const choices: Term[][] = [[]];
  while (state.at < state.source.length && state.source[state.at] !== ')') {
    if (state.source[state.at] === '|') {
      state.at += 1;
      choices.push([]);
      continue;
    }
    const atom = parseAtom(state, depth);
    if (!atom) return undefined;
    let term: Term = { atom, min: 1, max: 1 };
    for (let repeat = parseRepeat(state); repeat; repeat = parseRepeat(state)) {
      const inner = term.min === 1 && term.max === 1 ? term.atom : undefined;
      if (!inner) break;
      term = { atom: inner, ...repeat };
    }
    choices[choices.length - 1]!.push(term);
  }
  return { kind: 'alternatives', choices };
}

function parseRepeat(state: ParseState): { min: number; max: number } | undefined {
  const character = state.source[state.at];
  const simple: Record<string, [number, number]> = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] };
  const range = simple[character ?? ''];
  if (range) {
    state.at += 1;
    return { min: range[0], max: range[1] };
  }
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(state.source.slice(state.at, state.at + 20));
  if (!bounds) return undefined;
  state.at += bounds[0].length;
  const min = Number(bounds[1]);
  return { min, max: bounds[2] === undefined ? min : bounds[3] ? Number(bounds[3]) : Infinity };
}

const escapes: Record<string, (character: string) => boolean> = {
  w: (character) => /\w/.test(character),
  W: (character) => /\W/.test(character),
  s: (character) => /\s/.test(character),
  S: (character) => /\S/.test(character),
  n: (character) => character === '\n',
  t: (character) => character === '\t',
};

function parseAtom(state: ParseState, depth: number): Atom | undefined {
  const character = state.source[state.at]!;
  if (character === '(') {
    state.at += 1;
    state.groups += 1;
    const index = state.groups;
    const body = parseAlternatives(state, depth + 1);
    if (!body || state.source[state.at] !== ')') return undefined;
    state.at += 1;
    return { kind: 'group', index, body };
  }
  if (character === '[') {
    const plain = parseBracket(state.source, state.at);
    if (!plain) return undefined;
    state.at = plain.end;
    const matches = state.ignoreCase
      ? (candidate: string) => plain.matches(candidate.toLowerCase()) || plain.matches(candidate.toUpperCase())
      : plain.matches;
    return { kind: 'one', matches };
  }
  if (character === '*' || character === '+' || character === '?') return undefined;
  state.at += 1;
  if (character === '.') return { kind: 'one', matches: () => true };
  if (character === '^') return { kind: 'start' };
  if (character === '$') return { kind: 'end' };
  if (character === '\\') {
    const escaped = state.source[state.at];
    if (escaped === undefined) return undefined;
    state.at += 1;
    if (escaped === 'b' || escaped === '<' || escaped === '>') return { kind: 'boundary' };
    if (/[1-9]/.test(escaped)) return { kind: 'back', index: Number(escaped) };
    return { kind: 'one', matches: escapes[escaped] ?? sameCharacter(escaped, state.ignoreCase) };
  }
  return { kind: 'one', matches: sameCharacter(character, state.ignoreCase) };
}

/** In a POSIX bracket expression, a backslash is an ordinary character. */
function parseBracket(source: string, at: number): { matches: (character: string) => boolean; end: number } | undefined {
  let end = at + 1;
  if (source[end] === '^') end += 1;
  if (source[end] === ']') end += 1;
  while (end < source.length && source[end] !== ']')
    end += source.startsWith('[:', end) ? Math.max(source.indexOf(':]', end) + 2 - end, 1) : 1;
  if (source[end] !== ']') return undefined;
  const inner = source.slice(at, end + 1).replace(/\\/g, '\\\\');
  const set = parseSet(inner.startsWith('[!') ? `[\\!${inner.slice(2)}` : inner, 0);
  return set && { matches: set.matches, end: end + 1 };
}

function sameCharacter(expected: string, ignoreCase: boolean): (character: string) => boolean {
  if (!ignoreCase) return (character) => character === expected;
  const lower = expected.toLowerCase();
  return (character) => character.toLowerCase() === lower;
}

/** Turns a basic regular expression, as `grep` and `sed` read it, into an extended one. */
export function fromBasic(source: string): string {
  return source.replace(
    /\\([\s\S])|([+?(){}|])|\[\^?\]?(?:[^\]\\[]|\[:\w+:\]|\\|\[)*\]?/g,
    (whole, escaped: string | undefined, plain: string | undefined) => {
      if (plain !== undefined) return `\\${plain}`;
      if (escaped === undefined) return whole;
      return '+?(){}|'.includes(escaped) ? escaped : whole;
    },
  );
}
