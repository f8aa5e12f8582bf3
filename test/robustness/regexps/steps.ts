import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

/**
 * Counts the steps that a backtracking engine takes to search a text, as V8's does: it tries every start, and every way to divide the
 * text between repeats. A count is the same on every machine, however loaded.
 */
export interface Subject {
  readonly pattern: AST.Pattern;
  readonly flags: string;
  /** The steps of a search through the whole text, at most `most`. With the flag `y`, of one at its start. */
  steps(text: string, most: number): number;
}

type Test = (text: string, at: number) => boolean;

type Instruction =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  /** Remembers the place. */
  | { readonly kind: 'save'; readonly register: number }
  /** Fails where a repeat has matched nothing since. */
  | { readonly kind: 'progress'; readonly register: number }
  | { readonly kind: 'back'; readonly from: number; readonly to: number }
  | { readonly kind: 'assert'; readonly test: Test }
  | { readonly kind: 'look'; readonly program: Program; readonly negate: boolean }
  | { readonly kind: 'match' };

/** Whether a class, a set or a character matches the character at an offset. */
export type CharacterTest = (text: string, at: number) => boolean;

interface Program {
  readonly instructions: readonly Instruction[];
  readonly registers: number;
  readonly backward: boolean;
}

interface Meter {
  readonly text: string;
  readonly most: number;
  steps: number;
}

export function subjectOf(source: string, flags: string): Subject {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const program = compile(pattern.alternatives, flags, false);
  return {
    pattern,
    flags,
    steps(text, most) {
      const meter = { text, most, steps: 0 };
      for (let start = 0; start <= text.length && meter.steps < most; ) {
        const end = run(program, start, meter);
        if (end === undefined ? flags.includes('y') : !flags.includes('g')) break;
        start = end === undefined || end === start ? start + 1 : end;
      }
      return meter.steps;
    },
  };
}

const tables = new Map<string, CharacterTest>();

export function characterTest(node: AST.Node, flags: string): CharacterTest {
  const isSpecial = node.type === 'Character' && /^[$()*+./?[\]^{|}]$/.test(node.raw);
  const key = `${node.raw}/${flags}`;
  const known = tables.get(key);
  if (known) return known;
  const single = new RegExp(`^${isSpecial ? '\\' : ''}${node.raw}$`, flags.replace(/[^isuv]/g, ''));
  const table = Uint8Array.from({ length: 128 }, (_, code) => (single.test(String.fromCharCode(code)) ? 1 : 0));
  const test: CharacterTest = (text, at) => {
    const code = text.charCodeAt(at);
    return code < 128 ? table[code] === 1 : code >= 128 && single.test(text[at]!);
  };
  tables.set(key, test);
  return test;
}

const isWord = (text: string, at: number): boolean => /\w/.test(text[at] ?? '');

const edge = (kind: 'start' | 'end', multiline: boolean): Test => {
  if (kind === 'start') return (text, at) => at === 0 || (multiline && text[at - 1] === '\n');
  return (text, at) => at === text.length || (multiline && text[at] === '\n');
};

function compile(alternatives: readonly AST.Alternative[], flags: string, backward: boolean): Program {
  const compiler = new Compiler(flags, backward);
  compiler.choose(alternatives);
  compiler.emit({ kind: 'match' });
  return { instructions: compiler.instructions, registers: compiler.registers, backward };
}

/** A repeat that may be longer counts as one without an end. */
const mostUnrolled = 300;

class Compiler {
  readonly instructions: Instruction[] = [];
  registers = 0;
  readonly #groups = new Map<AST.CapturingGroup, number>();

  constructor(
    readonly flags: string,
    readonly backward: boolean,
  ) {}

