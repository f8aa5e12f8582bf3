import fc from 'fast-check';
import { Lexer } from 'py-ast';
import { quickenLexer } from '../../../src/languages/python/lexer';

const tokens = (text: string): unknown => {
  try {
    return new Lexer(text).tokenize();
  } catch (error) {
    return String(error);
  }
};

/** What Python code is made of, and what breaks it. */
const pieces = [
  ...[
    'x',
    'größe',
    'if',
    'else',
    'async',
    'f',
    'rb',
    '_1',
    '1',
    '0x1F',
    '1_000.5e-3j',
    '.5',
    '1if',
    '名',
    '😀',
    '…',
    '$',
    '\0',
    '\\',
  ],
  ...['"', "'", '"""', "'''", 'f"', "rb'", 'tr"', '{', '}', '"a b"', "'größe'", "'''a\n  b'''", '"\\""', '{x!r:>{n}}', '{{'],
  ...[
    '(',
    ')',
    '[',
    ']',
    ':',
    ',',
    ';',
    '.',
    '...',
    '=',
    ':=',
    '==',
    '!=',
    '->',
    '<',
    '<<=',
    '>',
    '>>',
    '*',
    '**',
    '**=',
    '//',
    '@=',
  ],
  ...[' ', '    ', '\t', '\n', '\n', '\n    ', '\n  ', '\r\n', '\r', '\\\n', '# note', '# größe', '#\n'],
];

test('the quick steps give the tokens and the errors that the lexer gives without them', () => {
  const texts = fc.sample(
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
    { numRuns: 3000, seed: 1 },
  );
  const expected = texts.map(tokens);
  quickenLexer();
  texts.forEach((text, position) => {
    expect({ text, found: tokens(text) }).toEqual({ text, found: expected[position] });
  });
});
