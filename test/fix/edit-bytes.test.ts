import fc from 'fast-check';
import { editBytes } from '../../src/fix/edit-bytes';
import { decode } from '../../src/text/decode';

const file = 'a.txt';
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** What stands around an edit of ASCII by ASCII is whole characters, so this must succeed. */
const between = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, latin1('a'), bytes]);

const pieces = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => Buffer.from(text)),
  fc.constantFrom(
    ...['\xef\xbb\xbf', '\xe2\x82', '\xf0\x9f\x98\x80', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xc0\x80', '\r\n'].map(latin1),
  ),
);
const someBytes = fc.array(pieces, { maxLength: 8 }).map((parts) => Buffer.concat(parts));

test('an edit of one ASCII character keeps all bytes around it, whatever they are', () => {
  fc.assert(
    fc.property(someBytes, (bytes) => {
      const isWide = ['\xff\xfe', '\xfe\xff'].includes(bytes.subarray(0, 2).toString('latin1'));
      fc.pre(!isWide);
      const whole = between(bytes);
      const start = decode(whole.subarray(0, bytes.length)).text.length;
      const { text } = decode(whole);
      const after = `${text.slice(0, start)}Z${text.slice(start + 1)}`;
      const edited = editBytes(whole, [{ file, start, end: start + 1, text: 'Z' }], after);
      expect(edited && Buffer.from(edited).toString('latin1')).toBe(
        Buffer.concat([bytes, latin1('Z'), bytes]).toString('latin1'),
      );
    }),
    { numRuns: 2000 },
  );
});

test('any edit is refused, or leaves the text that it should, between the same bytes', () => {
  let edits = 0;
  fc.assert(
    fc.property(someBytes, fc.nat({ max: 30 }), fc.nat({ max: 5 }), fc.string({ maxLength: 3 }), (bytes, at, length, text) => {
      const before = decode(bytes).text;
      const start = Math.min(at, before.length);
      const end = Math.min(start + length, before.length);
      const after = before.slice(0, start) + text + before.slice(end);
      const edited = editBytes(bytes, [{ file, start, end, text }], after);
      if (!edited) return;
      edits++;
      expect(decode(edited).text).toBe(after);
    }),
    { numRuns: 2000 },
  );
  expect(edits).toBeGreaterThan(500);
});

test.each<[name: string, before: Buffer, start: number, end: number, after: Buffer]>([
  ['after a byte that is not UTF-8', latin1('\xe9 a'), 2, 3, latin1('\xe9 Z')],
  ['after a sequence that is cut off', latin1('\xe2\x82 a'), 2, 3, latin1('\xe2\x82 Z')],
  ['after two that are', latin1('\xf0\x9f\xf0\x9f\x98a'), 2, 3, latin1('\xf0\x9f\xf0\x9f\x98Z')],
  ['after an overlong form, of which each byte is a character', latin1('\xc0\x80a'), 2, 3, latin1('\xc0\x80Z')],
  ['after a surrogate, of which each byte is a character', latin1('\xed\xa0\x80a'), 3, 4, latin1('\xed\xa0\x80Z')],
  ['after U+FFFD itself', Buffer.from('\uFFFDa'), 1, 2, Buffer.from('\uFFFDZ')],
  ['after a character of two units', Buffer.from('😀a'), 2, 3, Buffer.from('😀Z')],
  ['at the start, which is after a byte order mark', latin1('\xef\xbb\xbfa'), 0, 1, latin1('\xef\xbb\xbfZ')],
  ['at the end', latin1('a\xff'), 2, 2, latin1('a\xffZ')],
  ['in UTF-16', latin1('\xff\xfea\0'), 0, 1, latin1('\xff\xfeZ\0')],
])('%s', (_, before, start, end, after) => {
  const text = decode(before).text;
  const edited = editBytes(before, [{ file, start, end, text: 'Z' }], `${text.slice(0, start)}Z${text.slice(end)}`);
  expect(edited && Buffer.from(edited).toString('latin1')).toBe(after.toString('latin1'));
});

test.each<[name: string, bytes: Buffer, start: number, end: number, text: string]>([
  ['half of a character', Buffer.from('😀'), 1, 2, ''],
  ['a place past the end', Buffer.from('a'), 2, 2, 'x'],
  ['a place past the end of UTF-16', latin1('\xff\xfea\0'), 2, 2, 'x'],
  ['what would become a byte order mark', Buffer.from('a\uFEFFb'), 0, 1, ''],
  ['what would join two broken sequences to a character', latin1('\xe2\x82a\xac'), 1, 2, ''],
  ['a lone surrogate', Buffer.from('a'), 0, 1, '\ud83d'],
])('undefined for %s', (_, bytes, start, end, text) => {
  const before = decode(bytes).text;
  expect(editBytes(bytes, [{ file, start, end, text }], before.slice(0, start) + text + before.slice(end))).toBeUndefined();
});
