import { crc32 } from 'node:zlib';
import type { Example } from '../../model/targets';
import type { RawFinding } from '../raw-finding';
import type { UnitResult } from '../run-unit';
import type { GroundId } from './ground-ids';

/** A question by name and key, and which answer it had. */
export interface Rested extends GroundId {
  readonly name: string;
  readonly key: string;
  /** What that answer rests on in turn, where asking again is slow: others by number. */
  readonly rests?: Spans;
}

/** Numbers in ascending order as spans of consecutive ones: first, length, first, length, … */
export type Spans = readonly number[];

/** The result of a unit. */
export interface KeptResult {
  /** What was judged. */
  readonly unit: string;
  /** What it rests on: numbers of questions. */
  readonly ground: Spans;
  readonly day?: string;
  /** The rules that looked at something. */
  readonly ran: readonly string[];
  /** The rest of the result as text. */
  readonly text: string;
}

/** All results of a repository, and the questions that they rest on, each once. */
export interface KeptResults {
  readonly ground: Questions;
  readonly units: readonly KeptResult[];
}

/** Questions by number. There are many, and most are looked at once: each is made when it's asked for. */
export interface Questions {
  readonly length: number;
  at(number: number): Rested | undefined;
}

/** The parts of a file of results as JSON. Questions are columns. */
interface Form {
  readonly names: readonly string[];
  /** Of each question, the place of its name. */
  readonly name: readonly number[];
  readonly key: readonly string[];
  readonly id: readonly string[];
  /** May be empty. */
  readonly stamp: readonly string[];
  /** Of some questions: number, place of what it rests on, … */
  readonly rests: readonly number[];
  readonly lists: readonly Spans[];
  /** Lists of rules that ran, each once. */
  readonly ran: readonly (readonly string[])[];
  readonly units: readonly UnitForm[];
}

type UnitForm = readonly [unit: string, ground: Spans, day: string, ran: number, text: string];

/** Results as ASCII: a checksum, then JSON. */
export function textOf({ ground, units }: KeptResults): string {
  const names = places<string>();
  const lists = places<Spans>();
  const ran = places<readonly string[]>();
  const form = {
    name: [] as number[],
    key: [] as string[],
    id: [] as string[],
    stamp: [] as string[],
    rests: [] as number[],
    units: units.map((unit): UnitForm => [unit.unit, unit.ground, unit.day ?? '', ran.of(unit.ran), unit.text]),
  };
  for (let number = 0; number < ground.length; number++) {
    const { name, key, id, stamp = '', rests } = ground.at(number)!;
    form.name.push(names.of(name));
    form.key.push(key);
    form.id.push(id);
    form.stamp.push(stamp);
    if (rests) form.rests.push(number, lists.of(rests));
  }
  const whole: Form = { ...form, names: names.all(), lists: lists.all(), ran: ran.all() };
  const json = JSON.stringify(whole).replace(/[\u0080-\uffff]/g, escaped);
  return `${crc32(json)}\n${json}`;
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Values, each once, with their places. */
function places<Value>() {
  const known = new Map<string, number>();
  const all: Value[] = [];
  return {
    of(value: Value): number {
      const text = JSON.stringify(value);
      const place = known.get(text) ?? all.push(value) - 1;
      known.set(text, place);
      return place;
    },
    all: (): readonly Value[] => all,
  };
}

/** Reads results. Undefined if they're cut, damaged, or something else. */
export function readResults(bytes: Buffer): KeptResults | undefined {
  const end = bytes.indexOf('\n');
  const json = bytes.subarray(end + 1);
  if (end < 0 || bytes.toString('latin1', 0, end) !== String(crc32(json))) return undefined;
  const form = parse(json.toString('latin1'), isForm);
  if (!form) return undefined;
  const { names, name, key, id, stamp, lists, ran, units } = form;
  const restsOf = new Map<number, Spans>();
  for (let at = 0; at + 1 < form.rests.length; at += 2) {
    const [number = -1, place = -1] = form.rests.slice(at, at + 2);
    const rests = lists[place];
    if (rests && isBefore(rests, number)) restsOf.set(number, rests);
  }
  return {
    ground: {
      length: key.length,
      at(number) {
        const own = { name: names[name[number] ?? -1], key: key[number], id: id[number] };
        const rests = restsOf.get(number);
        const isWhole = own.name !== undefined && own.key !== undefined && own.id !== undefined;
        return isWhole
          ? ({ ...own, ...(stamp[number] && { stamp: stamp[number] }), ...(rests && { rests }) } as Rested)
          : undefined;
      },
    },
    units: units.map(([unit, ground, day, place, text]) => ({
      unit,
      ground,
      ...(day !== '' && { day }),
      ran: ran[place] ?? [],
      text,
    })),
  };
}

/** What a question rests on comes before it, so there is no circle. */
const isBefore = (spans: Spans, number: number): boolean => (spans.at(-2) ?? 0) + (spans.at(-1) ?? 0) <= number;

/** Numbers as spans. */
export function spansOf(numbers: readonly number[]): Spans {
  const spans: number[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = spans.length - 2;
    if (last >= 0 && number === spans[last]! + spans[last + 1]!) spans[last + 1]!++;
    else spans.push(number, 1);
  }
  return spans;
}

export function numbersIn(spans: Spans): readonly number[] {
  const numbers: number[] = [];
  everyIn(spans, (number) => numbers.push(number) > 0);
  return numbers;
}

/** Whether something is true for each number. */
export function everyIn(spans: Spans, test: (number: number) => boolean): boolean {
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const first = spans[at]!;
    for (let number = first; number < first + spans[at + 1]!; number++) if (!test(number)) return false;
  }
  return true;
}

