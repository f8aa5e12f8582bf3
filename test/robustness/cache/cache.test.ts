import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { builtins } from '../../../src/cli/builtin';
import { resultsFile } from '../../../src/cli/lint/cache';
import { explainResults, summarizeResults } from '../../../src/cli/lint/explained';
import { ConfigurationError } from '../../../src/config/errors';
import { explainKept } from '../../../src/engine/cache/explain';
import { keptUnits } from '../../../src/engine/cache/kept-units';
import { resultsName } from '../../../src/engine/cache/results-name';
import { lint } from '../../../src/engine/lint';
import { openProject } from '../../../src/engine/project';
import { loadReporter } from '../../../src/reporters';
import { times } from '../../thorough';
import { apply, edit } from './edits';
import { createSmallRepository } from './small-repository';

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cvl-cache-'));
  root = join(base, 'repository');
  createSmallRepository(root);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

interface Options {
  readonly paths?: readonly string[];
  /** Instead of the paths: a file whose text isn't as on disk. */
  readonly unsaved?: { readonly file: string; readonly text: string } | undefined;
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

async function reportOf({ paths = ['.'], unsaved, today = '2026-01-01', isKept = false }: Options) {
  const project = await openProject({
    builtins,
    cwd: root,
    paths: unsaved ? [] : paths,
    ...(unsaved && { overlay: unsaved }),
    allowCode: false,
    withoutFailed: true,
    racyMs: 0,
  });
  const name = resultsName(project, 'this build') ?? '';
  const units = keptUnits({ ...project, today, file: resultsFile(join(base, 'cache'), name) });
  let judged = 0;
  const kept = {
    ...units,
    put(...given: Parameters<typeof units.put>) {
      judged++;
      units.put(...given);
    },
  };
  const result = await lint({ ...project, version: '0.0.0', today, ...(isKept && { kept }) });
  if (isKept) units.save();
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

const runs = Number(process.env['CVL_CACHE_EDITS'] ?? times(1000, 24));

test('after any edits, a report from the cache is the one without', async () => {
  await report({ isKept: true });
  const paths = fc.constantFrom(['.'], ['examples/one'], ['examples/two/train.sh', 'lib']);
  const files = ['examples/one/train.py', 'examples/one/helpers.py', 'examples/two/train.sh', 'examples/two/os.py', 'lib/new.sh'];
  const text = fc.constantFrom('', 'import torch\n', 'docker run one-image python train.py\n');
  const unsaved = fc.option(fc.record({ file: fc.constantFrom(...files), text }), { nil: undefined, freq: 2 });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), paths, unsaved, async (edits, asked, typed) => {
      for (const each of edits) apply(root, each);
      if (typed) await expectSame({ unsaved: typed });
      await expectSame({ paths: asked.filter((path) => path === '.' || readdirSync(root).includes(path.split('/')[0]!)) });
    }),
    { numRuns: runs, endOnFailure: true },
  );
}, 3_600_000);

async function explained(paths: readonly string[]) {
  const project = await openProject({ builtins, cwd: root, paths, allowCode: false, withoutFailed: true, racyMs: 0 });
  const name = resultsName(project, 'this build') ?? '';
  return explainKept({ ...project, today: '2026-01-01', file: resultsFile(join(base, 'cache'), name) });
}

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

test('a new file that nothing looked for judges only what is about all files', async () => {
  await report({ isKept: true });
  apply(root, { kind: 'write', path: 'examples/one/logs/ideas.txt', other: '', text: 'Later.\n' });
  const judged = (await explained(['.'])).filter(({ state }) => state !== 'same');
  expect(judged.map(({ unit }) => unit.rule ?? unit.path)).toEqual([
    'docker/compose-references',
    'files/gitlink',
    'yaml/versions',
    'examples/one',
  ]);
  expect(await expectSame({})).toBe(judged.length);
});

