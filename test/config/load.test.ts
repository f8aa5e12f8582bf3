import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../../src/config/places';
import type { Configuration, Setting } from '../../src/config/types';
import { writeHistory } from '../../src/explain/history';
import type { Example } from '../../src/model/targets';
import { configured, load, repositoryOf } from './repository';

const levelOf = (configuration: Configuration, rule: string, file = 'examples/a/train.sh'): Setting['severity'] =>
  configuration.setting(rule, file, undefined).severity;
const historyOf = (configuration: Configuration, rule: string, file = 'examples/a/train.sh'): string =>
  writeHistory(configuration.setting(rule, file, undefined));

describe('where the configuration comes from', () => {
  test('without a file the recommended pack applies', async () => {
    const configuration = await load(repositoryOf({}));
    expect(configuration.file).toBeUndefined();
    expect(historyOf(configuration, 'example/name-unique')).toBe('error ← cvl:recommended');
    expect(configuration.examples.metadata).toEqual(['example.yaml']);
    expect(configuration.ignore).toContain('vendor/');
  });

  test.each([
    ['.cvlrc', 'rules: {example/name-unique: info}'],
    ['.cvlrc', '{"rules": {"example/name-unique": "info"}}'],
    ['.cvlrc.yaml', 'rules: {example/name-unique: info}'],
    ['.cvlrc.yml', 'rules: {example/name-unique: info}'],
    ['.cvlrc.json', '{\n\t"rules": {"example/name-unique": "info"}\n}'],
    ['.cvlrc.js', 'module.exports = { rules: { "example/name-unique": "info" } };'],
    ['.cvlrc.cjs', 'module.exports = { rules: { "example/name-unique": "info" } };'],
    ['.cvlrc.mjs', 'export default { rules: { "example/name-unique": "info" } };'],
    ['.cvlrc.ts', 'const level: string = "info"; export default { rules: { "example/name-unique": level } };'],
    ['cvl.config.ts', 'export default { rules: { "example/name-unique": "info" as const } };'],
    ['cvl.config.yaml', 'rules: {example/name-unique: info}'],
    ['package.json', '{"name": "x", "cvl": {"rules": {"example/name-unique": "info"}}}'],
  ])('%s', async (name, text) => {
    const configuration = await load(repositoryOf({ [name]: text }));
    expect(configuration.file).toBe(name);
    expect(levelOf(configuration, 'example/name-unique')).toBe('info');
    expect(levelOf(configuration, 'example/syntax')).toBe('error');
  });

  test('a package.json without the key is no configuration', async () => {
    expect((await load(repositoryOf({ 'package.json': '{"name": "cvl", "bin": {"cvl": "x"}}' }))).file).toBeUndefined();
  });

  test('an empty file asks for nothing of its own', async () => {
    const configuration = await load(configured('# nothing yet\n'));
    expect([configuration.file, levelOf(configuration, 'example/name-unique')]).toEqual(['.cvlrc', 'error']);
    expect(levelOf(await load(configured('')), 'example/name-unique')).toBe('error');
  });

  test('a second file is pointed out', async () => {
    const configuration = await load(repositoryOf({ '.cvlrc': 'rules: {}', '.cvlrc.json': '{}' }));
    expect(configuration.hints([])).toEqual([
      { message: ".cvlrc.json isn't read, because .cvlrc is there.", origin: { name: '.cvlrc.json' } },
    ]);
  });

  test('--config names a file, relative to the current folder', async () => {
    const root = repositoryOf({
      '.cvlrc': 'rules: {example/name-unique: off}',
      'ci/strict.yaml': 'rules: {example/name-unique: info}',
    });
    const configuration = await load(root, { explicitFile: 'strict.yaml', cwd: join(root, 'ci') });
    expect([configuration.file, levelOf(configuration, 'example/name-unique')]).toEqual(['ci/strict.yaml', 'info']);
  });

  test('code that only configures another tool is not run', async () => {
    const root = configured('rules: {}', { '.config/config.js': 'process.exitCode = 99; throw new Error("run");' });
    const before = process.cwd();
    process.chdir(root);
    try {
      await load(root);
    } finally {
      process.chdir(before);
    }
    expect(process.exitCode).not.toBe(99);
  });
});

