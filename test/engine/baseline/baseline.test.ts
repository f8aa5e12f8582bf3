import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineRule, type Sample } from '../../../src/api/index';
import { compareWithBaseline, extendedBaseline, merged } from '../../../src/engine/baseline/apply';
import type { Baseline, BaselineEntry } from '../../../src/engine/baseline/form';
import { baselineText, readBaseline } from '../../../src/engine/baseline/text';
import { contentIdentifier } from '../../../src/engine/fingerprint';
import { lintSample } from '../../../src/testing';

/** Finds each `bad` word of a script. */
const rule = defineRule({
  name: 'bad-word',
  scope: 'script',
  docs: { summary: 'No bad word', why: 'It is bad.', bad: [], good: [] },
  messages: { found: 'This word is bad. Write another one.' },
  *check({ path, repository }) {
    for (const { index } of (repository.source(path)?.text ?? '').matchAll(/bad/g))
      yield { message: 'found', at: { file: path, start: index, end: index + 3 } };
  },
});

async function lintFiles(files: { readonly [path: string]: string }) {
  const result = await lintSample(rule, { 'example.yaml': 'name: demo\n', ...files } as Sample);
  return { result, id: contentIdentifier(result.text) };
}

const today = '2026-03-01';

async function compare(entries: readonly BaselineEntry[], files: { readonly [path: string]: string }, isInScope = () => true) {
  const { result, id } = await lintFiles(files);
  const baseline: Baseline = { name: '.cvl-baseline.json', entries };
  const isGone = (file: string): boolean => !(file.replace('examples/demo/', '') in files);
  const compared = compareWithBaseline(result.findings, { baseline, today, id, isGone, isInScope });
  return { compared, next: extendedBaseline(compared, id) };
}

const accept = async (files: { readonly [path: string]: string }): Promise<readonly BaselineEntry[]> =>
  (await compare([], files)).next;

const places = (findings: readonly { readonly at: { readonly file: string } }[]): string[] => findings.map(({ at }) => at.file);

describe('a known finding', () => {
  test('is held back where lines were added above it and its indentation changed', async () => {
    const known = await accept({ 'train.sh': 'echo bad one\n' });
    const { compared } = await compare(known, { 'train.sh': '# a comment\n\nif true; then\n  echo bad   one\nfi\n' });
    expect(compared.findings).toEqual([]);
    expect(compared.stale).toEqual([]);
  });

  test('is held back where its file or folder has another name, and the next baseline names that', async () => {
    const known = await accept({ 'train.sh': 'echo bad one\n' });
    const { compared } = await compare(known, { 'scripts/run.sh': 'echo bad one\n' });
    expect(compared.findings).toEqual([]);
    expect(compared.moved).toBe(1);
    expect(compared.pruned.map(({ file }) => file)).toEqual(['examples/demo/scripts/run.sh']);
  });

  test('in a file that is still there does not excuse a copy of it', async () => {
    const known = await accept({ 'train.sh': 'echo bad one\n' });
    const { compared } = await compare(known, { 'train.sh': 'echo bad one\n', 'copy.sh': 'echo bad one\n' });
    expect(places(compared.findings)).toEqual(['examples/demo/copy.sh']);
  });

  test('does not excuse one more of its kind in its file', async () => {
    const known = await accept({ 'train.sh': 'bad\nbad\n' });
    expect(known).toMatchObject([{ count: 2 }]);
    const { compared } = await compare(known, { 'train.sh': 'bad\nbad\nbad\n' });
    expect(compared.findings).toHaveLength(1);
    expect(compared.heldBack).toHaveLength(2);
  });

  test('that is fixed is stale, as often as it is gone', async () => {
    const known = await accept({ 'train.sh': 'bad\nbad\nbad\n' });
    const { compared } = await compare(known, { 'train.sh': 'bad\n' });
    expect(compared.stale).toMatchObject([{ count: 2 }]);
    expect(compared.pruned).toMatchObject([{ count: 1 }]);
  });

  test('that this run did not look for is neither stale nor lost', async () => {
    const known = await accept({ 'train.sh': 'bad\n' });
    const { compared, next } = await compare(known, { 'other.sh': 'echo\n' }, () => false);
    expect(compared.stale).toEqual([]);
    expect(next).toEqual(known);
  });
});

