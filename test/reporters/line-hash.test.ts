import { lineHashes } from '../../src/reporters/sarif/line-hash';

/** The definition, with exact integers: the hash of the 100 units from the start of each line. */
function byDefinition(text: string): string[] {
  const units = [...text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')].flatMap((character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)),
  );
  units.push(65535);
  const starts = units.flatMap((_, index) => (index === 0 || units[index - 1] === 10 ? [index] : []));
  const seen = new Map<string, number>();
  return starts.map((start) => {
    const window = Array.from({ length: 100 }, (_, index) => units[start + index] ?? 0);
    const hash = window.reduce((sum, unit) => BigInt.asUintN(64, sum * 37n + BigInt(unit)), 0n).toString(16);
    seen.set(hash, (seen.get(hash) ?? 0) + 1);
    return `${hash}:${seen.get(hash)}`;
  });
}

test('the hashes of the empty text and of known lines are those of the upload action', () => {
  expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1']);
  expect(lineHashes(' a\nb\n  \t\tc\n d')).toEqual([
    '271789c17abda88f:1',
    '54703d4cd895b18:1',
    '180aee12dab6264:1',
    'a23a3dc5e078b07b:1',
  ]);
});

test.each([
  ['short lines', 'name: demo\ncapability: perception/detection\n'],
  ['carriage returns', 'a\r\nb\rc\n\r\n\rd'],
  ['lines longer than the window', `${'x'.repeat(250)}\n${'y'.repeat(99)}\n${'z'.repeat(100)}\n${'z'.repeat(101)}\n`],
  ['the same lines many times', 'same\n'.repeat(400)],
  ['characters beyond the basic plane and white space', '\t 数据 😀\u00a0\n😀\uffff'],
  ['large units, which wrap the 64 bits', `${'\uffff'.repeat(300)}\n${'\ufffe'.repeat(300)}`],
])('agrees with the definition: %s', (_, text) => {
  expect(lineHashes(text)).toEqual(byDefinition(text));
});

test('whitespace does not change the hash of a line, but its occurrence is counted', () => {
  const [first, second] = lineHashes(`${'key: value'.repeat(20)}\n${'  key:\tvalue'.repeat(20)}\n`);
  expect(second?.split(':')).toEqual([first?.split(':')[0], '2']);
});