describe('the root', () => {
  test('is the nearest git checkout or folder with a configuration', () => {
    const root = repositoryOf({ '.git/HEAD': 'x', 'a/b/train.sh': '', 'demo/.cvlrc': '', 'demo/b/train.sh': '' });
    expect(findRoot(join(root, 'a/b/train.sh'))).toBe(root);
    expect(findRoot(join(root, 'demo/b'))).toBe(join(root, 'demo'));
  });

  test('without a checkout, the nearest folder with a configuration, else the folder itself', () => {
    const root = repositoryOf({ 'a/.cvlrc': '', 'a/b/train.sh': '', 'c/train.sh': '' });
    expect(findRoot(join(root, 'a/b'))).toBe(join(root, 'a'));
    expect(findRoot(join(root, 'c/train.sh'))).toBe(join(root, 'c'));
  });
});

describe('precedence', () => {
  test('own rules win over packs, and every decision keeps its place', async () => {
    const configuration = await load(configured('extends: cvl:strict\nrules:\n  example/name-format: info\n'));
    expect(historyOf(configuration, 'example/name-format')).toBe(
      'info ← .cvlrc:3, was error ← cvl:strict, was warning ← cvl:recommended',
    );
  });

  test('without extends the recommended pack applies; an empty list asks for nothing', async () => {
    expect(levelOf(await load(configured('rules: {}')), 'example/name-unique')).toBe('error');
    const bare = await load(configured('extends: []\nrules: {example/syntax: warning}'));
    expect(historyOf(bare, 'example/name-unique')).toBe('off ← default');
    expect([bare.canBeOn('example/name-unique'), bare.canBeOn('example/syntax')]).toEqual([false, true]);
  });

  test('the last pack wins', async () => {
    const root = configured('extends: [./a.yaml, ./b.yaml]', {
      'a.yaml': 'rules: {example/name-unique: info}',
      'b.yaml': '\nrules: {example/name-unique: warning}',
    });
    expect(historyOf(await load(root), 'example/name-unique')).toBe('warning ← b.yaml:2, was info ← a.yaml:1');
  });

  test('an override wins over rules, a later one over an earlier one, own rules over overrides of packs, the command line over all', async () => {
    const root = configured(
      `extends: [cvl:recommended, ./team/pack.yaml]
rules:
  example/name-unique: warning
overrides:
  - files: examples/a/**
    rules:
      example/name-unique: info
  - files: ['*.sh']
    rules: {example/name-unique: off}
`,
      { 'team/pack.yaml': 'overrides:\n  - files: examples/\n    rules: {example/name-unique: info, example/syntax: info}\n' },
    );
    const configuration = await load(root);
    expect(historyOf(configuration, 'example/name-unique')).toBe(
      'off ← .cvlrc:9 (files *.sh), was info ← .cvlrc:7 (files examples/a/**), was warning ← .cvlrc:3, was info ← team/pack.yaml:3 (files examples/), was error ← cvl:recommended',
    );
    expect(levelOf(configuration, 'example/name-unique', 'examples/b/example.yaml')).toBe('warning');
    expect(levelOf(configuration, 'example/syntax', 'tools/example.yaml')).toBe('error');
    const overruled = await load(root, { commandLineRules: ['example/name-unique:error', 'example/syntax:off'] });
    expect(historyOf(overruled, 'example/name-unique')).toMatch(/^error ← command line, was off ← \.cvlrc:9/);
    expect(overruled.canBeOn('example/syntax')).toBe(false);
  });

  test('options replace the defaults key by key; a severity alone keeps them', async () => {
    const root = configured(
      `rules:
  example/name-format: [warning, {pattern: "[a-z]+"}]
overrides:
  - files: examples/old/
    rules: {example/name-format: info}
  - files: examples/new/
    rules: {example/name-format: [error, {description: letters}]}
`,
    );
    const configuration = await load(root);
    const optionsIn = (file: string): unknown => configuration.setting('example/name-format', file, undefined).options;
    const description = 'lowercase words joined by hyphens';
    expect(optionsIn('x')).toEqual({ pattern: '[a-z]+', description });
    expect(optionsIn('examples/old/x')).toEqual({ pattern: '[a-z]+', description });
    expect(optionsIn('examples/new/x')).toEqual({ pattern: '[a-z]+', description: 'letters' });
    expect(historyOf(configuration, 'example/name-format', 'examples/new/x')).toMatch(/^error with description ← \.cvlrc:7/);
  });

  test('a rule that only an override turns on can be on', async () => {
    const configuration = await load(
      configured('extends: []\noverrides:\n  - kind: training\n    rules: {example/name-unique: error}\n'),
    );
    expect([configuration.canBeOn('example/name-unique'), configuration.canBeOn('example/syntax')]).toEqual([true, false]);
  });

  test('examples come whole from the last that has them, what is left out adds up', async () => {
    const configuration = await load(configured('examples: {metadata: [meta.yaml]}\nignore: [data/, "!vendor/ours/"]'));
    expect(configuration.examples.metadata).toEqual(['meta.yaml']);
    expect(configuration.examples.kinds.map(({ kind }) => kind)).toContain('training');
    expect(configuration.ignore.slice(-2)).toEqual(['data/', '!vendor/ours/']);
  });

  test('suppressions keep their place', async () => {
    const configuration = await load(
      configured(
        'suppressions:\n  - rule: example/name-unique\n    files: examples/a\n    reason: kept\n    until: 2030-01-01\n',
      ),
    );
    expect(configuration.suppressions).toEqual([
      {
        rule: 'example/name-unique',
        files: 'examples/a',
        reason: 'kept',
        until: '2030-01-01',
        origin: { name: '.cvlrc', line: 2 },
      },
    ]);
  });
});

