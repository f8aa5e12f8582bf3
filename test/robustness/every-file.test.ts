import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { builtins } from '../../src/cli/builtin';
import { loadConfiguration } from '../../src/config/load';
import type { Configuration } from '../../src/config/types';
import { lint } from '../../src/engine/lint';
import { type MemoryFile, memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import { compileGlobs } from '../../src/text/glob';

/** The zoo, as files in memory: a lint of all of it, with every rule, is what each case below disturbs. */
const zoo = join(__dirname, '../fixtures/zoo');
const files: { readonly [path: string]: MemoryFile } = Object.fromEntries(
  readdirSync(zoo, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.cvlrc')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(zoo.length + 1), { bytes: readFileSync(path), executable: path.endsWith('.sh') }]),
);

let configuration: Configuration;
beforeAll(async () => {
  configuration = await loadConfiguration({ builtins, cwd: '/', root: '/nowhere', allowCode: false, commandLineRules: [] });
});

/** What a person would be told of crashes; empty where all rules came to an end. */
async function crashesWith(changed: { readonly [path: string]: MemoryFile }): Promise<readonly string[]> {
  const repository = createRepository(memoryTree({ ...files, ...changed }), {
    examples: configuration.examples,
    ignores: compileGlobs(configuration.ignore),
  });
  const result = await lint({ repository, configuration, paths: [''], version: '0.0.0', today: '2026-01-01' });
  return result.findings.filter(({ rule }) => rule === 'internal/rule-crashed').map(({ message }) => message);
}

const base = 'examples/perception/object_detection/street-detector';
const targets = [
  `${base}/train.sh`,
  `${base}/build.sh`,
  `${base}/Dockerfile`,
  `${base}/train.py`,
  `${base}/README.md`,
  `${base}/.gitignore`,
  `${base}/.dockerignore`,
  `${base}/requirements.txt`,
  `${base}/example.yaml`,
  `${base}/lightning_logs/version_0/metrics.csv`,
  `${base}/lightning_logs/version_0/hparams.yaml`,
  `${base}/lightning_logs/version_0/events.out.tfevents.1.host`,
  `${base}/logs/train.log`,
  `${base}/outputs/trainer_state.json`,
  `${base}/outputs/adapter_config.json`,
  `${base}/outputs/adapter_model.safetensors`,
  `${base}/wandb/run-20240101_000000-abc/run-abc.wandb`,
  `${base}/wandb/run-20240101_000000-abc/files/wandb-summary.json`,
];

/** A file of the zoo, or another of the same ending, with bytes cut, changed, doubled or put in. */
const mutated = fc
  .record({
    target: fc.constantFrom(...targets),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    inserted: fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc
        .constantFrom(
          '\r\n',
          '\0',
          '\u202e',
          '${',
          '$(',
          '"',
          "'",
          '<<EOF',
          '\\\n',
          '{{',
          '[',
          '---\n',
          'nan',
          '\u001b]8;;',
          '🦓',
        )
        .map((text) => Buffer.from(text)),
    ),
  })
  .map(({ target, at, length, inserted }) => {
    const known = files[target];
    const bytes = Buffer.from((typeof known === 'object' ? known.bytes : undefined) ?? []);
    const from = Math.floor(at * bytes.length);
    return {
      [target]: { bytes: Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + length)]), executable: true },
    };
  });

test('the zoo itself', async () => {
  expect(await crashesWith({})).toEqual([]);
});

test('arbitrary bytes as any of the files', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), fc.uint8Array({ maxLength: 400 }), async (target, bytes) => {
      expect(await crashesWith({ [target]: { bytes, executable: true } })).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('any of the files damaged', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (changed) => {
      expect(await crashesWith(changed)).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test.each([
  ['empty', ''],
  ['a single NUL', '\0'],
  ['only a byte order mark', '\uFEFF'],
  ['one line of a megabyte', 'a'.repeat(1 << 20)],
  ['a hundred thousand lines', '#\n'.repeat(100_000)],
  ['deeply nested brackets', '['.repeat(20_000)],
  ['deeply nested substitutions', '$('.repeat(5_000)],
  ['deeply nested braces', '{a,'.repeat(5_000)],
])('every file is %s', async (_, text) => {
  expect(await crashesWith(Object.fromEntries(targets.map((path) => [path, { text, executable: true }])))).toEqual([]);
});

test('names with newlines, control characters, globs and prototypes', async () => {
  const names = [
    'new\nline',
    'esc\u001b[31m',
    '-rf',
    '*',
    '__proto__',
    'constructor',
    '%s%n',
    'a b',
    "it's",
    '"',
    '\u202e',
    '🦓',
    '..\\x',
  ];
  const changed = Object.fromEntries(
    names.flatMap((name) =>
      Object.entries(files)
        .filter(([path]) => path.startsWith(base))
        .map(([path, file]) => [path.replace(base, `examples/${name}`), file]),
    ),
  );
  expect(await crashesWith(changed)).toEqual([]);
});
