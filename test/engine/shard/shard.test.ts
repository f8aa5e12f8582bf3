import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtins } from '../../../src/cli/builtin';
import { readShard, shardOf } from '../../../src/cli/lint/shards';
import { lint } from '../../../src/engine/lint';
import { openProject } from '../../../src/engine/project';
import { checkTogether, gather } from '../../../src/engine/shard/gather';
import type { Shard } from '../../../src/model/linted-repository';
import json from '../../../src/reporters/json';
import sarif from '../../../src/reporters/sarif';
import { plain } from '../../reporters/result';

const zoo = join(__dirname, '../../fixtures/zoo');
const common = { version: '1.0.0', today: '2026-01-01' };
const reporters = { json, sarif };
type Format = keyof typeof reporters;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-shards-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (paths: readonly string[], shard?: Shard) =>
  openProject({ builtins, cwd: zoo, paths, allowCode: false, rules: ['*/*:warning'], ...(shard && { shard }) });

const lintPart = async (paths: readonly string[], shard?: Shard) => lint({ ...(await open(paths, shard)), ...common });

const textOf = async (format: Format, result: Awaited<ReturnType<typeof lint>>): Promise<string> =>
  String(await reporters[format].report(result, plain));

/** Lints each shard and writes its reports. Gives the files by format. */
async function shardReports(
  count: number,
  paths: readonly string[],
): Promise<{ readonly [format in Format]: readonly string[] }> {
  const files = { json: [] as string[], sarif: [] as string[] };
  for (let index = 1; index <= count; index++) {
    const result = await lintPart(paths, { index, count });
    for (const format of ['json', 'sarif'] as const) {
      const file = join(folder, `${index}-${count}.${format}`);
      writeFileSync(file, await textOf(format, result));
      files[format].push(file);
    }
  }
  return files;
}

async function merged(files: readonly string[]) {
  const shards = files.map((file) => readShard(file, folder));
  const { asked } = checkTogether(shards, common.version);
  const project = await open(asked.paths.map((path) => join(zoo, path)));
  const { finish, ...gathered } = gather(shards, project);
  const result = await lint({ ...project, ...gathered, ...common });
  finish();
  return result;
}

test.each([
  [1, '.'],
  [2, '.'],
  [3, '.'],
  // More than there are examples and files.
  [7, 'examples/generative'],
])('the reports of %d shards of %s make that of one run, byte for byte', async (count, path) => {
  const result = await lintPart([path]);
  expect(result.findings.length).toBeGreaterThan(0);
  const reports = await shardReports(count, [path]);
  for (const format of ['json', 'sarif'] as const)
    expect(await textOf(format, await merged(reports[format]))).toBe(await textOf(format, result));
});

test('a repository is looked at as a whole in the first shard only, and each example in one', async () => {
  const parts = await Promise.all([1, 2, 3].map((index) => lintPart(['.'], { index, count: 3 })));
  const units = parts.map(({ shard }) => (shard as { units: { unit: string }[] }).units.map(({ unit }) => JSON.parse(unit)));
  expect(units[0]?.some(([kind]) => kind === 'repository')).toBe(true);
  expect([...(units[1] ?? []), ...(units[2] ?? [])].some(([kind]) => kind === 'repository')).toBe(false);
  const examples = units.flat().filter(([kind]) => kind === 'example');
  expect(new Set(examples.map(([, path]) => path)).size).toBe(examples.length);
  expect(examples.length).toBe((await open(['.'])).repository.examples.length);
});

test.each(['', '0/3', '4/3', '1', '1/0', '-1/3', '1/3/5', 'a/b'])('--shard %j is refused', (text) => {
  expect(() => shardOf(text)).toThrow('1/3, 2/3, and 3/3');
});

describe('merge refuses', () => {
  let files: readonly string[];
  beforeAll(async () => {
    files = (await shardReports(3, ['examples'])).json;
  });
  const altered = (index: number, alter: (text: string) => string): string => {
    const { file } = readShard(files[index - 1] ?? '', folder);
    const copy = join(folder, `altered-${index}.json`);
    const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
    expect(alter(text)).not.toBe(text);
    writeFileSync(copy, alter(text));
    return copy;
  };
  const refused = (others: readonly string[]) => expect(merged(others)).rejects;

  test('where a shard is missing, or twice there', async () => {
    await refused([files[0]!, files[2]!]).toThrow('The report of shard 2/3 is missing');
    await refused([...files, files[0]!]).toThrow('Shard 1/3 is in both');
  });

  test('a report that is cut, another one, or none', async () => {
    await refused([files[0]!, altered(2, (text) => text.slice(0, -9)), files[2]!]).toThrow("can't be read as JSON");
    await refused([altered(1, (text) => text.replaceAll('"form"', '"other"'))]).toThrow("isn't the report of a shard");
    await refused(['nowhere.json']).toThrow('nowhere.json: no such file.');
  });

  test('reports by another version, or of another lint', async () => {
    await refused([altered(1, (text) => text.replaceAll('"cvl":"1.0.0"', '"cvl":"0.9.0"')), files[1]!, files[2]!]).toThrow(
      'is by cvl 0.9.0',
    );
    const elsewhere = altered(2, (text) => text.replaceAll('"paths":["examples"]', '"paths":[""]'));
    await refused([files[0]!, elsewhere, files[2]!]).toThrow('are of different lints');
    const configured = altered(3, (text) => text.replace(/"configuration":"\w+"/, '"configuration":"0"'));
    await refused([files[0]!, files[1]!, configured]).toThrow('another configuration');
  });

  test('reports about other files', async () => {
    const hash = /("texts":\{"([^"]+)":")\w/;
    await refused([altered(1, (text) => text.replace(hash, '$1-')), files[1]!, files[2]!]).toThrow(
      "isn't what shard 1/3 looked at",
    );
    const renamed = altered(2, (text) => text.replace('[\\"example\\",\\"', '[\\"example\\",\\"other/'));
    await refused([files[0]!, renamed, files[2]!]).toThrow('No shard looked at');
  });
});