describe('hints', () => {
  test('a glob that fits no file, and a rule that is set twice', async () => {
    const configuration = await load(
      configured(`rules:
  example/name-unique: error
  example/syntax: error
  example/name-unique: warning
overrides:
  - files: [examples/**, exmples/**]
    rules: {example/name-unique: error}
suppressions:
  - {rule: example/name-unique, files: nowhere/}
`),
    );
    expect(configuration.hints(['examples/a/example.yaml'])).toEqual([
      {
        message: 'example/name-unique is set twice in the same place. Only this one counts.',
        origin: { name: '.cvlrc', line: 4 },
      },
      { message: 'The glob "exmples/**" of this override matches no file.', origin: { name: '.cvlrc', line: 6 } },
      { message: 'The glob "nowhere/" of this suppression matches no file.', origin: { name: '.cvlrc', line: 9 } },
    ]);
    expect(levelOf(configuration, 'example/name-unique', 'x')).toBe('warning');
  });

  test('a condition that fits no example, where all were linted', async () => {
    const configuration = await load(
      configured('overrides:\n  - kind: service\n    rules: {}\n  - metadata: {capability: "generativ/**"}\n    rules: {}\n'),
    );
    const example = {
      path: 'a/example.yaml',
      kind: 'service',
      metadata: { data: { capability: 'generative/llm' } },
    } as unknown as Example;
    expect(configuration.hints([], undefined)).toEqual([]);
    expect(configuration.hints([], [example])).toEqual([
      {
        message: 'The condition of this override (capability generativ/**) matches no example.',
        origin: { name: '.cvlrc', line: 4 },
      },
    ]);
  });
});

