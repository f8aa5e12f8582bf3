import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin, Rule } from '../src/api';
import { circles, type Import, importsOf, sourceFiles } from './imports';

/** Which room may import which; of `types`, only types. `docs/architecture.md` draws it. Arrows run one way. */
const rooms: { readonly [room: string]: { readonly code: readonly string[]; readonly types?: readonly string[] } } = {
  text: { code: [] },
  languages: { code: ['text'] },
  schema: { code: ['languages', 'text'] },
  runs: { code: ['languages', 'text'] },
  model: { code: ['languages', 'runs', 'text'] },
  api: { code: ['languages', 'model', 'runs', 'schema', 'text'] },
  declarative: { code: ['api', 'languages', 'model', 'schema', 'text'], types: ['runs'] },
  config: { code: ['api', 'declarative', 'languages', 'model', 'schema', 'text'], types: ['runs'] },
  engine: { code: ['config', 'languages', 'model', 'schema', 'text'], types: ['api', 'runs'] },
  files: { code: [] },
  fix: { code: ['files', 'text'], types: ['api'] },
  reporters: { code: ['api', 'languages', 'runs', 'text'], types: ['model'] },
  testing: { code: ['api', 'config', 'engine', 'model', 'rules'] },
  explain: { code: ['api', 'config', 'engine', 'reporters', 'schema', 'testing', 'text'], types: ['model'] },
  watch: { code: ['api', 'config', 'engine', 'model', 'reporters', 'runs', 'schema', 'text'] },
  live: {
    code: ['api', 'config', 'engine', 'files', 'languages', 'model', 'reporters', 'runs', 'schema', 'text', 'watch'],
  },
  lsp: {
    code: ['api', 'config', 'engine', 'explain', 'fix', 'languages', 'model', 'reporters', 'schema', 'text'],
  },
  plugins: { code: ['api', 'rules'] },
};

/** Circles of types inside one room that a split would make harder to read. At most three. */
const excused: readonly { readonly files: readonly string[]; readonly because: string }[] = [
  {
    files: ['src/model/started.ts', 'src/model/targets.ts'],
    because: 'a launch has starts and a start has its launch, and together they are more than a few screens',
  },
];

const files = [...sourceFiles('src'), ...sourceFiles('plugins')];
const imports = files.flatMap(importsOf);

/** `src/model/disk.ts` is in `model`, `plugins/docker/paths.ts` in `plugins`, a table in `rules`. */
const roomOf = (path: string): string => (path.startsWith('src/') ? path.split('/')[1]! : path.split('/')[0]!);

/** A room with one door: each language, the runs, and the container engine. */
const houseOf = (path: string): string | undefined => /^src\/(?:languages\/[^/]+|runs|live\/engine)(?=\/)/.exec(path)?.[0];

const shown = ({ from, to }: Import): string => `${from} → ${to}`;

const arrowsOf = (some: readonly Import[]): ReadonlyMap<string, readonly string[]> =>
  new Map(files.map((file) => [file, some.filter(({ from }) => from === file).map(({ to }) => to)]));

test('a room imports only the rooms that it may', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other || room === 'cli') return false;
    return !(rooms[room]?.code.includes(other) || (typeOnly && rooms[room]?.types?.includes(other)));
  });
  expect(wrong.map(shown)).toEqual([]);
});

test('rooms, languages and plugins are in no circle', () => {
  const place = (path: string): string => /^plugins\/[^/]+/.exec(path)?.[0] ?? houseOf(path) ?? roomOf(path);
  const arrows = new Map<string, string[]>();
  for (const { from, to } of imports) arrows.set(place(from), [...(arrows.get(place(from)) ?? []), place(to)]);
  expect(circles(arrows)).toEqual([]);
});

