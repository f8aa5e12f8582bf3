import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { builtins } from '../../src/cli/builtin';
import { loadConfiguration } from '../../src/config/load';
import type { Configuration } from '../../src/config/types';
import { lint } from '../../src/engine/lint';
import { type MemoryFile, memoryTree } from '../../src/model/memory';
import { createRepository, type LintedRepository } from '../../src/model/repository';
import { compileGlobs } from '../../src/text/glob';
import { times } from '../thorough';

type Files = { readonly [path: string]: MemoryFile };

const zoo = join(__dirname, '../fixtures/zoo');
const start: Files = Object.fromEntries(
  readdirSync(zoo, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.cvlrc')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(zoo.length + 1), { bytes: readFileSync(path), executable: path.endsWith('.sh') }]),
);

let configuration: Configuration;
beforeAll(async () => {
  configuration = await loadConfiguration({ builtins, cwd: '/', root: '/nowhere', allowCode: false, commandLineRules: [] });
});

const open = (files: Files, overlay: ReadonlyMap<string, string> = new Map()): LintedRepository =>
  createRepository(memoryTree(files), { examples: configuration.examples, ignores: compileGlobs(configuration.ignore), overlay });

async function findingsIn(repository: LintedRepository) {
  const { findings, suppressed, files } = await lint({
    repository,
    configuration,
    paths: [''],
    version: '0.0.0',
    today: '2026-01-01',
  });
  return { findings, suppressed, files };
}

const base = 'examples/perception/object_detection/street-detector';
const text = fc.constantFrom(
  '',
  'docker run --rm -v "$PWD":/workspace demo python train.py --epochs 3\n',
  'docker build -t demo .\n',
  'FROM python:3.12\nCOPY . /app\nENTRYPOINT ["python", "train.py"]\n',
  'name: demo\npresets:\n  train: {script: train.sh}\n  build: {script: build.sh}\n',
  'import torch\nfrom helpers import data\ntorch.save(1, "out/model.pt")\n',
  'out/\n*.log\n',
  '# cvl-disable-file -- because\nset -e\nsource ./common.sh\n',
);
const path = fc.constantFrom(
  ...['train.sh', 'build.sh', 'common.sh', 'Dockerfile', 'train.py', 'helpers.py', 'helpers/__init__.py', 'helpers/data.py'].map(
    (name) => `${base}/${name}`,
  ),
  ...[`${base}/example.yaml`, `${base}/README.md`, `${base}/.gitignore`, `${base}/logs/train.log`, '.gitignore', 'Makefile'],
  ...['examples/new/example.yaml', 'examples/new/train.sh', `${base}/nested/example.yaml`, `${base}/.dockerignore`],
);
type Edit = { readonly path: string; readonly text: string; readonly kind: 'write' | 'remove' | 'type' | 'mode' | 'move' };
const edit: fc.Arbitrary<Edit> = fc.record({
  path,
  text,
  kind: fc.constantFrom('write', 'write', 'remove', 'type', 'mode', 'move'),
});

function edited(files: Files, { path, text, kind }: Edit): Files {
  const { [path]: before, ...others } = files;
  if (kind === 'remove') return others;
  if (kind === 'mode') return before === undefined ? files : { ...files, [path]: { text, executable: false, tracked: false } };
  return kind === 'move' ? { ...others, ...(before !== undefined && { 'moved/train.sh': before }) } : { ...files, [path]: text };
}

test('after any changes, the findings are those of a repository that was always like that', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      let files = start;
      let overlay: ReadonlyMap<string, string> = new Map();
      const repository = open(files);
      await findingsIn(repository);
      for (const each of edits) {
        if (each.kind === 'type') {
          overlay = new Map([...overlay, [each.path, each.text]]);
          repository.change({ overlay });
        } else {
          files = edited(files, each);
          const paths = [each.path, 'moved/train.sh'];
          repository.change({ tree: memoryTree(files), ...(each.text.length % 2 === 0 && { paths }) });
        }
        expect(await findingsIn(repository)).toEqual(await findingsIn(open(files, overlay)));
      }
    }),
    { numRuns: times(300, 6) },
  );
});
