import { compileSchema } from '../../src/schema/validate';

const schema = {
  type: 'object',
  required: ['name', 'stability'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[a-z-]+$', description: 'Lower case with hyphens. Unique.' },
    code: { type: 'string', pattern: '^[a-z]+$', errorMessage: 'must be made of small letters' },
    stability: { enum: ['stable', 'experimental'], description: 'Maturity level.' },
    tags: { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 1 },
    verified: { type: 'string', format: 'date' },
    resources: {
      type: 'object',
      additionalProperties: false,
      properties: {
        gpu: { $ref: '#/definitions/amount' },
        disk_gb: { type: 'integer', minimum: 0 },
      },
    },
    presets: {
      type: 'object',
      propertyNames: { pattern: '^[a-z]+$', errorMessage: 'must be one lower-case word' },
      additionalProperties: {
        anyOf: [{ type: 'string' }, { type: 'object', required: ['script'], properties: { script: { type: 'string' } } }],
      },
    },
  },
  definitions: {
    amount: {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^\\d+-\\d+$', title: 'a range such as 8-24' },
      ],
    },
  },
};
const good = { name: 'a', stability: 'stable' };
const sentences = (data: unknown) =>
  compileSchema(schema)(data).map(({ path, target, message }) => `${path.join('.')} ${target}: ${message}`);

describe('messages for schema errors', () => {
  test.each<[string, unknown, string[]]>([
    ['a good document', good, []],
    ['a list as the document', [], [' value: the file must be a mapping, not an empty list']],
    ['a missing key', { name: 'a' }, [' key: "stability" (maturity level) is missing']],
    [
      "a misspelled key, which isn't missing as well",
      { nmae: 'a', stability: 'stable' },
      ['nmae key: unknown key "nmae". Did you mean "name"?'],
    ],
    [
      'an unknown key close to none',
      { ...good, resources: { zebra: 1 } },
      ['resources.zebra key: unknown key "zebra" in "resources". Known keys: disk_gb, gpu'],
    ],
    ['an empty value', { ...good, name: null }, ['name value: "name" (lower case with hyphens) is empty. It must be a string']],
    [
      'a type',
      { ...good, resources: { disk_gb: 'lots' } },
      ['resources.disk_gb value: "resources.disk_gb" must be a whole number, not the string "lots"'],
    ],
    [
      'a fraction',
      { ...good, resources: { disk_gb: 1.5 } },
      ['resources.disk_gb value: "resources.disk_gb" must be a whole number, not the number 1.5'],
    ],
    [
      'a limit',
      { ...good, resources: { disk_gb: -1 } },
      ['resources.disk_gb value: "resources.disk_gb" must be at least 0, not -1'],
    ],
    [
      'an enum',
      { ...good, stability: 'experimantal' },
      [
        'stability value: "stability" (maturity level) must be stable or experimental, not "experimantal". Did you mean "experimental"?',
      ],
    ],
    ['a pattern with words of its own', { ...good, code: 'A1' }, ['code value: "code" must be made of small letters, not "A1"']],
    [
      'a date',
      { ...good, verified: '2025-13-01' },
      ['verified value: "verified" must be a date such as 2025-01-31, not "2025-13-01"'],
    ],
    ['an item of a list', { ...good, tags: ['a', 2] }, ['tags.1 value: item 2 of "tags" must be a string, not the number 2']],
    ['an item twice', { ...good, tags: ['a', 'b', 'a'] }, ['tags.2 value: "a" is in "tags" twice']],
    ['an empty list', { ...good, tags: [] }, ['tags value: "tags" must not be empty']],
    [
      'none of several forms',
      { ...good, resources: { gpu: true } },
      ['resources.gpu value: "resources.gpu" must be a whole number or a range such as 8-24, not true'],
    ],
    [
      'the form that was meant, by reference',
      { ...good, resources: { gpu: -2 } },
      ['resources.gpu value: "resources.gpu" must be at least 0, not -2'],
    ],
    [
      'the form that was meant, inside',
      { ...good, presets: { train: { script: 3 } } },
      ['presets.train.script value: "presets.train.script" must be a string, not the number 3'],
    ],
    [
      'a form with a key missing',
      { ...good, presets: { train: {} } },
      ['presets.train key: "script" is missing in "presets.train"'],
    ],
    [
      'neither form',
      { ...good, presets: { train: ['x'] } },
      ['presets.train value: "presets.train" must be a string or a mapping, not a list'],
    ],
    [
      'the name of a key',
      { ...good, presets: { 'Train!': 'x' } },
      ['presets.Train! key: the key "Train!" must be one lower-case word'],
    ],
  ])('%s', (_name, data, expected) => {
    expect(sentences(data)).toEqual(expected);
  });

  test('keys with slashes and tildes keep their names', () => {
    const check = compileSchema({
      type: 'object',
      additionalProperties: { type: 'object', additionalProperties: { type: 'number' } },
    });
    expect(check({ 'a/b': { '~c': 'x' } })[0]?.path).toEqual(['a/b', '~c']);
  });
});
