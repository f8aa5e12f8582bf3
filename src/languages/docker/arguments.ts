import type { Problem, Span } from '../../text/span';
import { type Condition, UNKNOWN_MARK, type Word } from '../shell';
import type { FlagDefinition, FlagTable } from './flags';
import { known, type Part, partOf, quoted, show, slicePart } from './part';
import { scenarios } from './scenarios';
import { parseBoolean } from './values/numbers';

/** One use of a flag. */
export interface FlagUse {
  /** The long name, without dashes. */
  readonly name: string;
  /** As written: `-v`, `--volume`, the `-d` of `-itd`. */
  readonly written: string;
  /** Undefined where the client doesn't know the flag. */
  readonly definition: FlagDefinition | undefined;
  /** The value, in the same word or the next. Null where there is none. */
  readonly value: Part | null;
  /** What a `bool` flag is set to. Undefined where unknown. */
  readonly enabled: boolean | undefined;
  /** The flag itself, without its value. */
  readonly flag: Part;
  /** The flag and its value if they are next to each other, otherwise the flag. */
  readonly span: Span;
  /** Its position among the words. */
  readonly order: number;
}

/** The words of a command, read as flags and operands. */
export interface Arguments {
  readonly flags: readonly FlagUse[];
  /** The words that aren't flags: from the image on, or anywhere for commands that allow flags after operands. */
  readonly operands: readonly Part[];
  /** The words that may be the first operand: several where the script gives one or another. */
  readonly firstOperands: readonly Part[];
  /** Unknown words in the place of flags. They may hold any flags. */
  readonly open: readonly Part[];
  /** Which word is the first operand isn't known: `operands` is empty, or holds only those that are certain. */
  readonly ambiguous: boolean;
  readonly problems: readonly OrderedProblem[];
}

/** `order` compares with the `order` of flags, because the client stops at the first problem. */
export interface OrderedProblem extends Problem {
  readonly order: number;
}

interface ReadOptions {
  /** Flags may follow operands, as for `docker build`. */
  readonly interspersed?: boolean;
  /** Flags that aren't in the table are no problem: they may be another engine's. */
  readonly lenient?: boolean;
}

interface Reading {
  readonly parts: readonly Part[];
  /** The index of each part among all words. */
  readonly indices: readonly number[];
  readonly table: FlagTable;
  readonly lenient: boolean;
  at: number;
  readonly flags: FlagUse[];
  readonly operands: Part[];
  readonly open: Part[];
  readonly problems: OrderedProblem[];
  ambiguous: boolean;
}

/** Reads the words of a command as the client's flag library (pflag) does, but continues after a flag that it refuses. */
export function readArguments(words: readonly Word[], table: FlagTable, options: ReadOptions = {}): Arguments {
  const parts = words.map(partOf);
  const place = new Map(parts.map((part, index) => [part, index]));
  const readings = scenarios(words).map((indices) => readScenario(parts, indices, table, options));
  const [first] = readings;
  if (readings.length === 1 && first) return { ...first, firstOperands: first.operands.slice(0, 1) };
  const inOrder = (a: Part, b: Part): number => (place.get(a) ?? 0) - (place.get(b) ?? 0);
  const union = (pick: (reading: Reading) => readonly Part[]): Part[] => [...new Set(readings.flatMap(pick))].sort(inOrder);
  return {
    flags: unique(
      readings.flatMap((reading) => reading.flags),
      (use) => `${use.order} ${use.value?.span.file} ${use.value?.span.start}`,
    ),
    operands: union((reading) => reading.operands),
    firstOperands: union((reading) => reading.operands.slice(0, 1)),
    open: union((reading) => reading.open),
    ambiguous: readings.some((reading) => reading.ambiguous),
    problems: unique(
      readings.flatMap((reading) => reading.problems),
      (problem) => `${problem.order} ${problem.message}`,
    ),
  };
}

function unique<T extends { readonly order: number }>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()].sort((a, b) => a.order - b.order);
}

function readScenario(all: readonly Part[], indices: readonly number[], table: FlagTable, options: ReadOptions): Reading {
  const parts = indices.map((index) => all[index]!);
  const { lenient = false, interspersed = false } = options;
  const reading: Reading = {
    parts,
    indices,
    table,
    lenient,
    at: 0,
    flags: [],
    operands: [],
    open: [],
    problems: [],
    ambiguous: false,
  };
  while (reading.at < parts.length) {
    const part = parts[reading.at]!;
    const { masked } = part;
    const role = masked.startsWith(UNKNOWN_MARK)
      ? roleOfUnknown(parts, reading.at)
      : masked.startsWith('-') && masked !== '-'
        ? 'flag'
        : 'operand';
    reading.at += 1;
    if (masked === '--') break;
    if (role === 'flag' && masked.startsWith('--')) readLong(reading, part);
    else if (role === 'flag') readShort(reading, part);
    else if (role === 'flags') reading.open.push(part);
    else {
      if (role === 'operand') reading.operands.push(part);
      else reading.ambiguous = true;
      if (!interspersed) break;
    }
  }
  if (!reading.ambiguous || interspersed) reading.operands.push(...parts.slice(reading.at));
  return reading;
}

/**
 * What an unknown word in the place of a flag is. One that can't split is the operand, unless flags follow it. One that can split
 * is flags if a flag follows, and the operand if it is last or only arguments of the caller follow. Otherwise its name decides.
 */