test('docs/architecture.md draws every arrow between rooms, or arrows that it follows from', () => {
  const text = readFileSync(join(__dirname, '../docs/architecture.md'), 'utf8');
  const drawn = new Map<string, string[]>();
  for (const [, from = '', to = ''] of text.matchAll(/^ {2}([\w &]+?) --> ([\w &]+)$/gm))
    for (const room of from.split(' & ')) drawn.set(room, [...(drawn.get(room) ?? []), ...to.split(' & ')]);
  const reaches = (from: string, to: string): boolean => from === to || (drawn.get(from) ?? []).some((next) => reaches(next, to));
  const missing = imports.map(({ from, to }) => [roomOf(from), roomOf(to)] as const).filter(([, to]) => to !== 'rules');
  expect(missing.filter(([from, to]) => !reaches(from, to)).map((pair) => pair.join(' → '))).toEqual([]);
  expect(circles(drawn)).toEqual([]);
});

describe('files are in no circle', () => {
  test('when they are loaded', () => {
    expect(circles(arrowsOf(imports.filter(({ typeOnly, lazy }) => !typeOnly && !lazy)))).toEqual([]);
  });

  test('by their types, but for those that are excused', () => {
    expect(excused.length).toBeLessThanOrEqual(3);
    expect(circles(arrowsOf(imports))).toEqual(excused.map((circle) => circle.files));
  });
});

test('only src/files writes files', () => {
  const writes =
    /\b(?:appendFile|chmod|chown|copyFile|cp|createWriteStream|link|mkdir|mkdtemp|rename|rm|rmdir|symlink|truncate|unlink|utimes|write|writeFile)(?:Sync)?\b/;
  const imported = (file: string): readonly string[] =>
    [...readFileSync(join(__dirname, '..', file), 'utf8').matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.trim()),
    );
  const writers = files.filter((file) => imported(file).some((name) => writes.test(name)) && roomOf(file) !== 'files');
  // To standard error, to standard output, and to the pipe to the process that waits for a plugin.
  expect(writers).toEqual(['src/cli/output.ts', 'src/engine/isolation/parent.ts']);
  const others = files.filter((file) =>
    /(?:\* as \w+|^import \w+) from 'node:fs/m.test(readFileSync(join(__dirname, '..', file), 'utf8')),
  );
  expect(others).toEqual([]);
});

test('a language, the runs, and the container engine are entered by their index.ts alone', () => {
  const past = imports.filter(({ from, to }) => {
    const house = houseOf(to);
    return house !== undefined && house !== houseOf(from) && to !== `${house}/index.ts`;
  });
  expect(past.map(shown)).toEqual([]);
});

describe('plugins', () => {
  const theirs = imports.filter(({ from }) => roomOf(from) === 'plugins');

  test('import the public interface, their own files, and nothing else of ours', () => {
    const wrong = theirs.filter(({ from, to }) => {
      const own = from.split('/').slice(0, 2).join('/');
      return to !== 'src/api/index.ts' && !to.startsWith(`${own}/`) && !to.startsWith('rules/tables/');
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  test('are handed their tables by packs, and import none', () => {
    expect(theirs.filter(({ to }) => to.startsWith('rules/')).map(shown)).toEqual([]);
  });

  test('have in rules/ one rule a file, its default export, named as the file', () => {
    const faults = sourceFiles('plugins')
      .filter((file) => /^plugins\/[^/]+\/rules\//.test(file))
      .flatMap((file) => faultOf(file) ?? []);
    expect(faults).toEqual([]);
  });
});

/** What is wrong with a file as a rule; undefined where nothing is. */
function faultOf(file: string): string | undefined {
  const { default: rule, ...others } = require(join('..', file)) as { readonly default?: Rule };
  const name = basename(file, '.ts');
  if (file.split('/').length !== 4) return `${file} is in a folder of rules/`;
  if (rule?.name !== name || typeof rule.check !== 'function') return `${file} does not export the rule "${name}"`;
  if (Object.keys(others).length > 0) return `${file} also exports ${Object.keys(others).join(', ')}`;
  const plugin = require(join('..', file, '../../index')) as { readonly default: Plugin };
  return plugin.default.rules?.includes(rule) ? undefined : `${file} is not in the plugin's list`;
}
