import { join } from 'node:path';
import { configured, mistakes, repositoryOf } from './repository';

describe('mistakes in what is written', () => {
  test.each<[string, string, string[]]>([
    [
      'broken YAML',
      'rules:\n  example/schema: [error\n',
      ['.cvlrc:3:1 Flow sequence in block collection must be sufficiently indented and end with a ].'],
    ],
    ['a list', '- a\n', ['.cvlrc:1:1 The configuration must be a mapping, not a list.']],
    ['a text', 'recommended\n', ['.cvlrc:1:1 The configuration must be a mapping, not the string "recommended".']],
    ['a misspelt key', 'rule:\n  example/schema: error\n', ['.cvlrc:1:1 Unknown key "rule". Did you mean "rules"?']],
    ['a key inside', 'examples:\n  marker: []\n', ['.cvlrc:2:3 Unknown key "marker" in "examples". Did you mean "markers"?']],
    [
      'an unknown rule',
      'rules:\n  example/shema: error\n',
      ['.cvlrc:2:3 There is no rule "example/shema". Did you mean "example/schema"?'],
    ],
    [
      'a rule without its plugin',
      'rules:\n  name-unique: error\n',
      ['.cvlrc:2:3 There is no rule "name-unique". Did you mean "example/name-unique"?'],
    ],
    [
      'a rule of a plugin that is not there',
      'rules:\n  acme/owner: error\n',
      ['.cvlrc:2:3 There is no rule "acme/owner", because no plugin "acme" is loaded. Name its package or file in "plugins".'],
    ],
    [
      'a severity',
      'rules:\n  example/schema: eror\n',
      ['.cvlrc:2:19 The severity of example/schema must be off, info, warning, or error, not "eror". Did you mean "error"?'],
    ],
    [
      "another linter's severity",
      'rules:\n  example/schema: warn\n',
      ['.cvlrc:2:19 The severity of example/schema must be off, info, warning, or error, not "warn". Did you mean "warning"?'],
    ],
    [
      "another linter's number",
      'rules:\n  example/schema: [2, {}]\n',
      ['.cvlrc:2:20 The severity of example/schema must be off, info, warning, or error, not 2. Did you mean "error"?'],
    ],
    [
      'an empty severity',
      'rules:\n  example/schema:\n',
      ['.cvlrc:2:3 The severity of example/schema must be off, info, warning, or error, not empty.'],
    ],
    [
      'options without a severity',
      'rules:\n  example/verification-age: {staleAfterDays: 9}\n',
      ['.cvlrc:2:29 example/verification-age must be a severity or [severity, options], not a mapping. Write [error, { … }].'],
    ],
    [
      'options that a rule does not have',
      'rules:\n  example/syntax: [error, {deep: true}]\n',
      ['.cvlrc:2:27 example/syntax has no options.'],
    ],
    [
      'an unknown option',
      'rules:\n  example/verification-age: [error, {stalAfterDays: 3}]\n',
      ['.cvlrc:2:38 example/verification-age: unknown key "stalAfterDays". Did you mean "staleAfterDays"?'],
    ],
    [
      "an option's value, in the words of its schema",
      'rules:\n  example/verification-age: [error, {staleAfterDays: soon}]\n',
      [
        '.cvlrc:2:54 example/verification-age: "staleAfterDays" (the age in days from which a record is reported) must be a whole number, not the string "soon".',
      ],
    ],
    [
      'an override without a condition',
      'overrides:\n  - rules: {example/schema: off}\n',
      ['.cvlrc:2:5 overrides[0] has no condition. Add "files", "metadata", or "kind", or move its rules to "rules".'],
    ],
    [
      'a rule in an override',
      'overrides:\n  - files: a/**\n    rules:\n      example/sintax: off\n',
      ['.cvlrc:4:7 There is no rule "example/sintax". Did you mean "example/syntax"?'],
    ],
    [
      'a kind',
      'overrides:\n  - kind: trainin\n    rules: {}\n',
      [
        '.cvlrc:2:11 "overrides[0].kind" must be training, inference, service or library, not "trainin". Did you mean "training"?',
      ],
    ],
    [
      'the rule of a suppression',
      'suppressions:\n  - rule: example/scheme\n    files: a\n',
      ['.cvlrc:2:11 There is no rule "example/scheme". Did you mean "example/schema"?'],
    ],
    [
      'the day of a suppression',
      'suppressions:\n  - {rule: example/schema, files: a, until: tomorrow}\n',
      [
        '.cvlrc:2:45 "suppressions[0].until" (from this day on the finding is reported again) must be a date such as 2025-01-31, not "tomorrow".',
      ],
    ],
    [
      'a pack',
      'extends: [cvl:recommended, cvl:strikt]\n',
      ['.cvlrc:1:28 There is no pack "cvl:strikt". Did you mean "cvl:strict"?'],
    ],
    ['a pack without its plugin', 'extends: strict\n', ['.cvlrc:1:10 There is no package "strict". Did you mean "cvl:strict"?']],
    [
      'a pack that is not installed',
      'extends: "@acme/examples"\n',
      ['.cvlrc:1:10 There is no package "@acme/examples" in node_modules. Install it, or write "./" before the path of a file.'],
    ],
    ['a pack that is not there', 'extends: ./packs/team.yaml\n', ['.cvlrc:1:10 There is no pack "./packs/team.yaml".']],
    ['a plugin that is not there', 'plugins: [./plugin.ts]\n', ['.cvlrc:1:11 There is no plugin "./plugin.ts".']],
  ])('%s', async (_name, text, expected) => {
    expect(await mistakes(configured(text))).toEqual(expected);
  });

  test('several are reported together, in the order of the files', async () => {
    const root = configured('extends: ./b.yaml\nrules:\n  example/shema: error\n  example/syntax: warn\nrles: 1\n', {
      'b.yaml': '\nrules: []\n',
    });
    expect((await mistakes(root)).map((line) => line.split(' ')[0])).toEqual([
      '.cvlrc:3:3',
      '.cvlrc:4:19',
      '.cvlrc:5:1',
      'b.yaml:2:8',
    ]);
  });

  test('a file is named from the current folder', async () => {
    const root = configured('rules: []', { 'examples/x': '' });
    expect((await mistakes(root, { cwd: join(root, 'examples') }))[0]).toMatch(/^\.\.\/\.cvlrc:1:8 /);
  });

  test('in package.json the place is right as well', async () => {
    const root = repositoryOf({ 'package.json': '{\n  "cvl": {\n    "rules": {"example/schema": "eror"}\n  }\n}\n' });
    expect((await mistakes(root))[0]).toMatch(/^package\.json:3:33 The severity of example\/schema/);
  });

  test('in code there is no line to name', async () => {
    const root = repositoryOf({ 'cvl.config.ts': 'export default { rules: { "example/shema": "error" } };' });
    expect(await mistakes(root)).toEqual(['cvl.config.ts There is no rule "example/shema". Did you mean "example/schema"?']);
  });

  test('on the command line', async () => {
    const root = repositoryOf({});
    expect(await mistakes(root, { commandLineRules: ['dokcer/*:off', 'example/shema:off', 'example/schema:of'] })).toEqual([
      '--rule dokcer/*:off: No rule matches "dokcer/*". `cvl rules` lists those that exist.',
      '--rule example/schema:of: The severity of example/schema must be off, info, warning, or error, not "of". Did you mean "off"?',
      '--rule example/shema:off: There is no rule "example/shema". Did you mean "example/schema"?',
    ]);
  });

  test('a configuration that was named and is not there', async () => {
    expect(await mistakes(repositoryOf({}), { explicitFile: 'ci/cvl.yaml' })).toEqual([
      expect.stringMatching(/^ci\/cvl\.yaml The configuration can.t be read\. ENOENT/),
    ]);
  });
});

