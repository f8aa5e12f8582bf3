import { crc32 } from 'node:zlib';
import type { Example } from '../../model/targets';
import type { RawFinding } from '../raw-finding';
import type { UnitResult } from '../run-unit';
import type { Columns } from './questions';
import type { Spans } from './spans';

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
  readonly questions: Columns;
  readonly units: readonly KeptResult[];
}

/** The parts of a file of results as JSON. */
interface Form extends Columns {
  /** Lists of rules that ran, each once. */
  readonly ran: readonly (readonly string[])[];
  readonly units: readonly UnitForm[];
}

type UnitForm = readonly [unit: string, ground: Spans, day: string, ran: number, text: string];

/** Results as ASCII: a checksum, then JSON. */
export function textOf({ questions, units }: KeptResults): string {
  const ran = places();
  const form: Form = {
    ...questions,
    units: units.map((unit): UnitForm => [unit.unit, unit.ground, unit.day ?? '', ran.of(unit.ran), unit.text]),
    ran: ran.all,
  };
  const json = JSON.stringify(form).replace(/[\u0080-\uffff]/g, escaped);
  return `${crc32(json)}\n${json}`;
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Lists, each once, with their places. */
function places() {
  const known = new Map<unknown, number>();
  const all: (readonly string[])[] = [];
  const placeOf = (list: readonly string[]): number => {
    const text = list.join('\n');
    const place = known.get(text) ?? all.push(list) - 1;
    known.set(text, place);
    return place;
  };
  return {
    all,
    of(list: readonly string[]): number {
      const place = known.get(list) ?? placeOf(list);
      known.set(list, place);
      return place;
    },
  };
}

/** Reads results. Undefined if they're cut, damaged, or something else. */
export function readResults(bytes: Buffer): KeptResults | undefined {
  const end = bytes.indexOf('\n');
  const json = bytes.subarray(end + 1);
  if (end < 0 || bytes.toString('latin1', 0, end) !== String(crc32(json))) return undefined;
  const form = parse(json.toString('latin1'), isForm);
  if (!form) return undefined;
  const { ran, units, ...questions } = form;
  return {
    questions,
    units: units.map(([unit, ground, day, place, text]) => ({
      unit,
      ground,
      ...(day !== '' && { day }),
      ran: ran[place] ?? [],
      text,
    })),
  };
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
  const { names, name, key, id, stamp, rests, lists, compacted, ran, units } = value;
  return (
    typeof compacted === 'number' &&
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