  emit(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  choose(branches: readonly AST.Alternative[]): void {
    const ends: number[] = [];
    for (const [index, { elements }] of branches.entries()) {
      const add = () => {
        for (const element of this.backward ? elements.toReversed() : elements) this.#add(element);
      };
      if (index === branches.length - 1) add();
      else {
        this.#optional(true, () => {
          add();
          ends.push(this.emit({ kind: 'match' }));
        });
      }
    }
    for (const end of ends) this.instructions[end] = { kind: 'jump', to: this.instructions.length };
  }

  #optional(greedy: boolean, body: () => void): void {
    const split = this.emit({ kind: 'match' });
    body();
    const [inside, after] = [split + 1, this.instructions.length];
    const [first, second] = greedy ? [inside, after] : [after, inside];
    this.instructions[split] = { kind: 'split', first, second };
  }

  #repeat({ element, min, max, greedy }: AST.Quantifier): void {
    for (let time = 0; time < min; time++) this.#add(element);
    if (max - min > mostUnrolled) {
      const register = this.registers++;
      const start = this.instructions.length;
      this.#optional(greedy, () => {
        this.emit({ kind: 'save', register });
        this.#add(element);
        this.emit({ kind: 'progress', register });
        this.emit({ kind: 'jump', to: start });
      });
      return;
    }
    const nested = (left: number): void => {
      if (left === 0) return;
      this.#optional(greedy, () => {
        this.#add(element);
        nested(left - 1);
      });
    };
    nested(max - min);
  }

  /** The first of the two registers of a group: its start, its end. */
  #group(group: AST.CapturingGroup): number {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const first = this.registers;
    this.registers += 2;
    this.#groups.set(group, first);
    return first;
  }

  #add(node: AST.Element): void {
    const { flags, backward } = this;
    switch (node.type) {
      case 'Quantifier':
        this.#repeat(node);
        return;
      case 'Group':
        this.choose(node.alternatives);
        return;
      case 'CapturingGroup': {
        const first = node.references.length === 0 ? undefined : this.#group(node);
        if (first !== undefined) this.emit({ kind: 'save', register: backward ? first + 1 : first });
        this.choose(node.alternatives);
        if (first !== undefined) this.emit({ kind: 'save', register: backward ? first : first + 1 });
        return;
      }
      case 'Backreference': {
        const from = this.#group([node.resolved].flat()[0]!);
        this.emit({ kind: 'back', from, to: from + 1 });
        return;
      }
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind')
          this.emit({
            kind: 'look',
            program: compile(node.alternatives, flags, node.kind === 'lookbehind'),
            negate: node.negate,
          });
        else if (node.kind === 'word')
          this.emit({ kind: 'assert', test: (text, at) => (isWord(text, at - 1) !== isWord(text, at)) !== node.negate });
        else this.emit({ kind: 'assert', test: edge(node.kind, flags.includes('m')) });
        return;
      default:
        this.emit({ kind: 'character', test: characterTest(node, flags) });
    }
  }
}

/** Where a match from `start` ends; undefined where there is none, or the steps are spent. */
function run({ instructions, registers, backward }: Program, start: number, meter: Meter): number | undefined {
  const { text } = meter;
  const saved = new Array<number>(registers).fill(-1);
  /** Pairs: where to go on and the place, or, below zero, a register and what it held. */
  const stack: number[] = [0, start];
  while (stack.length > 0) {
    let at = stack.pop()!;
    let counter = stack.pop()!;
    if (counter < 0) {
      saved[-1 - counter] = at;
      continue;
    }
    for (let alive = true; alive; ) {
      if (++meter.steps >= meter.most) return undefined;
      const instruction = instructions[counter++]!;
      switch (instruction.kind) {
        case 'match':
          return at;
        case 'character':
          alive = instruction.test(text, backward ? at - 1 : at);
          at += backward ? -1 : 1;
          break;
        case 'split':
          stack.push(instruction.second, at);
          counter = instruction.first;
          break;
        case 'jump':
          counter = instruction.to;
          break;
        case 'save':
          stack.push(-1 - instruction.register, saved[instruction.register]!);
          saved[instruction.register] = at;
          break;
        case 'progress':
          alive = saved[instruction.register] !== at;
          break;
        case 'back': {
          const same = text.slice(saved[instruction.from], Math.max(0, saved[instruction.to]!));
          meter.steps += same.length;
          alive = text.startsWith(same, backward ? at - same.length : at);
          at += backward ? -same.length : same.length;
          break;
        }
        case 'assert':
          alive = instruction.test(text, at);
          break;
        case 'look':
          alive = (run(instruction.program, at, meter) !== undefined) !== instruction.negate;
          break;
      }
    }
  }
  return undefined;
}