test('a glob that matches no rule, and one with options', async () => {
  expect(await mistakes(configured('rules:\n  dokcer/*: off\n  docker/*: [error, { paths: [] }]\n  shell/*: of\n'))).toEqual([
    '.cvlrc:2:3 No rule matches "dokcer/*". `cvl rules` lists those that exist.',
    '.cvlrc:3:13 docker/* must be a severity, because options belong to one rule. Set them under the id of the rule.',
    '.cvlrc:4:12 The severity of shell/* must be off, info, warning, or error, not "of". Did you mean "off"?',
  ]);
});

describe('packs that lead nowhere', () => {
  test('a misspelt path', async () => {
    const root = configured('extends: ./packs/taem.yaml', { 'packs/team.yaml': 'rules: {}' });
    expect(await mistakes(root)).toEqual(['.cvlrc:1:10 There is no pack "./packs/taem.yaml". Did you mean "./packs/team.yaml"?']);
  });

  test('a path without its dot', async () => {
    const root = configured('extends: packs/team.yaml', { 'packs/team.yaml': 'rules: {}' });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:1:10 There is no package "packs/team.yaml". Did you mean "./packs/team.yaml"?',
    ]);
  });

  test('a pack that extends itself', async () => {
    const root = configured('extends: ./a.yaml', { 'a.yaml': 'extends: ./b.yaml', 'b.yaml': 'rules: {}\nextends: [./a.yaml]' });
    expect(await mistakes(root)).toEqual(["b.yaml:2:11 A pack can't extend itself: a.yaml → b.yaml → a.yaml."]);
  });

  test('a pack outside the repository, unless the person named the configuration', async () => {
    const outside = repositoryOf({ 'pack.yaml': 'rules: {example/schema: info}', 'own.yaml': 'extends: ./pack.yaml' });
    const root = configured(`extends: ${join(outside, 'pack.yaml')}`);
    expect((await mistakes(root))[0]).toMatch(
      /is outside the repository\. Install it as a package, or name the configuration with --config\.$/,
    );
    await expect(mistakes(root, { explicitFile: join(outside, 'own.yaml') })).rejects.toThrow('the configuration was accepted');
  });
});
