import { createHash } from 'node:crypto';
import { folderOf } from '../text/path';
import { isSpan, type Location } from '../text/span';

/** What identifies a finding without line numbers. */
export interface Identity {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly at: Location;
}

type Text = (file: string) => string | undefined;

/**
 * Gives each finding 16 hex digits that stay the same when lines move. They're a hash of the rule, the message id, the file, the place
 * in the file's structure (or, without one, the text of the line), and the number of equal findings before it. Call it for all findings of a
 * file in their order, also for those that are suppressed.
 */
export function fingerprinter(text: Text): (identity: Identity) => string {
  const seen = new Map<string, number>();
  return (identity) => {
    const basis = [identity.rule, identity.messageId, identity.at.file, structure(identity, text)].join('\0');
    const occurrence = seen.get(basis) ?? 0;
    seen.set(basis, occurrence + 1);
    return hash(`${basis}\0${occurrence}`);
  };
}

/** Gives a finding 16 hex digits that stay the same when lines move and when its file gets another name. Equal findings have the same. */
export const contentIdentifier =
  (text: Text) =>
  (identity: Identity): string =>
    hash([identity.rule, identity.messageId, withoutPath(content(identity, text), identity.at)].join('\0'));

const hash = (basis: string): string => createHash('sha256').update(basis).digest('hex').slice(0, 16);

/** What is written at an anchor counts as well: `name` alone would be the same in every file. */
function content(identity: Identity, text: Text): string {
  const { at } = identity;
  const written = structure(identity, text);
  return isSpan(at) && at.anchor !== undefined
    ? `${written}\0${normalize(lineAround(text(at.file) ?? '', at.start, at.start))}`
    : written;
}

function structure({ at, message }: Identity, text: Text): string {
  if (isSpan(at)) return at.anchor ?? normalize(lineAround(text(at.file) ?? '', at.start, at.end));
  return normalize(message.replace(/\d+/g, '#'));
}

/** Findings without a span are identified by their message, which may name the file or its folder. */
function withoutPath(structure: string, at: Location): string {
  if (isSpan(at)) return structure;
  const digits = at.file.replace(/\d+/g, '#');
  const folder = folderOf(digits);
  const anywhere = structure.replaceAll(digits === '' ? '\0' : digits, '');
  return folder === '' ? anywhere : anywhere.replaceAll(folder, '');
}

function lineAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(start, Math.min(end, start + 200)));
  return text.slice(from, lineEnd < 0 ? undefined : lineEnd).slice(0, 500);
}

const normalize = (text: string): string => text.replace(/\s+/g, ' ').trim();
