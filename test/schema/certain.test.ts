import fc from 'fast-check';
import { structureSchema } from '../../src/config/schema';
import { certainlyFits } from '../../src/schema/certain';
import { compileSchema } from '../../src/schema/validate';

const scalar = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -3, max: 9 }),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'toString'), tie('value')),
  ),
})).value;

const bound = fc.integer({ min: 0, max: 3 });
const keywords = (inner: fc.Arbitrary<unknown>) =>
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array', 'null'),
        fc.constant(['string', 'array']),
      ),
      enum: fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'b', 1, true, null)), { minLength: 1, maxLength: 3 }),
      required: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      properties: fc.dictionary(fc.constantFrom('a', 'b'), inner),
      additionalProperties: fc.oneof(fc.boolean(), inner),
      items: inner,
      anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
      minLength: bound,
      maxLength: bound,
      minItems: bound,
      maxItems: bound,
      minProperties: bound,
      minimum: bound,
      exclusiveMaximum: bound,
      uniqueItems: fc.boolean(),
      pattern: fc.constant('^a'),
      format: fc.constantFrom('date', 'regex'),
    },
    { requiredKeys: [] },
  );
const schema = fc.letrec((tie) => ({ schema: fc.oneof({ maxDepth: 2 }, fc.constant({}), keywords(tie('schema'))) }))
  .schema as fc.Arbitrary<object>;

test('what is certain to match also matches', () => {
  let certain = 0;
  fc.assert(
    fc.property(schema, data, (demand, value) => {
      if (!certainlyFits(demand, value)) return;
      certain++;
      expect(compileSchema(demand as never)(value)).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(certain).toBeGreaterThan(20);
});

test.each([
  { extends: 'cvl:strict', rules: { 'a/b': 'error' } },
  { overrides: [{ files: ['a/**'], metadata: { capability: ['x/*', 'y'] }, kind: 'training', rules: {} }] },
  { suppressions: [{ rule: 'a/b', files: 'x', until: '2026-01-01' }] },
])('an ordinary configuration is certain, %#', (value) => {
  expect(certainlyFits(structureSchema, value)).toBe(true);
});

test('wrong data is not certain', () => {
  expect(certainlyFits(structureSchema, { extend: [] })).toBe(false);
  expect(certainlyFits(structureSchema, { suppressions: [{ rule: 'a/b', files: 'x', until: '2026-02-30' }] })).toBe(false);
});