describe('overrides by what an example is', () => {
  const example = (kind: string, data: object): Example =>
    ({ folder: 'a', path: 'a/example.yaml', kind, metadata: { data } }) as unknown as Example;
  const text = `overrides:
  - metadata: {capability: generative/**, frameworks: [pytorch, jax]}
    rules: {example/name-unique: info}
  - metadata: {resources.gpu: 0}
    rules: {example/name-unique: off}
  - kind: [service, library]
    rules: {example/name-unique: warning}
`;

  test.each<[string, string, object, string]>([
    [
      'all conditions hold, one value of a list is enough',
      'training',
      { capability: 'generative/llm', frameworks: ['trl', 'jax'] },
      'info',
    ],
    ['one condition does not hold', 'training', { capability: 'generative/llm', frameworks: ['tensorflow'] }, 'error'],
    ['a glob is no prefix', 'training', { capability: 'generativeness/x', frameworks: ['jax'] }, 'error'],
    ['a nested key and a number', 'training', { resources: { gpu: 0 } }, 'off'],
    ['a number is no text', 'training', { resources: { gpu: '0' } }, 'error'],
    ['a kind', 'library', {}, 'warning'],
    ['the last one wins', 'service', { resources: { gpu: 0 } }, 'warning'],
  ])('%s', async (_name, kind, data, level) => {
    const configuration = await load(configured(text));
    expect(configuration.setting('example/name-unique', 'a/train.sh', example(kind, data)).severity).toBe(level);
  });

  test('a file outside of examples has no metadata and no kind', async () => {
    const configuration = await load(configured(text));
    expect(levelOf(configuration, 'example/name-unique')).toBe('error');
  });
});

test('the configuration that the README shows is one that cvl takes', async () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, shown = ''] = /```yaml\n(extends: \[cvl:recommended\]\nrules:\n[\s\S]*?)```/.exec(readme) ?? [];
  const configuration = await load(repositoryOf({ '.cvlrc': shown }));
  expect(levelOf(configuration, 'docker/shared-memory')).toBe('off');
  expect(levelOf(configuration, 'files/no-artifacts')).toBe('warning');
});

describe('globs of rules', () => {
  test('set every rule that they match, and an id beside them wins wherever it is', async () => {
    const configuration = await load(configured('rules:\n  docker/image: error\n  docker/*: off\n  "*/quoting": warning\n'));
    expect(levelOf(configuration, 'docker/mounts')).toBe('off');
    expect(historyOf(configuration, 'docker/mounts')).toContain('off ← .cvlrc:3');
    expect(levelOf(configuration, 'docker/image')).toBe('error');
    expect(levelOf(configuration, 'shell/quoting')).toBe('warning');
    expect(levelOf(configuration, 'example/schema')).toBe('error');
  });

  test('work in overrides and suppressions', async () => {
    const configuration = await load(
      configured(
        'overrides:\n  - { files: "examples/**", rules: { "docker/*": off } }\nsuppressions:\n  - { rule: "shell/*", files: a }\n',
      ),
    );
    expect(levelOf(configuration, 'docker/image')).toBe('off');
    expect(levelOf(configuration, 'docker/image', 'other/train.sh')).not.toBe('off');
  });

  test('work on the command line, where a rule without a severity is looked at alone', async () => {
    const root = repositoryOf({});
    const off = await load(root, { commandLineRules: ['docker/*:off', 'docker/image:info'] });
    expect(levelOf(off, 'docker/mounts')).toBe('off');
    expect(levelOf(off, 'docker/image')).toBe('info');
    const alone = await load(root, { commandLineRules: ['docker/*', 'docker/mounts:warning'] });
    expect(levelOf(alone, 'docker/image')).toBe('error');
    expect(levelOf(alone, 'docker/mounts')).toBe('warning');
    expect(levelOf(alone, 'example/schema')).toBe('off');
    expect(alone.canBeOn('example/schema')).toBe(false);
  });
});
