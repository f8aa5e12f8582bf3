import { crc32 } from 'node:zlib';
import { isListOf, isNumbers, isObject, isText, isTexts, parse } from './json';
import type { Columns, NumberedQuestion } from './questions';
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

/** What a lint changed in the results that it read. */
export interface Changes {
  readonly questions: readonly NumberedQuestion[];
  /** Those that are new, or others. */
  readonly units: readonly KeptResult[];
  /** The names of units whose results are no longer there. */
  readonly gone: readonly string[];
}

/** Where a file of results ends. Changes that are added there say so, in case others come first. */
export interface End {
  /** The checksum of the last record. */
  readonly checksum: number;
  readonly bytes: { readonly whole: number; readonly changes: number };
}

/** What a file holds. */
export interface StoredResults extends KeptResults {
  /** Changes of questions, in their order. The units are as after all changes. */
  readonly changes: readonly NumberedQuestion[];
  /** Undefined if what comes last is damaged, so that nothing can follow. */
  readonly end: End | undefined;
}

/** The parts of the first record as JSON. */
interface Form extends Columns {
  /** Lists of rules that ran, each once. */
  readonly ran: readonly (readonly string[])[];
  readonly units: readonly UnitForm[];
}

type UnitForm = readonly [unit: string, ground: Spans, day: string, ran: number, text: string];

/** The parts of a later record as JSON. */
interface ChangesForm {
  /** The checksum of the record before. */
  readonly after: number;
  readonly questions: readonly QuestionForm[];
  readonly units: readonly ChangedUnitForm[];
  readonly gone: readonly string[];
}

type QuestionForm = readonly [number: number, name: string, key: string, id: string, stamp: string, rests: Spans | null];
type ChangedUnitForm = readonly [unit: string, ground: Spans, day: string, ran: readonly string[], text: string];

/** A text for a file, and where the file ends with it. */
export interface Written {
  readonly text: string;
  readonly end: End;
}

/** All results, as ASCII. */
export function textOf({ questions, units }: KeptResults): Written {
  const ran = places();
  const form: Form = {
    ...questions,
    units: units.map((unit): UnitForm => [unit.unit, unit.ground, unit.day ?? '', ran.of(unit.ran), unit.text]),
    ran: ran.all,
  };
  const { text, checksum } = recordOf(form);
  return { text, end: { checksum, bytes: { whole: text.length, changes: 0 } } };
}

/** Changes, as ASCII that follows what a file holds. */
export function changesText(end: End, { questions, units, gone }: Changes): Written {
  const form: ChangesForm = {
    after: end.checksum,
    questions: questions.map(
      ({ number, name, key, id, stamp = '', rests = null }): QuestionForm => [number, name, key, id, stamp, rests],
    ),
    units: units.map(({ unit, ground, day = '', ran, text }): ChangedUnitForm => [unit, ground, day, ran, text]),
    gone,
  };
  const { text, checksum } = recordOf(form);
  return { text, end: { checksum, bytes: { ...end.bytes, changes: end.bytes.changes + text.length } } };
}

/** A checksum and JSON, a line each. */
function recordOf(form: Form | ChangesForm): { readonly text: string; readonly checksum: number } {
  const json = JSON.stringify(form).replace(/[\u0080-\uffff]/g, escaped);
  const checksum = crc32(json);
  return { text: `${checksum}\n${json}\n`, checksum };
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

/** Reads results. Undefined if they're cut, damaged, or something else. What follows such a change is left out. */
export function readResults(bytes: Buffer): StoredResults | undefined {
  const first = recordAt(bytes, 0);
  const form = first && parse(first.json, isForm);
  if (!form) return undefined;
  const { ran, units: stored, ...questions } = form;
  const units = new Map(
    stored.map(([unit, ground, day, place, text]) => [unit, resultOf([unit, ground, day, ran[place] ?? [], text])]),
  );
  const changes: NumberedQuestion[] = [];
  let last = first;
  while (last.end < bytes.length) {
    const next = recordAt(bytes, last.end);
    const change = next && parse(next.json, isChangesForm);
    if (!change || change.after !== last.checksum) return { questions, units: [...units.values()], changes, end: undefined };
    for (const question of change.questions) changes.push(questionOf(question));
    for (const unit of change.gone) units.delete(unit);
    for (const unit of change.units) units.set(unit[0], resultOf(unit));
    last = next;
  }
  const end = { checksum: last.checksum, bytes: { whole: first.end, changes: bytes.length - first.end } };
  return { questions, units: [...units.values()], changes, end };
}

interface StoredRecord {
  readonly json: string;
  readonly checksum: number;
  /** Where it ends. */
  readonly end: number;
}

function recordAt(bytes: Buffer, start: number): StoredRecord | undefined {
  const middle = bytes.indexOf('\n', start);
  const end = middle < 0 ? -1 : bytes.indexOf('\n', middle + 1);
  if (end < 0) return undefined;
  const json = bytes.subarray(middle + 1, end);
  const checksum = crc32(json);
  if (bytes.toString('latin1', start, middle) !== String(checksum)) return undefined;
  return { json: json.toString('latin1'), checksum, end: end + 1 };
}

const resultOf = ([unit, ground, day, ran, text]: ChangedUnitForm): KeptResult => ({
  unit,
  ground,
  ...(day !== '' && { day }),
  ran,
  text,
});

const questionOf = ([number, name, key, id, stamp, rests]: QuestionForm): NumberedQuestion => ({
  ...{ number, name, key, id },
  ...(stamp !== '' && { stamp }),
  ...(rests && { rests }),
});

function isForm(value: unknown): value is Form {
  if (!isObject(value)) return false;
  const { names, name, keys, key, id, stamp, rests, lists, compacted, ran, units } = value;
  return (
    typeof compacted === 'number' &&
    [names, keys, id, stamp].every(isTexts) &&
    [name, key, rests].every(isNumbers) &&
    isListOf(lists, isNumbers) &&
    isListOf(ran, isTexts) &&
    isListOf(units, isUnit)
  );
}

function isUnit(value: unknown): value is UnitForm {
  if (!Array.isArray(value)) return false;
  const [unit, ground, day, ran, text] = value as readonly unknown[];
  return [unit, day, text].every(isText) && isNumbers(ground) && typeof ran === 'number';
}

function isChangesForm(value: unknown): value is ChangesForm {
  if (!isObject(value)) return false;
  const { after, questions, units, gone } = value;
  return typeof after === 'number' && isListOf(questions, isQuestion) && isListOf(units, isChangedUnit) && isTexts(gone);
}

function isQuestion(value: unknown): value is QuestionForm {
  if (!Array.isArray(value)) return false;
  const [number, name, key, id, stamp, rests] = value as readonly unknown[];
  return Number.isSafeInteger(number) && [name, key, id, stamp].every(isText) && (rests === null || isNumbers(rests));
}

function isChangedUnit(value: unknown): value is ChangedUnitForm {
  if (!Array.isArray(value)) return false;
  const [unit, ground, day, ran, text] = value as readonly unknown[];
  return [unit, day, text].every(isText) && isNumbers(ground) && isTexts(ran);
}
