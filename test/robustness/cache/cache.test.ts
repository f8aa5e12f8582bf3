import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { builtins } from '../../../src/cli/builtin';
import { ConfigurationError } from '../../../src/config/errors';
import { folderName } from '../../../src/engine/cache/folder-name';
import { keptUnits } from '../../../src/engine/cache/kept-units';
import { lint } from '../../../src/engine/lint';
import { openProject } from '../../../src/engine/project';
import { cacheFolder } from '../../../src/files/cache-folder';
import { loadReporter } from '../../../src/reporters';
import { times } from '../../thorough';
import { apply, edit, git } from './edits';
import { smallRepository } from './small-repository';

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cvl-cache-'));
  root = join(base, 'repository');
  for (const [path, text] of Object.entries(smallRepository)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'start');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

interface Options {
  readonly paths?: readonly string[];
  readonly today?: string;
  readonly isKept?: boolean;
}

/** The reports of a lint in formats that together show everything; and how many units were judged. */
async function report(options: Options) {
  try {
    return await reportOf(options);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { reports: [error.message], files: [], suppressed: 0, judged: 0 };
  }
}

async function reportOf({ paths = ['.'], today = '2026-01-01', isKept = false }: Options) {
  const project = await openProject({ builtins, cwd: root, paths, allowCode: false, withoutFailed: true, racyMs: 0 });
  const name = folderName(project, 'this build') ?? '';
  const units = keptUnits({ ...project, today, folder: cacheFolder(join(base, 'cache'), name) });
  let judged = 0;
  const kept = {
    ...units,
    put(...given: Parameters<typeof units.put>) {
      judged++;
      units.put(...given);
    },
  };
  const result = await lint({ ...project, version: '0.0.0', today, ...(isKept && { kept }) });
  const options = { color: false, hyperlinks: false, env: {}, cwd: root, view: {} };
  const reports = await Promise.all(
    ['json', 'sarif', 'stylish', 'github'].map(async (format) => (await loadReporter(format))?.report(result, options as never)),
  );
  return { reports, files: result.files, suppressed: result.suppressed.length, judged };
}

async function expectSame(options: Options): Promise<number> {
  const { judged, ...cached } = await report({ ...options, isKept: true });
  const { judged: _, ...fresh } = await report(options);
  expect(cached).toEqual(fresh);
  return judged;
}

const runs = Number(process.env['CVL_CACHE_EDITS'] ?? times(1000, 40));

test('after any edits, a report from the cache is the one without', async () => {
  await report({ isKept: true });
  const paths = fc.constantFrom(['.'], ['examples/one'], ['examples/two/train.sh', 'lib']);
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), paths, async (edits, asked) => {
      for (const each of edits) apply(root, each);
      await expectSame({ paths: asked.filter((path) => path === '.' || readdirSync(root).includes(path.split('/')[0]!)) });
    }),
    { numRuns: runs, endOnFailure: true },
  );
}, 3_600_000);

test('nothing is judged twice, and a change judges what rests on it', async () => {
  expect(await expectSame({})).toBeGreaterThan(5);
  expect(await expectSame({})).toBe(0);
  apply(root, { kind: 'touch', path: 'examples/one/train.py', other: '', text: '' });
  expect(await expectSame({})).toBe(0);
  apply(root, { kind: 'sameSizeAndTime', path: 'examples/two/main.py', other: '', text: '' });
  const judged = await expectSame({});
  expect(judged).toBeGreaterThan(0);
  expect(judged).toBeLessThan(4);
});

test('a day changes what asks for the day', async () => {
  writeFileSync(
    join(root, 'examples/two/train.sh'),
    '# cvl-disable-file until=2026-06-01 -- later\ndocker run two-image python main.py\n',
  );
  await expectSame({ today: '2026-01-01' });
  await expectSame({ today: '2026-12-31' });
  await expectSame({ today: '2026-01-01' });
});

test('records that are cut, damaged, swapped, or something else cost time only', async () => {
  await report({ isKept: true });
  const [folder = ''] = readdirSync(join(base, 'cache'));
  const files = readdirSync(join(base, 'cache', folder)).map((file) => join(base, 'cache', folder, file));
  const damage: readonly ((text: string, other: string) => string)[] = [
    () => '',
    (text) => text.slice(0, text.length / 2),
    (text) => text.replace('severity', 'Severity'),
    (_, other) => other,
    () => '{}\n{}',
    (text) => `${text} `,
  ];
  for (const act of damage) {
    for (const [index, file] of files.entries()) {
      if (index % 2 === 0)
        writeFileSync(file, act(readFileSync(file, 'utf8'), readFileSync(files[index + 1] ?? files[0]!, 'utf8')));
    }
    await expectSame({});
  }
});

test('where nothing can be written, nothing is kept, and the report is the same', async () => {
  writeFileSync(join(base, 'cache'), 'a file in the way');
  await expectSame({});
  await expectSame({});
});

test('two at once', async () => {
  const reports = await Promise.all([report({ isKept: true }), report({ isKept: true })]);
  expect(reports[0]?.reports).toEqual(reports[1]?.reports);
  expect(await expectSame({})).toBe(0);
});
