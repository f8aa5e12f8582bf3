import type { AST } from '@eslint-community/regexpp';
import { visitRegExpAST } from '@eslint-community/regexpp';
import { times } from '../../thorough';
import { type CharacterTest, characterTest, type Subject } from './steps';

/** A text of any length: something to get to a repeat, something that is repeated, and something that makes the search fail. */
export interface Attack {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/** Attacks on one pattern at most, evenly from all combinations. */
const mostAttacks = times(5000, 1500);

export const textOf = ({ before, repeated, after }: Attack, times: number): string => before + repeated.repeat(times) + after;

const alphabet = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  '\t',
  '\n',
  '\r',
  '\0',
  'é',
  '≥',
  '→',
];

const isCharacter = (node: AST.Node): boolean =>
  node.type === 'Character' ||
  node.type === 'CharacterSet' ||
  node.type === 'CharacterClass' ||
  node.type === 'ExpressionCharacterClass';

/** One character of each kind that the pattern can tell from the others. */
function distinctCharacters({ pattern, flags }: Subject): readonly string[] {
  const tests = new Map<string, CharacterTest>();
  const add = (node: AST.Node) => {
    if (!node.parent?.type.startsWith('CharacterClass')) tests.set(node.raw, characterTest(node, flags));
  };
  visitRegExpAST(pattern, { onCharacterEnter: add, onCharacterSetEnter: add, onCharacterClassEnter: add });
  const kinds = new Map<string, string>();
  for (const character of alphabet) {
    const kind = [...tests.values(), (text: string) => /\w/.test(text)].map((test) => (test(character, 0) ? 1 : 0)).join('');
    if (!kinds.has(kind)) kinds.set(kind, character);
  }
  return [...kinds.values()];
}

/** Texts that elements match, more or less: assertions are left out. */
class Samples {
  readonly #flags: string;
  #state = 1;

  constructor(
    flags: string,
    readonly characters: readonly string[],
  ) {
    this.#flags = flags;
  }

  of(elements: readonly AST.Element[]): string {
    return elements.map((element) => this.#one(element)).join('');
  }

  #pick<Value>(values: readonly Value[]): Value | undefined {
    this.#state = (this.#state * 48271) % 2147483647;
    return values[this.#state % values.length];
  }

  #one(node: AST.Element): string {
    if (node.type === 'Group' || node.type === 'CapturingGroup') return this.of(this.#pick(node.alternatives)?.elements ?? []);
    if (node.type === 'Quantifier') {
      const times = Math.min(node.max, node.min + (this.#pick([0, 1, 1, 2]) ?? 0));
      return Array.from({ length: times }, () => this.#one(node.element)).join('');
    }
    if (!isCharacter(node)) return '';
    if (node.type === 'Character') return String.fromCodePoint(node.value);
    const test = characterTest(node, this.#flags);
    return this.#pick([...this.characters, ...alphabet].filter((character) => test(character, 0))) ?? '';
  }
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Every row of elements in the pattern, with the elements that have to match before it. */
function rows(pattern: AST.Pattern): { readonly before: readonly AST.Element[]; readonly elements: readonly AST.Element[] }[] {
  const found: { before: readonly AST.Element[]; elements: readonly AST.Element[] }[] = [];
  const enter = (alternatives: readonly AST.Alternative[], before: readonly AST.Element[]): void => {
    for (const { elements } of alternatives) {
      found.push({ before, elements });
      for (const [index, element] of elements.entries()) {
        const inner = element.type === 'Quantifier' ? element.element : element;
        if ('alternatives' in inner) enter(inner.alternatives as AST.Alternative[], [...before, ...elements.slice(0, index)]);
      }
    }
  };
  enter(pattern.alternatives, []);
  return found;
}

/** For each repeat, a character that ends it. */
function rejected({ pattern, flags }: Subject, characters: readonly string[]): readonly string[] {
  const found = new Set<string>();
  visitRegExpAST(pattern, {
    onQuantifierEnter({ element }) {
      if (!isCharacter(element)) return;
      const test = characterTest(element, flags);
      const other = characters.find((character) => !test(character, 0));
      if (other !== undefined) found.add(other);
    },
  });
  return [...found];
}

export function attacksOn(subject: Subject): readonly Attack[] {
  const characters = distinctCharacters(subject);
  const samples = new Samples(subject.flags, characters);
  const befores: string[] = [''];
  const repeats: string[] = [...characters];
  if (characters.length <= 8) for (const one of characters) for (const other of characters) repeats.push(one + other);
  for (const { before, elements } of rows(subject.pattern)) {
    for (let start = 0; start <= elements.length; start++) {
      for (let end = start + 1; end <= elements.length && end <= start + 6; end++) {
        const part = elements.slice(start, end);
        for (let time = 0; time < 3; time++) repeats.push(samples.of(part));
      }
      if (elements[start]?.type !== 'Quantifier') continue;
      const whole = samples.of(before) + samples.of(elements.slice(0, start));
      befores.push(whole);
      for (const mark of ['', ' ', '~', '\n']) repeats.push(whole + mark, mark + whole + samples.of([elements[start]!]));
    }
  }
  const afters = distinct(['', '\n\0', '\0\n\0', ...rejected(subject, characters)]);
  const attacks = distinct(befores).flatMap((before) =>
    distinct(repeats)
      .filter((repeated) => repeated !== '')
      .flatMap((repeated) => afters.map((after) => ({ before, repeated, after }))),
  );
  const some = attacks.filter((_, index) => index % Math.ceil(attacks.length / mostAttacks) === 0);
  return [...unclosed(subject), ...some];
}

/** Strings in quotes that only hold escaped quotes, and never end. */
const unclosed = ({ pattern }: Subject): readonly Attack[] =>
  ['"', "'", '`'].flatMap((quote) =>
    pattern.raw.includes('\\\\') && pattern.raw.includes(quote)
      ? ['', '\n\0'].map((after) => ({ before: quote, repeated: `\\${quote}`, after }))
      : [],
  );