/** The parts of a result as JSON. */
interface ResultForm {
  readonly found: readonly FindingForm[];
  readonly visited: readonly string[];
  readonly commented: readonly string[];
}

interface FindingForm extends Omit<RawFinding, 'target'> {
  /** Its path, and the folder of its example. */
  readonly of: readonly [path: string, example: string | null];
}

export function resultText({ found, visited, commented }: UnitResult): string {
  const form: ResultForm = {
    found: found.map(
      ({ target: { path, example }, ...finding }): FindingForm => ({ ...finding, of: [path, example?.folder ?? null] }),
    ),
    visited: [...visited],
    commented: [...commented],
  };
  return JSON.stringify(form, named);
}

/** Reads the text of a result. Undefined if it's something else. */
export function readResult(
  { text, day, ran }: KeptResult,
  exampleIn: (folder: string) => Example | undefined,
): UnitResult | undefined {
  const form = parse(text, isResultForm, text.includes(`{"${numberKey}":`) ? unnamed : undefined);
  return (
    form && {
      found: form.found.map(({ of: [path, folder], ...finding }): RawFinding => {
        return { ...finding, target: { path, example: folder === null ? undefined : exampleIn(folder) } };
      }),
      visited: new Set(form.visited),
      commented: new Set(form.commented),
      ran: new Set(ran),
      ...(day !== undefined && { day }),
    }
  );
}

function parse<Value>(
  json: string,
  isExpected: (value: unknown) => value is Value,
  revive?: (name: string, value: unknown) => unknown,
): Value | undefined {
  try {
    const value: unknown = JSON.parse(json, revive);
    return isExpected(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A key that data of rules don't have. */
const numberKey = 'cvl:number';

/** Numbers that JSON has no form of, as objects. */
const named = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { [numberKey]: Object.is(value, -0) ? '-0' : String(value) }
    : value;

function unnamed(_: string, value: unknown): unknown {
  const number = isObject(value) ? value[numberKey] : undefined;
  return typeof number === 'string' ? Number(number) : value;
}

function isForm(value: unknown): value is Form {
  if (!isObject(value)) return false;
  const { names, name, key, id, stamp, rests, lists, ran, units } = value;
  return (
    [names, key, id, stamp].every(isTexts) &&
    [name, rests].every(isNumbers) &&
    isListOf(lists, isNumbers) &&
    isListOf(ran, isTexts) &&
    isListOf(units, isUnit)
  );
}

function isUnit(value: unknown): value is UnitForm {
  if (!Array.isArray(value)) return false;
  const [unit, ground, day, ran, text] = value as readonly unknown[];
  return [unit, day, text].every((each) => typeof each === 'string') && isNumbers(ground) && typeof ran === 'number';
}

function isResultForm(value: unknown): value is ResultForm {
  if (!isObject(value)) return false;
  const { found, visited, commented } = value;
  return isListOf(found, isFinding) && [visited, commented].every(isTexts);
}

function isFinding(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { rule, severity, message, messageId, at, related, of } = value;
  const [path, folder] = Array.isArray(of) ? (of as readonly unknown[]) : [];
  return (
    [rule, severity, message, messageId, path].every((each) => typeof each === 'string') &&
    isObject(at) &&
    typeof at['file'] === 'string' &&
    Array.isArray(related) &&
    (folder === null || typeof folder === 'string')
  );
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = (value: unknown, isExpected: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isExpected);

const isTexts = (value: unknown): value is readonly string[] => isListOf(value, (each) => typeof each === 'string');

const isNumbers = (value: unknown): value is readonly number[] => isListOf(value, Number.isSafeInteger);
