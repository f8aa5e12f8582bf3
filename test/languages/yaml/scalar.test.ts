import { parseYaml } from '../../../src/languages/yaml/parse';
import { writtenOffset } from '../../../src/languages/yaml/scalar';

/** The text of the file from where a character of the value is written. */
function from(text: string, character: string): string {
  const yaml = parseYaml({ path: 'a.yaml', text });
  const value = (yaml.value as { a: string }).a;
  const span = yaml.valueSpan(['a'])!;
  return text.slice(span.start + writtenOffset(text.slice(span.start, span.end), value, value.indexOf(character)));
}

test.each<[string, string, string]>([
  ['plain', 'a: x + Y z\n', 'Y z\n'],
  ['plain over lines', 'a: x +\n   Y z\n', 'Y z\n'],
  ['in double quotes', 'a: "x \\" \\x41 \\u00e9\\n\\t + Y z"\n', 'Y z"\n'],
  ['in single quotes', "a: 'x '' '' + Y z'\n", "Y z'\n"],
  ['literal', 'a: |\n  x\n\n  + Y z\n', 'Y z\n'],
  ['folded, with an indicator and a comment', 'a: >2- # why\n    x\n  + Y z\n', 'Y z\n'],
  ['beyond the basic plane', 'a: "x 😀 \\U0001F600 + Y z"\n', 'Y z"\n'],
])('finds a character of a text that is written %s', (_how, text, expected) => {
  expect(from(text, 'Y')).toBe(expected);
});

test('finds the end of the text at the end of the value', () => {
  expect(writtenOffset('"ab "', 'ab ', 3)).toBe(3);
  expect(writtenOffset('', '', 0)).toBe(0);
});

test.each([
  ['plain', 'a: x + Y z\n'],
  ['plain over lines', 'a: x +\n   Y z\n'],
  ['in double quotes', 'a: "x \\" \\x41 \\u00e9\\n\\t + Y z"\n'],
  ['in single quotes', "a: 'x '' '' + Y z'\n"],
  ['literal', 'a: |\n  x\n\n    + Y z\n'],
  ['folded', 'a: >-\n    x\n    + Y z\n'],
  ['as an alias', 'b: &b x + Y z\na: *b\n'],
])('gives the pieces of a text that is written %s', (_how, text) => {
  const yaml = parseYaml({ path: 'a.yaml', text });
  const pieces = yaml.textPieces(['a']);
  expect(pieces.map((piece) => piece.text).join('')).toBe((yaml.value as { a: string }).a);
  for (const { text: plain, span, isPlain } of pieces)
    if (isPlain && plain.trim() === plain) expect(text.slice(span.start, span.end)).toBe(plain);
  expect(
    pieces.some(({ text: plain, span }) => plain.includes('Y') && text.charAt(span.start + plain.indexOf('Y')) === 'Y'),
  ).toBe(true);
});
