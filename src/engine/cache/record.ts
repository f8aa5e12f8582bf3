import { hashOf } from '../../model/hash';
import type { Example } from '../../model/targets';
import type { RawFinding } from '../raw-finding';
import type { UnitResult } from '../run-unit';
import type { GroundId } from './ground-ids';

/** What a result rests on: a question by name and key, and which answer it had. */
export interface Rested extends GroundId {
  readonly name: string;
  readonly key: string;
}

/** A result as it is on disk. */
export interface UnitRecord {
  /** What was judged: names of files may collide. */
  readonly unit: string;
  readonly ground: readonly Rested[];
  readonly result: UnitResult;
}

/** The parts of a record as JSON. */
interface Form {
  readonly unit: string;
  /** Question → key, id, stamp, key, id, stamp, … A stamp may be empty. */
  readonly ground: { readonly [name: string]: readonly string[] };
  /** Findings as JSON of their own, because numbers of charts may be none that JSON has. */
  readonly found: string;
  readonly visited: readonly string[];
  readonly commented: readonly string[];
  readonly ran: readonly string[];
  readonly day?: string;
}

interface FindingForm extends Omit<RawFinding, 'target'> {
  /** Its path, and the folder of its example. */
  readonly of: readonly [path: string, example: string | null];
}

/** A record as text: a checksum, then JSON. */
export function recordText({ unit, ground, result }: UnitRecord): string {
  const byName: { [name: string]: string[] } = {};
  for (const { name, key, id, stamp = '' } of ground) (byName[name] ??= []).push(key, id, stamp);
  const form: Form = {
    unit,
    ground: byName,
    found: JSON.stringify(
      result.found.map(
        ({ target: { path, example }, ...finding }): FindingForm => ({ ...finding, of: [path, example?.folder ?? null] }),
      ),
      named,
    ),
    visited: [...result.visited],
    commented: [...result.commented],
    ran: [...result.ran],
    ...(result.day !== undefined && { day: result.day }),
  };
  const json = JSON.stringify(form);
  return `${hashOf(json)}\n${json}`;
}

/** Reads the text of a record. Undefined if it's cut, damaged, or something else. */
export function readRecord(text: string, exampleIn: (folder: string) => Example | undefined): UnitRecord | undefined {
  const end = text.indexOf('\n');
  const json = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== hashOf(json)) return undefined;
  const form = parse(json, isForm);
  const found = form && parse(form.found, isFindings, unnamed);
  if (!found) return undefined;
  const { unit, day } = form;
  return {
    unit,
    ground: Object.entries(form.ground).flatMap(([name, words]) => restedIn(name, words)),
    result: {
      found: found.map(({ of: [path, folder], ...finding }): RawFinding => {
        return { ...finding, target: { path, example: folder === null ? undefined : exampleIn(folder) } };
      }),
      visited: new Set(form.visited),
      commented: new Set(form.commented),
      ran: new Set(form.ran),
      ...(day !== undefined && { day }),
    },
  };
}

function restedIn(name: string, words: readonly string[]): readonly Rested[] {
  const rested: Rested[] = [];
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [key = '', id = '', stamp = ''] = words.slice(at, at + 3);
    rested.push({ name, key, id, ...(stamp !== '' && { stamp }) });
  }
  return rested;
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

/** Numbers that JSON has no form of, as objects. */
const named = (_: string, value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { number: Object.is(value, -0) ? '-0' : String(value) }
    : value;

function unnamed(_: string, value: unknown): unknown {
  const { number } = isObject(value) ? value : {};
  return typeof number === 'string' ? Number(number) : value;
}

function isForm(value: unknown): value is Form {
  if (!isObject(value)) return false;
  const { unit, ground, found, visited, commented, ran, day } = value;
  return (
    typeof unit === 'string' &&
    isObject(ground) &&
    Object.values(ground).every(isTexts) &&
    typeof found === 'string' &&
    [visited, commented, ran].every(isTexts) &&
    (day === undefined || typeof day === 'string')
  );
}

const isFindings = (value: unknown): value is readonly FindingForm[] => Array.isArray(value) && value.every(isFinding);

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

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