describe('an entry with a date', () => {
  const until = (date: string) => async () => {
    const [entry] = await accept({ 'train.sh': 'bad\n' });
    return compare([{ ...entry!, reason: 'a deadline', until: date }], { 'train.sh': 'bad\n' });
  };

  test('holds its finding back until the day before', async () => {
    expect((await until('2026-03-02')()).compared.findings).toEqual([]);
  });

  test('counts again from that day on, and is accepted without the date when the baseline is written again', async () => {
    const { compared, next } = await until('2026-03-01')();
    expect(compared.findings).toHaveLength(1);
    expect(compared.expired).toMatchObject([{ reason: 'a deadline' }]);
    expect(compared.stale).toEqual([]);
    expect(next).toMatchObject([{ reason: 'a deadline' }]);
    expect(next[0]).not.toHaveProperty('until');
  });
});

test('a thousand equal findings of renamed files are compared in time', async () => {
  const entry: BaselineEntry = { file: '', rule: 'a/b', id: 'same', count: 1, message: '' };
  const entries = Array.from({ length: 20_000 }, (_, index) => ({ ...entry, file: `old/${index}` }));
  const findings = entries.map((_, index) => ({ rule: 'a/b', messageId: 'x', message: 'x', at: { file: `new/${index}` } }));
  const compared = compareWithBaseline(findings, {
    baseline: { name: '', entries },
    today,
    id: () => 'same',
    isGone: (file) => file.startsWith('old/'),
    isInScope: () => true,
  });
  expect(compared.moved).toBe(20_000);
});

describe('the file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cvl-baseline-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const read = (text: string): Promise<Baseline> => {
    writeFileSync(join(folder, '.cvl-baseline.json'), text);
    return readBaseline(join(folder, '.cvl-baseline.json'), folder);
  };

  const entries: readonly BaselineEntry[] = [
    { file: 'b/train.sh', rule: 'docker/mounts', id: '2', count: 1, message: 'B' },
    {
      file: 'a/train.sh',
      rule: 'shell/quoting',
      id: '1',
      count: 3,
      message: 'A “quote” "x"',
      reason: 'old',
      until: '2030-01-01',
    },
    { file: 'a/train.sh', rule: 'docker/mounts', id: '9', count: 1, message: 'A' },
  ];

  test('is sorted and has a line for each entry, and reads back as it was written', async () => {
    const text = baselineText(entries);
    expect(text).toBe(`{
  "version": 1,
  "files": {
    "a/train.sh": [
      { "rule": "docker/mounts", "id": "9", "message": "A" },
      { "rule": "shell/quoting", "id": "1", "count": 3, "message": "A “quote” \\"x\\"", "reason": "old", "until": "2030-01-01" }
    ],
    "b/train.sh": [
      { "rule": "docker/mounts", "id": "2", "message": "B" }
    ]
  }
}
`);
    expect(baselineText((await read(text)).entries)).toBe(text);
    expect(JSON.parse(baselineText([]))).toEqual({ version: 1, files: {} });
  });

  test('equal findings of a file are one entry', () => {
    expect(merged([...entries, ...entries]).map(({ count }) => count)).toEqual([2, 6, 2]);
  });

  test.each([
    ['a syntax error', '{\n  "version": 1,\n  "files": {\n', /^\.cvl-baseline\.json:\d+:\d+ /],
    ['no JSON', 'version: 1\nfiles: {}\n', /The baseline must be JSON/],
    ['a later version', '{ "version": 2, "files": {} }', /^\.cvl-baseline\.json:1:14 .*version/],
    [
      'a wrong key',
      '{ "version": 1, "files": { "a": [{ "rule": "a/b", "id": "1", "untill": "x" }] } }',
      /^\.cvl-baseline\.json:1:62 .*"until"/,
    ],
    ['no date', '{ "version": 1, "files": { "a": [{ "rule": "a/b", "id": "1", "until": "soon" }] } }', /:1:71 .*until/],
    ['an empty file', '', /baseline/],
    [
      'a merge conflict',
      '{\n<<<<<<< HEAD\n  "version": 1,\n=======\n',
      /^\.cvl-baseline\.json:2:1 The baseline has conflict markers of a merge\. Take either side, then run `cvl lint --write-baseline`\.$/,
    ],
  ])('%s is a mistake with its place', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text)).rejects.toMatchObject({ name: 'ConfigurationError' });
  });
});

test('a suppressed finding changes the fingerprint of no other', async () => {
  const plain = await lintFiles({ 'train.sh': 'bad\nbad\nbad\n' });
  expect(new Set(plain.result.findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  const some = await lintFiles({ 'train.sh': '# cvl-disable-next-line\nbad\nbad\nbad\n' });
  expect(some.result.suppressed).toHaveLength(1);
  const all = [...some.result.suppressed, ...some.result.findings];
  expect(all.map(({ fingerprint }) => fingerprint)).toEqual(plain.result.findings.map(({ fingerprint }) => fingerprint));
});
