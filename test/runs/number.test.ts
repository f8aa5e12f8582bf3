import fc from 'fast-check';
import { NOT_A_NUMBER, readNumber } from '../../src/runs/formats/number';

const read = (text: string): number => {
  const bytes = Buffer.from(`x${text}y`);
  return readNumber(bytes, 1, bytes.length - 1);
};

test('reads what Number reads, to the last bit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(read(String(value))).toBe(Number(String(value)));
      expect(read(value.toPrecision(17))).toBe(Number(value.toPrecision(17)));
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 21n }), fc.integer({ min: 0, max: 25 }), (digits, places) => {
      const all = String(digits).padStart(places + 1, '0');
      const text = `${all.slice(0, all.length - places)}.${all.slice(all.length - places)}`;
      expect(read(text)).toBe(Number(text));
    }),
    { numRuns: 20000 },
  );
});

test.each([
  ['nan', Number.NaN],
  ['NaN', Number.NaN],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-0', -0],
  ['+1.5e-3', 0.0015],
  ['9007199254740993', 9007199254740992],
  ['0.1', 0.1],
  ['1e400', Number.POSITIVE_INFINITY],
])('%s', (text, value) => expect(read(text)).toBe(value));

test.each(['', '.', '-', '1e', '1e+', '1x', '0x10', '1,5', 'none', 'null'])('"%s" is not a number', (text) =>
  expect(read(text)).toBe(NOT_A_NUMBER),
);
