import type { Finding } from '../../src/api/finding';
import { describeFixes } from '../../src/fix/diff';
import { applyFixes } from '../../src/fix/edits';

const file = 'a.txt';
const text = 'one two three\n';
const read = (path: string) => (path === file ? text : undefined);
const finding = (...edits: [start: number, end: number, text: string][]): Finding => ({
  rule: 'x/y',
  severity: 'error',
  message: '',
  messageId: 'm',
  at: { file },
  related: [],
  fingerprint: '',
  fix: edits.map(([start, end, replacement]) => ({ file, start, end, text: replacement })),
});

test('the order of edits does not matter', () => {
  const { texts, applied } = applyFixes([finding([8, 13, '3']), finding([0, 3, '1'])], read);
  expect(texts.get(file)).toBe('1 two 3\n');
  expect(applied).toHaveLength(2);
});

test('a fix with an edit that overlaps an earlier one is deferred with all its edits', () => {
  const overlapping = finding([4, 7, '2'], [8, 13, '3']);
  const { texts, deferred } = applyFixes([finding([5, 6, 'W']), overlapping], read);
  expect(texts.get(file)).toBe('one tWo three\n');
  expect(deferred).toEqual([overlapping]);
});

test('one edit can fix two findings', () => {
  const { texts, applied } = applyFixes([finding([0, 3, '1']), finding([0, 3, '1'])], read);
  expect(texts.get(file)).toBe('1 two three\n');
  expect(applied).toHaveLength(2);
});

test('a fix whose own edits cover the same text, or that names no place, changes nothing', () => {
  expect(applyFixes([finding([0, 3, '1'], [2, 5, '2'])], read)).toMatchObject({ applied: [], deferred: [{}] });
  expect(applyFixes([finding([Number.NaN, 3, '1']), finding([0.5, 1, '2'])], read)).toMatchObject({ applied: [] });
});

test('edits of one fix may touch each other, and two at one place come in their order', () => {
  const { texts } = applyFixes([finding([3, 4, ''], [4, 7, 'A'], [7, 7, 'B'], [7, 7, 'C'])], read);
  expect(texts.get(file)).toBe('oneABC three\n');
});

test('twenty thousand fixes of one file are applied at once', () => {
  const long = 'x'.repeat(60_000);
  const all = Array.from({ length: 20_000 }, (_, index) => finding([index * 3, index * 3 + 1, 'y']));
  const { texts, applied } = applyFixes(all, () => long);
  expect(applied).toHaveLength(20_000);
  expect(texts.get(file)).toBe('yxx'.repeat(20_000));
});

test("an edit outside of its file, or in a file that can't be read, changes nothing", () => {
  const lost = { ...finding(), fix: [{ file: 'lost.txt', start: 0, end: 0, text: 'x' }] };
  expect(applyFixes([finding([0, 99, '']), lost], read)).toMatchObject({ applied: [], deferred: [{}, {}] });
});

test('git can apply the diff', () => {
  const { texts } = applyFixes([finding([0, 3, '1'])], read);
  expect(describeFixes(texts, read)).toBe('--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-one two three\n+1 two three\n');
});
