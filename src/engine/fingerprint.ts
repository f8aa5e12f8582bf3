import { createHash } from 'node:crypto';
import { isPlace, isSpan, type Location } from '../text/span';

/** What identifies a finding without line numbers. */
export interface Identity {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly at: Location;
}

/**
 * Gives each finding 16 hex digits that stay the same when lines move. They're a hash of the rule, the message id, the file, the place
 * in the file's structure (or, without one, the text of the line), and the number of equal findings before it.
 */
export function fingerprinter(text: (file: string) => string | undefined): (identity: Identity) => string {
  const seen = new Map<string, number>();
  return (identity) => {
    const basis = [identity.rule, identity.messageId, identity.at.file, structure(identity, text)].join('\0');
    const occurrence = seen.get(basis) ?? 0;
    seen.set(basis, occurrence + 1);
    return createHash('sha256').update(`${basis}\0${occurrence}`).digest('hex').slice(0, 16);
  };
}

function structure({ at, message }: Identity, text: (file: string) => string | undefined): string {
  if (isSpan(at)) return at.anchor ?? normalize(lineAround(text(at.file) ?? '', at.start, at.end));
  if (isPlace(at)) return normalize(message.replace(/\d+/g, '#'));
  return normalize(message);
}

function lineAround(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(start, Math.min(end, start + 200)));
  return text.slice(from, lineEnd < 0 ? undefined : lineEnd).slice(0, 500);
}

const normalize = (text: string): string => text.replace(/\s+/g, ' ').trim();
