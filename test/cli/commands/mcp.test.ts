import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const bin = join(__dirname, '../../../bin/run.js');

let folder: string;
let client: Client;
let noise = '';

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-mcp-')));
  write('.cvlrc', 'extends: []\nrules: { example/name-format: warning, docker/terminal: error, shell/line-endings: error }\n');
  write('demo/example.yaml', 'name: The_Demo\n');
  write('demo/train.sh', '#!/bin/bash\nset -euo pipefail\ndocker run --rm -it demo:1.0 python train.py\n');
  for (let index = 0; index < 30; index++) write(`many/e${index}/example.yaml`, `name: The_E${index}\n`);
  const transport = new StdioClientTransport({ command: process.execPath, args: [bin, 'mcp'], cwd: folder, stderr: 'pipe' });
  transport.stderr?.on('data', (chunk) => {
    noise += String(chunk);
  });
  client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

interface Answer {
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: { readonly total: number; readonly findings: readonly object[]; readonly nextOffset?: number };
  readonly isError?: boolean;
}

const call = async (name: string, args: object = {}): Promise<Answer> =>
  (await client.callTool({ name, arguments: { ...args } })) as unknown as Answer;

const textOf = async (name: string, args: object = {}): Promise<string> => (await call(name, args)).content[0]!.text;

test('a client is told what there is, and which tools only read', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
    ['lint', true],
    ['inspect', true],
    ['runs', true],
    ['explain', true],
    ['fix', false],
  ]);
  expect(client.getServerVersion()?.name).toBe('cvl');
});

test.each(['lint', 'runs', 'fix'])('%s looks at nothing outside of the repository', async (tool) => {
  const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-elsewhere-')));
  try {
    writeFileSync(join(elsewhere, 'example.yaml'), 'name: The_Secret\n');
    symlinkSync(elsewhere, join(folder, 'link'));
    for (const path of [elsewhere, `../${basename(elsewhere)}`, 'link', '/etc']) {
      const { content, isError } = await call(tool, { paths: [path] });
      expect(isError).toBe(true);
      expect(content[0]!.text).toBe(`${path} is outside of ${folder}, the repository that the server was started in.`);
    }
  } finally {
    rmSync(elsewhere, { recursive: true });
    rmSync(join(folder, 'link'), { force: true });
  }
});

test('lint gives findings page by page, the most severe first', async () => {
  const first = await call('lint');
  expect(first.content[0]!.text).toMatch(
    /^32 findings \(1 error, 31 warnings\)\.\ndemo\/train\.sh:3:\d+ error docker\/terminal /,
  );
  expect(first.structuredContent).toMatchObject({ total: 32, nextOffset: 20 });
  expect(first.structuredContent?.findings[0]).toMatchObject({
    file: 'demo/train.sh',
    line: 3,
    severity: 'error',
    fix: 'unsafe',
  });
  const second = await call('lint', { offset: 20 });
  expect(second.structuredContent?.findings).toHaveLength(12);
  expect(second.structuredContent).not.toHaveProperty('nextOffset');
});

test('lint can look at some paths, some rules, and severe findings alone', async () => {
  expect(await textOf('lint', { paths: ['many/e1'] })).toMatch(/^1 finding \(/);
  expect(await textOf('lint', { rules: ['docker/*'] })).toMatch(/^1 finding \(1 error/);
  expect(await textOf('lint', { severity: 'error', paths: ['many'] })).toMatch(/^No findings in \d+ files\.$/);
});

test('inspect shows what a script would start', async () => {
  expect(await textOf('inspect', { path: 'demo/train.sh' })).toContain('demo:1.0');
});

test('runs shows a training run and what is wrong with it', async () => {
  const rows = Array.from({ length: 20 }, (_, step) => `${step},${step < 10 ? 2 - step / 10 : 'nan'}`);
  write('demo/logs/metrics.csv', `step,train_loss\n${rows.join('\n')}\n`);
  const report = await textOf('runs', { paths: ['demo'] });
  expect(report).toContain('demo/logs');
  expect(report).toMatch(/train +loss +2 → NaN/);
});

test('explain gives the page of a rule', async () => {
  expect(await textOf('explain', { rule: 'example/name-format' })).toMatch(/^# example\/name-format\n/);
});

test('a long answer is cut at a line, and says how to get the rest', async () => {
  write('demo/long.sh', `#!/bin/bash\n${'docker run --rm alpine:3.20 true\n'.repeat(400)}`);
  const text = await textOf('inspect', { path: 'demo/long.sh' });
  expect(text.length).toBeLessThan(9000);
  const [, next = ''] = /For more: offset (\d+)\.$/.exec(text) ?? [];
  const rest = await textOf('inspect', { path: 'demo/long.sh', offset: Number(next) });
  expect(rest.split('\n')[0]).not.toBe(text.split('\n')[0]);
  rmSync(join(folder, 'demo/long.sh'));
});

test('fix shows a diff, and writes only where that is asked for', async () => {
  const read = (): string => readFileSync(join(folder, 'demo/train.sh'), 'utf8');
  const before = read();
  expect(await textOf('fix', { rules: ['docker/terminal'] })).toBe('There is nothing to fix.');
  const unsafe = { rules: ['docker/terminal'], unsafe: true };
  const diff = await textOf('fix', unsafe);
  expect(diff).toContain('-docker run --rm -it demo:1.0');
  expect(diff).toContain('Nothing is written.');
  expect(read()).toBe(before);
  expect(await textOf('fix', { ...unsafe, dryRun: false })).toBe('Fixed demo/train.sh\n0 findings left.');
  expect(read()).not.toContain('-it');
});

test.each([
  ['lint', { paths: ['dmeo'] }, 'dmeo: no such file or folder. Did you mean "demo"?'],
  ['lint', { rules: ['docker/terminl'] }, 'Did you mean "docker/terminal"?'],
  ['explain', { rule: 'name-format' }, 'Did you mean "example/name-format"?'],
])('a mistake in a call of %s is answered in a sentence', async (tool, args, sentence) => {
  const answer = await call(tool, args);
  expect(answer.isError).toBe(true);
  expect(answer.content[0]!.text).toContain(sentence);
});

test('the pages of rules are resources', async () => {
  const { contents } = await client.readResource({ uri: 'cvl://rules' });
  expect(contents[0]).toMatchObject({ text: expect.stringMatching(/^docker\/terminal \(error\): /m) });
  const page = await client.readResource({ uri: 'cvl://rules/docker/terminal' });
  expect(page.contents[0]).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('# docker/terminal\n') });
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'cvl://rules/{plugin}/{name}' },
    argument: { name: 'name', value: 'term' },
    context: { arguments: { plugin: 'docker' } },
  });
  expect(completion.values).toEqual(['terminal']);
});

test('nothing but the protocol was written, and standard error stayed empty', () => {
  expect(noise).toBe('');
});