function roleOfUnknown(parts: readonly Part[], at: number): 'flags' | 'operand' | 'unsure' {
  const { word, masked } = parts[at]!;
  const next = parts[at + 1];
  if (masked.length > 1 && !word.many) return 'operand';
  if (next?.masked.startsWith('-')) return 'flags';
  const isPositional = word.segments.some((segment) => segment.positional !== undefined);
  const names = word.segments.map((segment) => segment.unknown?.name ?? '').join(' ');
  if (/(^|_)(image|img)/i.test(names)) return 'operand';
  if (/(args?|opts?|options?|flags?|params|mounts?|volumes?|envs?|gpus?|tty)($|[\s_])/i.test(names))
    return next ? 'flags' : 'unsure';
  if (!word.many && !isPositional) return 'operand';
  // `"$@"` holds more flags. `$1` before the image, or the image before its command, is one argument.
  if (word.segments.some((segment) => segment.positional === 'one')) return 'unsure';
  if (isPositional) return next ? 'flags' : 'unsure';
  const followedByArguments = parts
    .slice(at + 1)
    .every((part) => part.word.segments.some((segment) => segment.positional !== undefined));
  return followedByArguments ? 'operand' : 'unsure';
}

function readLong(reading: Reading, part: Part): void {
  const { masked } = part;
  const equals = masked.indexOf('=');
  const flag = slicePart(part, 0, equals < 0 ? undefined : equals);
  const name = flag.masked.slice(2);
  if (!known(name)) {
    reading.open.push(part);
    return;
  }
  if (name === '' || name.startsWith('-')) {
    problem(reading, `bad flag syntax: ${show(masked)}`, part.span);
    return;
  }
  const definition = reading.table.long.get(name);
  let value = equals < 0 ? null : slicePart(part, equals + 1);
  const next = reading.parts[reading.at];
  if (!definition) {
    if (!reading.lenient && name !== 'help') problem(reading, `unknown flag: --${show(name)}`, flag.span);
    if (!value && next && !next.masked.startsWith('-') && looksLikeValue(reading)) value = takeNext(reading);
  } else if (!value && definition.type !== 'bool') {
    if (next) value = takeNext(reading);
    else problem(reading, `flag needs an argument: ${show(masked)}`, part.span);
  }
  addUse(reading, { name, written: flag.masked, definition, flag, value });
}

/** A cluster of one-letter flags. The first that needs a value takes the rest of the word, or the next word. */
function readShort(reading: Reading, part: Part): void {
  const { masked } = part;
  for (let at = 1; at < masked.length; at++) {
    const letter = masked[at]!;
    const flag = slicePart(part, at === 1 ? 0 : at, at + 1);
    if (letter === UNKNOWN_MARK) {
      reading.open.push(flag);
      return;
    }
    const definition = reading.table.short.get(letter);
    if (!definition) {
      if (!reading.lenient) problem(reading, `unknown shorthand flag: '${letter}' in -${show(masked.slice(at))}`, part.span);
      return;
    }
    const use = { name: definition.name, written: `-${letter}`, definition, flag };
    const assigned = masked.length > at + 2 && masked[at + 1] === '=';
    if (definition.type === 'bool' && !assigned) {
      addUse(reading, { ...use, value: null });
      continue;
    }
    if (at + 1 < masked.length) addUse(reading, { ...use, value: slicePart(part, assigned ? at + 2 : at + 1) });
    else if (reading.at < reading.parts.length) addUse(reading, { ...use, value: takeNext(reading) });
    else problem(reading, `flag needs an argument: '${letter}' in -${show(masked.slice(at))}`, part.span);
    return;
  }
}

const takeNext = (reading: Reading): Part => reading.parts[reading.at++]!;

/** Whether the next word may be the value of an unknown flag: another flag comes after it. */
function looksLikeValue(reading: Reading): boolean {
  return reading.parts[reading.at + 1]?.masked.startsWith('-') === true;
}

function addUse(reading: Reading, use: Omit<FlagUse, 'enabled' | 'span' | 'order'>): void {
  const { value, flag, definition } = use;
  let enabled: boolean | undefined;
  if (definition?.type === 'bool') {
    enabled = value ? (value.text === undefined ? undefined : parseBoolean(value.text)) : true;
    if (value?.text !== undefined && enabled === undefined)
      problem(reading, refusedValue(use, `strconv.ParseBool: parsing ${quoted(value.text)}: invalid syntax`), value.span);
  }
  const span = value ? sideBySide(flag.span, value.span) : flag.span;
  reading.flags.push({ ...use, enabled, span, order: nextOrder(reading) });
}

/** The conditions under which a flag is there. Empty where it always is. */
export function conditionsOf({ flag, value }: FlagUse): readonly Condition[] {
  const all = [...(flag.word.when ?? []), ...(value?.word.when ?? [])];
  return all.filter((one, index) => all.findIndex((other) => other.key === one.key && other.holds === one.holds) === index);
}

/** The client's words for a value that a flag doesn't take. */
export function refusedValue(use: Pick<FlagUse, 'definition' | 'name' | 'value'>, reason: string): string {
  const flag = use.definition?.short ? `-${use.definition.short}, --${use.name}` : `--${use.name}`;
  return `invalid argument ${quoted(use.value?.masked ?? '')} for "${flag}" flag: ${reason}`;
}

/** The span of a flag and its value if they are close together in one file. A value from a variable is elsewhere. */
function sideBySide(flag: Span, value: Span): Span {
  const near = flag.file === value.file && value.start >= flag.end && value.start - flag.end <= 3;
  return near ? { file: flag.file, start: flag.start, end: value.end } : flag;
}

function problem(reading: Reading, message: string, span: Span): void {
  reading.problems.push({ message, span, order: nextOrder(reading) });
}

/** By the last word read, and within a cluster by the flag. */
function nextOrder({ indices, at, flags }: Reading): number {
  const word = indices[at - 1] ?? 0;
  const inWord = flags.length - 1 - flags.findLastIndex((use) => Math.floor(use.order) !== word);
  return word + inWord / (inWord + 1);
}