test('what is kept says what it rests on, and what has changed', async () => {
  expect(summarizeResults(await explained(['.']))).toContain('No results are kept');
  await report({ isKept: true });
  const all = await explained(['.']);
  expect(all.length).toBeGreaterThan(5);
  expect(summarizeResults(all)).toBe(`${all.length} of ${all.length} results are used again.\n`);
  apply(root, { kind: 'write', path: 'examples/one/model.py', other: '', text: 'import numpy\n' });
  const [one] = await explained(['examples/one/train.py']);
  expect(one).toMatchObject({ unit: { kind: 'example', path: 'examples/one' }, state: 'changed' });
  expect(one?.changed).toContainEqual({ question: 'repository.source', about: 'examples/one/model.py' });
  expect(explainResults(one ? [one] : [])).toMatch(
    /^examples\/one \(example\)\n {2}Judged again.*:\n {4}texts of files \(1\): examples\/one\/model.py\n/,
  );
  expect(await explained(['examples/two'])).toMatchObject([{ state: 'same', changed: [] }]);
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

test('a file that is cut, damaged, swapped, or something else costs time only', async () => {
  await report({ isKept: true });
  await report({ isKept: true, paths: ['examples/one'] });
  const [name = ''] = readdirSync(join(base, 'cache'));
  const file = join(base, 'cache', name);
  const whole = readFileSync(file, 'utf8');
  const json = (change: (form: { [part: string]: unknown }) => unknown): string => {
    const changed = JSON.stringify(change(JSON.parse(whole.slice(whole.indexOf('\n'))))).replaceAll('…', '\\u2026');
    return `${crc32(changed)}\n${changed}`;
  };
  const damaged = [
    '',
    whole.slice(0, whole.length / 2),
    whole.replace('severity', 'Severity'),
    '{}\n{}',
    `${whole} `,
    json(() => null),
    json(({ units: _, ...form }) => form),
    json((form) => ({ ...form, key: [] })),
    json((form) => ({ ...form, name: [1e9, -1, 0.5] })),
    json((form) => ({ ...form, key: [1e9, -1] })),
    json((form) => ({
      ...form,
      rests: [0, 0, 1, 1],
      lists: [
        [0, 2],
        [0, 2],
      ],
    })),
    json((form) => ({ ...form, units: (form['units'] as readonly string[][]).map(([unit, , day]) => [unit, [], day, 0, 'x']) })),
  ];
  for (const text of damaged) {
    writeFileSync(file, text);
    await expectSame({});
  }
});

test('what a lint adds to the file costs time only where it is cut, damaged, or follows something else', async () => {
  const helpers = (text: string): void => writeFileSync(join(root, 'examples/two/helpers/__init__.py'), text);
  const fileOf = (): string => join(base, 'cache', readdirSync(join(base, 'cache'))[0]!);
  const recordsIn = (text: string): number => text.split('\n').length >> 1;
  await report({ isKept: true });
  const first = readFileSync(fileOf(), 'utf8');
  helpers('VALUE = 2\n');
  await expectSame({});
  const second = readFileSync(fileOf(), 'utf8');
  expect(second.startsWith(first)).toBe(true);
  expect(recordsIn(second)).toBe(2);
  helpers('VALUE = 3\n');
  await expectSame({});
  const added = readFileSync(fileOf(), 'utf8').slice(second.length);
  const change = second.slice(first.length);
  const cuts = [1, 5, 20, change.length / 2, change.length - 1].map((length) => first + change.slice(0, length));
  for (const text of [
    ...cuts,
    first + added,
    second + change,
    `${second}x`,
    second + added.replace('"gone"', '"Gone"'),
    second,
  ]) {
    writeFileSync(fileOf(), text);
    await expectSame({});
    await expectSame({ paths: ['examples/one'] });
    expect(await expectSame({})).toBe(0);
  }
});

test('a file to which more was added than half of what it held is written anew', async () => {
  const sizes: number[] = [];
  await report({ isKept: true });
  for (let count = 0; count < 30; count++) {
    writeFileSync(join(root, 'examples/two/train.sh'), `docker run two-image python main.py --option ${count}\n`);
    await expectSame({});
    sizes.push(readFileSync(join(base, 'cache', readdirSync(join(base, 'cache'))[0]!)).length);
  }
  const half = sizes.slice(15);
  expect(Math.max(...half)).toBeLessThan(2 * Math.min(...half));
  expect(sizes.some((size, at) => at > 0 && size < sizes[at - 1]!)).toBe(true);
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
