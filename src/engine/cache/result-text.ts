import type { Example } from '../../model/targets';
import type { RawFinding } from '../raw-finding';
import type { UnitResult } from '../run-unit';
import { isListOf, isObject, isText, isTexts, parse } from './json';
import type { KeptResult } from './results';

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
    [rule, severity, message, messageId, path].every(isText) &&
    isObject(at) &&
    typeof at['file'] === 'string' &&
    Array.isArray(related) &&
    (folder === null || typeof folder === 'string')
  );
}
