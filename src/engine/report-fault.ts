import type { Edit, Report, Rule } from '../api/rule';
import type { Repository } from '../model/targets';
import type { Target } from './targets';

/** What a report is checked against. */
export interface Known {
  readonly rule: Rule;
  readonly target: Target;
  readonly repository: Repository;
  /** Places by line and column are looked up in the text: costly for logs, so only for rules of a team's own. */
  readonly wholly: boolean;
}

/** Why a report can't be used. Undefined if it can. Never throws, whatever the report is. */
export function faultOf(report: unknown, known: Known): string | undefined {
  try {
    return faultInReport(report, known);
  } catch (error) {
    return `it reported something that can't be read (${error instanceof Error ? error.message : 'it threw'})`;
  }
}

function faultInReport(report: unknown, known: Known): string | undefined {
  if (!isObject(report)) return `it reported ${report === null ? 'null' : `a ${typeof report}`} instead of an object`;
  const { message, data, at, related, fix, unsafe, severity, evidence, sparkline, cause, follows } = report as {
    readonly [key in keyof Report]?: unknown;
  };
  if (typeof message !== 'string' || !Object.hasOwn(known.rule.messages, message))
    return `it reported the message ${shown(message)}, which isn't one of its messages`;
  if (severity !== undefined && !['error', 'warning', 'info'].includes(severity as string))
    return `it reported the severity ${shown(severity)}; a severity is "error", "warning", or "info"`;
  if (unsafe !== undefined && typeof unsafe !== 'boolean') return 'it reported `unsafe` that is not true or false';
  return (
    faultInData(data) ??
    faultInPlace(at, known) ??
    faultInRelated(related, known) ??
    faultInFix(fix, known) ??
    (evidence === undefined || (isObject(evidence) && isPlain(evidence))
      ? undefined
      : 'it reported evidence that is not plain data') ??
    (sparkline === undefined || (Array.isArray(sparkline) && sparkline.every((value) => typeof value === 'number'))
      ? undefined
      : 'it reported a sparkline that is not a list of numbers') ??
    ([cause, follows].every((name) => name === undefined || typeof name === 'string')
      ? undefined
      : 'it reported a cause that is not a text')
  );
}

function faultInData(data: unknown): string | undefined {
  if (data === undefined) return undefined;
  if (!isObject(data)) return 'it reported data that is not an object';
  const bad = Object.entries(data).find(([, value]) => !['string', 'number', 'boolean', 'undefined'].includes(typeof value));
  return bad && `it reported the data ${shown(bad[0])}, which is not a string, a number, or a boolean`;
}

function faultInPlace(at: unknown, known: Known): string | undefined {
  if (!isObject(at) || typeof at['file'] !== 'string') return 'it reported a place without a file';
  const { file } = at;
  const wrong = 'start' in at ? faultInRange(at['start'], at['end']) : 'line' in at ? faultInNumbers(at) : undefined;
  if (wrong !== undefined) return wrong;
  if (!isKnown(file, known)) return `it reported a place in ${shown(file)}, which is not in the repository`;
  if ('start' in at) return faultInEnd(file, at['end'] as number, known);
  return 'line' in at ? faultInLine(file, at, known) : undefined;
}

/** Rules also point at files that git ignores, at folders, and at what the target is, which can be the configuration. */
const isKnown = (file: string, { target, repository }: Known): boolean =>
  file === '' ||
  file === target.path ||
  (!file.startsWith('/') &&
    !file.split('/').includes('..') &&
    (repository.entry(file) !== undefined || repository.kind(file) !== undefined));

const faultInRange = (start: unknown, end: unknown): string | undefined =>
  Number.isInteger(start) && Number.isInteger(end) && (start as number) >= 0 && (end as number) >= (start as number)
    ? undefined
    : `it reported an invalid range, from offset ${shown(start)} to ${shown(end)}`;

/** A folder, or a file without text, has only its beginning. */
function faultInEnd(file: string, end: number, { repository }: Known): string | undefined {
  const length = repository.source(file)?.text.length ?? 0;
  return end > length ? `it reported a place up to offset ${end} of ${shown(file)}, which has ${length} characters` : undefined;
}

function faultInNumbers({
  line,
  column,
  endLine = line,
  endColumn = column,
}: {
  readonly [key: string]: unknown;
}): string | undefined {
  const areNumbers = [line, column, endLine, endColumn].every((value) => Number.isInteger(value) && (value as number) >= 1);
  return areNumbers ? undefined : `it reported line ${shown(line)}, column ${shown(column)}. Both are counted from 1`;
}

function faultInLine(file: string, at: { readonly [key: string]: unknown }, { repository, wholly }: Known): string | undefined {
  const { line, column, endLine = line, endColumn = column } = at;
  if ((endLine as number) < (line as number) || (endLine === line && (endColumn as number) < (column as number)))
    return `it reported a place that ends (${endLine}:${endColumn}) before it starts (${line}:${column})`;
  // Too large for memory, or no text: nothing more can be said.
  const text = wholly ? repository.source(file)?.text : undefined;
  if (text === undefined) return undefined;
  const lines = text.split(/\r\n|\n|\r/);
  const isThere = (row: number, position: number): boolean => position <= (lines[row - 1]?.length ?? -1) + 1;
  return isThere(line as number, column as number) && isThere(endLine as number, endColumn as number)
    ? undefined
    : `it reported line ${line}, column ${column} of ${shown(file)}, which isn't there`;
}

function faultInRelated(related: unknown, known: Known): string | undefined {
  if (related === undefined) return undefined;
  if (!Array.isArray(related)) return 'it reported something related that is not a list';
  for (const each of related as readonly unknown[]) {
    if (!isObject(each) || typeof each['message'] !== 'string') return 'it reported something related without a message';
    const fault = faultInPlace(each['at'], known);
    if (fault !== undefined) return `${fault} (of something related)`;
  }
  return undefined;
}

function faultInFix(fix: unknown, known: Known): string | undefined {
  if (fix === undefined) return undefined;
  if (!Array.isArray(fix)) return 'it reported a fix that is not a list of edits';
  for (const edit of fix as readonly unknown[]) {
    if (!isObject(edit) || typeof edit['file'] !== 'string' || typeof edit['text'] !== 'string')
      return 'it reported an edit without a file or a text';
    if (known.repository.source(edit['file']) === undefined)
      return `it reported an edit of ${shown(edit['file'])}, which is not a text file of the repository`;
    const fault = faultInPlace(edit, known);
    if (fault !== undefined) return `${fault} (of an edit)`;
  }
  const edits = [...(fix as readonly Edit[])].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
  const overlaps = edits.some(
    ({ file, start }, index) => file === edits[index - 1]?.file && start < (edits[index - 1]?.end ?? 0),
  );
  return overlaps ? 'it reported a fix with edits that overlap' : undefined;
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Data that can be written as JSON: no functions, no objects with a class, and nothing that contains itself. */
function isPlain(value: unknown, depth = 0): boolean {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return true;
  if (typeof value !== 'object' || depth > 32) return false;
  if (Array.isArray(value)) return value.every((entry) => isPlain(entry, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.values(value).every((entry) => isPlain(entry, depth + 1));
}

/** A value as a message can name it: texts and numbers as they are, anything else by its type. */
const shown = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
    : typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
      ? `(${value === null ? 'null' : typeof value})`
      : String(value);
