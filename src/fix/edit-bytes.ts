import type { Edit } from '../api/rule';
import { decode } from '../text/decode';

/**
 * Applies edits, whose offsets are those of the decoded text, to the bytes themselves: what no edit covers stays as it is, also bytes
 * that the encoding doesn't allow. `after` is the decoded text with the edits. Undefined: the bytes can't say that, as an edit is within
 * a character, or what it leaves side by side is decoded as something else.
 */
export function editBytes(bytes: Uint8Array, edits: readonly Edit[], after: string): Uint8Array | undefined {
  const { encoding } = decode(bytes.subarray(0, 3));
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const offsets = sorted.flatMap(({ start, end }) => [start, end]);
  const places = encoding === 'utf-8' ? placesInUtf8(bytes, offsets) : offsets.map((offset) => 2 + 2 * offset);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const [index, { text }] of sorted.entries()) {
    const [start, end] = [places[2 * index], places[2 * index + 1]];
    if (start === undefined || end === undefined || start < from || end > bytes.length) return undefined;
    parts.push(bytes.subarray(from, start), encode(text, encoding));
    from = end;
  }
  const edited = Buffer.concat([...parts, bytes.subarray(from)]);
  return decode(edited).text === after ? edited : undefined;
}

function encode(text: string, encoding: ReturnType<typeof decode>['encoding']): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** Where ascending offsets of the decoded text are in the bytes. Undefined for an offset within a character or past the end. */
function placesInUtf8(bytes: Uint8Array, offsets: readonly number[]): readonly (number | undefined)[] {
  const ascending = [...new Set(offsets)].sort((a, b) => a - b);
  const places = new Map<number, number>();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let units = 0;
  for (const offset of ascending) {
    while (units < offset && at < bytes.length) {
      const length = lengthAt(bytes, at);
      at += length;
      units += length === 4 ? 2 : 1;
    }
    if (units === offset) places.set(offset, at);
  }
  return offsets.map((offset) => places.get(offset));
}

/**
 * How many bytes become one character: 1 to 4 of a right sequence, or of a broken one the part that becomes one U+FFFD. As the WHATWG
 * decoder does it (https://encoding.spec.whatwg.org/#utf-8-decoder), a broken sequence is never longer than 3.
 */
function lengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 1;
  const following = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  // The second byte of an overlong form, of a surrogate, and of what is past U+10FFFF isn't allowed.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let index = 1; index <= following; index++) {
    const byte = bytes[at + index] ?? 0;
    if (byte < (index === 1 ? lowest : 0x80) || byte > (index === 1 ? highest : 0xbf)) return index;
  }
  return following + 1;
}
