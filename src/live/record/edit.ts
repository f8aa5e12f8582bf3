import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { WriteError } from '../../files/problem';
import type { VerificationRecord } from './note';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a metadata file with the record in `verification`. Nothing else changes: comments, order, quotes, and line ends stay. Throws
 * WriteError where the file can't take it.
 */
export function withRecord(text: string, record: VerificationRecord): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  const root = document.contents;
  if (document.errors.length > 0) throw new WriteError('It is no valid YAML.');
  if (!isMap(root) || root.flow) throw new WriteError('Its metadata is not written as `key: value` lines.');
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const pair = pairOf(root, 'verification');
  const edits = pair ? editsInside(text, pair, record, newline) : [appended(text, root.range?.[1] ?? 0, record, newline)];
  const result = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text);
  assertOnlyRecord(text, result, record);
  return result;
}

function editsInside(text: string, pair: Pair, record: VerificationRecord, newline: string): readonly Edit[] {
  const map = pair.value;
  const key = isScalar(pair.key) ? pair.key.range : undefined;
  if (isMap(map) && map.items.length > 0)
    return fieldsOf(map, record).flatMap((field, index, all) => put(text, map, field, all.slice(0, index), newline));
  const isEmpty = map === null || (isScalar(map) && map.value === null) || isMap(map);
  if (!isEmpty || !key) throw new WriteError('Its `verification` is no mapping.');
  const colon = text.indexOf(':', key[1]) + 1;
  // `~`, `null`, `{}`, or nothing.
  const end = (isMap(map) || isScalar(map)) && map.range && map.range[1] > map.range[0] ? map.range[1] : colon;
  return [
    {
      start: colon,
      end,
      text: lines(record, '  ', newline)
        .map((line) => newline + line)
        .join(''),
    },
  ];
}

type Field = readonly [name: 'last_verified' | 'last_verification_note' | 'status', value: string];

/** A status only where the file has one. */
const fieldsOf = (map: YAMLMap, { day, note, status }: VerificationRecord): readonly Field[] => [
  ['last_verified', day],
  ['last_verification_note', note],
  ...(map.has('status') ? [['status', status] as const] : []),
];

function put(text: string, map: YAMLMap, [name, value]: Field, before: readonly Field[], newline: string): readonly Edit[] {
  const pair = pairOf(map, name);
  if (pair && isScalar(pair.key)) {
    const node = pair.value;
    const colon = text.indexOf(':', pair.key.range![1]) + 1;
    if (!isScalar(node) || node.value === null) return [{ start: colon, end: colon, text: ` ${scalar(name, value, undefined)}` }];
    const [start, end] = node.range!;
    const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
    return [{ start, end, text: scalar(name, value, node.type) + (isBlock && end > start ? newlineAt(text, end) : '') }];
  }
  if (map.flow) {
    // After the last value, which a comma may follow.
    const last = map.items.at(-1)?.value as { readonly range?: readonly number[] } | null | undefined;
    const at = last?.range?.[1] ?? text.lastIndexOf('}', map.range![1]);
    return [{ start: at, end: at, text: `, ${name}: ${scalar(name, value, undefined)}` }];
  }
  // New lines go after the one of the field before, or else in front of the first.
  const first = map.items[0]!;
  const start = isScalar(first.key) ? first.key.range![0] : map.range![0];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const previous = before.map(([other]) => pairOf(map, other)).findLast((each) => each !== undefined);
  if (!previous) return [{ start, end: start, text: `${name}: ${scalar(name, value, undefined)}${newline}${indent}` }];
  const end = endOfLine(text, isScalar(previous.value) ? previous.value.range![1] : start);
  return [{ start: end, end, text: `${newline}${indent}${name}: ${scalar(name, value, undefined)}` }];
}

/** Block scalars end with the line break after them. */
const newlineAt = (text: string, end: number): string =>
  text.slice(0, end).endsWith('\r\n') ? '\r\n' : text[end - 1] === '\n' ? '\n' : '';

function endOfLine(text: string, from: number): number {
  const start = text[from - 1] === '\n' ? from - 1 : from;
  const end = text.indexOf('\n', start);
  const at = end < 0 ? text.length : end;
  return text[at - 1] === '\r' ? at - 1 : at;
}

/** `end`: where the last value ends. Comments may follow, then a line that ends the document. */
function appended(text: string, end: number, record: VerificationRecord, newline: string): Edit {
  const marker = /^(?:\.\.\.|---)(?=\s|$)/m.exec(text.slice(end));
  const at = marker ? end + marker.index : text.length;
  const before = at > 0 && text[at - 1] !== '\n' ? newline : '';
  const body = [`verification:`, ...lines(record, '  ', newline)].join(newline);
  return { start: at, end: at, text: before + body + newline };
}

const lines = ({ day, note }: VerificationRecord, indent: string, _newline: string): readonly string[] => [
  `${indent}last_verified: ${day}`,
  `${indent}last_verification_note: ${JSON.stringify(note)}`,
];

/** A date keeps the quotes of the one before; a note is always in double quotes, in which JSON is YAML. */
function scalar(name: Field[0], value: string, former: string | null | undefined): string {
  if (name === 'last_verification_note') return JSON.stringify(value);
  if (former === 'QUOTE_DOUBLE') return JSON.stringify(value);
  return former === 'QUOTE_SINGLE' ? `'${value}'` : value;
}

const pairOf = (map: YAMLMap, name: string): Pair | undefined => map.items.find(({ key }) => isScalar(key) && key.value === name);

/** A last look: an edit that would change anything but the record isn't made. */
function assertOnlyRecord(before: string, after: string, { day, note }: VerificationRecord): void {
  const [was, is] = [parseDocument(before).toJS() as Mapping, parseDocument(after)];
  const data = is.errors.length === 0 ? (is.toJS() as Mapping) : {};
  const record = (data['verification'] ?? {}) as Mapping;
  const rest = (whole: Mapping): string => JSON.stringify(Object.entries(whole).filter(([key]) => key !== 'verification'));
  const others = (whole: Mapping): string =>
    JSON.stringify(Object.entries(whole['verification'] ?? {}).filter(([key]) => !ownFields.has(key)));
  const isRight =
    record['last_verified'] === day &&
    record['last_verification_note'] === note &&
    rest(was) === rest(data) &&
    others(was) === others(data);
  if (!isRight) throw new WriteError('The record does not fit into the way it is written. Write it by hand.');
}

const ownFields: ReadonlySet<string> = new Set(['last_verified', 'last_verification_note', 'status']);

type Mapping = { readonly [key: string]: unknown };
