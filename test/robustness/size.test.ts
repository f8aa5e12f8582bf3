import { generators } from '../bench/generators.mjs';
import { times } from '../thorough';
import { exampleWith, type Files, lintFiles } from './subject';

/** The limit ends what hangs; `test/bench/scaling.bench.mjs` measures how the time grows. */
const patience = 60_000;

describe('much more of anything is linted', () => {
  test.each(Object.keys(generators))(
    '%s',
    async (name) => {
      const { size, files } = generators[name]!;
      expect((await lintFiles(exampleWith(files(size * times(10, 3))))).crashed).toBe(false);
    },
    patience,
  );
});

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
const started = {
  'train.sh':
    '#!/usr/bin/env bash\nset -e\ncd "$(dirname "$0")"\ndocker run --rm -v "$(pwd):/app" -w /app demo python train.py\n',
};

const limited: { readonly [name: string]: Files } = {
  'a Dockerfile of 2,400 stages': {
    ...started,
    Dockerfile: numbers(2400)
      .map((n) => `FROM ${n === 0 ? 'a:1' : `s${n - 1}`} AS s${n}`)
      .join('\n'),
  },
  'a Dockerfile of 20,000 instructions': { ...started, Dockerfile: `FROM a:1\n${'RUN true\n'.repeat(20_000)}` },
  'a RUN of 300 substitutions': { ...started, Dockerfile: `FROM a:1\nRUN X=${'$('.repeat(300)}echo${')'.repeat(300)}\n` },
  'a RUN of 500 conditions': { ...started, Dockerfile: `FROM a:1\nRUN ${'if a; then '.repeat(200)}b; ${'fi; '.repeat(200)}\n` },
  'Python of 3,000 parentheses': { ...started, 'train.py': `x = ${'('.repeat(3000)}1${')'.repeat(3000)}\n` },
  'Python of 20,000 additions': { ...started, 'train.py': `x = 1${' + 1'.repeat(20_000)}\n` },
  'Python of 20,000 attributes': { ...started, 'train.py': `x = a${'.b'.repeat(20_000)}\n` },
  'Python of 5 MiB': { ...started, 'train.py': `x = 1\n${'# a\n'.repeat(1_400_000)}` },
  'a script of 5,000 launches': { 'train.sh': `set -e\n${'docker run --rm demo python train.py\n'.repeat(5000)}` },
};

describe('what is not read is reported', () => {
  test.each(Object.keys(limited))(
    '%s',
    async (name) => {
      const { findings, crashed } = await lintFiles(exampleWith(limited[name]!));
      expect(crashed).toBe(false);
      const limits = findings.filter(({ rule }) => rule === 'internal/limit');
      expect(limits.length).toBeGreaterThan(0);
      expect(limits.every(({ severity }) => severity === 'info')).toBe(true);
      expect(new Set(limits.map(({ at }) => at.file)).size).toBe(limits.length);
    },
    patience,
  );

  test('a Dockerfile of 2 MB: once, and not as a mistake in it', async () => {
    const { findings } = await lintFiles(exampleWith({ ...started, Dockerfile: `FROM a:1\n${'# a\n'.repeat(600_000)}` }));
    const about = findings.filter(({ at }) => at.file === 'examples/demo/Dockerfile').map(({ rule }) => rule);
    expect(about.filter((rule) => rule === 'internal/limit' || rule === 'dockerfile/syntax')).toEqual(['internal/limit']);
  });

  test('the word that starts a container is shown, and every budget that ran out is named', async () => {
    const { findings } = await lintFiles(exampleWith({ 'train.sh': 'X=a\nwhile true; do X=$X$X; docker run $X; done\n' }));
    const [limit, ...others] = findings.filter(({ rule }) => rule === 'internal/limit');
    expect(others).toEqual([]);
    expect(limit?.at).toMatchObject({ file: 'examples/demo/train.sh', start: 'X=a\nwhile true; do X=$X$X; '.length });
  });

  test('a script that starts no container has no such finding', async () => {
    const body = 'X=a\n# docker is not needed\nwhile true; do X=$X$X; "$X.sh"; done\n';
    const { findings } = await lintFiles(exampleWith({ 'train.sh': body }));
    expect(findings.filter(({ rule }) => rule === 'internal/limit')).toEqual([]);
  });

  test('a directive of 20,000 rules', async () => {
    const ids = numbers(20_000).map((n) => `docker/rule${n}`);
    const { findings } = await lintFiles(
      exampleWith({ 'train.sh': `# cvl-disable-next-line ${ids.join(', ')}\ndocker run demo\n` }),
    );
    expect(findings.filter(({ rule }) => rule === 'directives/syntax')).toHaveLength(1);
  });
});

describe('deep nesting in other files ends no rule', () => {
  test.each([
    [
      'a long chain of elif',
      {
        'train.py': `if a:\n  pass\n${numbers(3000)
          .map((n) => `elif b == ${n}:\n  pass\n`)
          .join('')}`,
      },
    ],
    ['defaults in an ARG', { Dockerfile: `FROM a:1\nARG A=${'${B:-'.repeat(3000)}c${'}'.repeat(3000)}\nENV D=$A\n` }],
    ['a value that doubles in ENV', { Dockerfile: `FROM a:1\nENV A=aaaaaaaa\n${'ENV A=$A$A\n'.repeat(200)}` }],
    ['JSON in JSON', { 'logs/metrics.jsonl': `${'{"a":['.repeat(100_000)}` }],
    ['JSON in the state of a trainer', { 'outputs/trainer_state.json': `{"log_history": ${'['.repeat(100_000)}` }],
    ['brackets in a README', { 'README.md': `${'['.repeat(50_000)}${'](a)'.repeat(50_000)}` }],
    ['TOML in TOML', { 'pyproject.toml': `a = ${'['.repeat(20_000)}${'{b='.repeat(20_000)}` }],
    ['requirements that include themselves', { 'requirements.txt': '-r requirements.txt\n-r ./requirements.txt\n' }],
    ['f-strings in f-strings', { 'train.py': `x = ${'f"{'.repeat(300)}1${'}"'.repeat(300)}\n` }],
  ])('%s', async (_, files) => {
    const { findings } = await lintFiles(exampleWith({ ...started, 'train.py': 'import torch\n', ...files }));
    expect(findings.filter(({ rule }) => rule === 'internal/rule-crashed').map(({ message }) => message)).toEqual([]);
  });
});
