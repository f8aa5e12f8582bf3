import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from '../../src/runs';
import { createSession } from '../../src/watch/session';
import { createTail, type Tail } from '../../src/watch/tail';

let folder: string;
let log: string;
let tail: Tail;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-tail-'));
  log = join(folder, 'train.log');
  tail = createTail(log);
});
afterEach(async () => {
  await tail.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the next looks give, until there is nothing new. */
async function looks(of: Tail = tail): Promise<string[]> {
  const results: string[] = [];
  for (;;) {
    const step = await of.look();
    if (step.kind === 'grown') results.push(Buffer.from(step.bytes).toString());
    else if (step.kind === 'restarted') results.push(step.why);
    else return [...results, step.kind];
  }
}

/** On a file system with a coarse clock, two writes may have the same time. */
const later = (seconds: number): void => utimesSync(log, new Date(), new Date(Date.now() + seconds * 1000));

test("waits for a file that doesn't exist yet, and reads what is added", async () => {
  expect(await looks()).toEqual(['missing']);
  writeFileSync(log, 'a\n');
  expect(await looks()).toEqual(['a\n', 'same']);
  appendFileSync(log, 'b\nc');
  expect(await looks()).toEqual(['b\nc', 'same']);
  expect(await looks()).toEqual(['same']);
});

test('starts over when the file is truncated', async () => {
  writeFileSync(log, 'long line\n');
  await looks();
  truncateSync(log, 0);
  appendFileSync(log, 'new\n');
  later(1);
  expect(await looks()).toEqual(['truncated', 'new\n', 'same']);
});

test('reads a rotated file to its end before the new one', async () => {
  writeFileSync(log, 'a\n');
  await looks();
  appendFileSync(log, 'last words\n');
  renameSync(log, `${log}.1`);
  writeFileSync(log, 'fresh\n');
  expect(await looks()).toEqual(['last words\n', 'replaced', 'fresh\n', 'same']);
});

test('notices that a file was overwritten with a longer one', async () => {
  writeFileSync(log, 'first run\n');
  await looks();
  writeFileSync(log, 'other run, and longer than before\n');
  later(2);
  expect(await looks()).toEqual(['rewritten', 'other run, and longer than before\n', 'same']);
});

test('reads a document again whenever it changes, even if it begins the same', async () => {
  const document = createTail(log, true);
  writeFileSync(log, '{"step": 1}');
  await looks(document);
  writeFileSync(log, '{"step": 1, "more": 2}');
  later(3);
  expect(await looks(document)).toEqual(['rewritten', '{"step": 1, "more": 2}', 'same']);
  await document.close();
});

test('a file that disappears is missing, and is read again when it is back', async () => {
  writeFileSync(log, 'a\n');
  await looks();
  rmSync(log);
  expect(await looks()).toEqual(['missing']);
  writeFileSync(log, 'b\n');
  expect((await looks()).slice(-2)).toEqual(['b\n', 'same']);
});

test('a look at a log ends, however fast a program goes on writing', async () => {
  writeFileSync(log, 'x'.repeat(1000));
  let taken = 0;
  const reader: Reader = {
    name: 'appending',
    about: 'Writes a byte for each that it reads.',
    detect: () => 1,
    async read(file) {
      for await (const bytes of file.open()) {
        taken += bytes.length;
        appendFileSync(log, 'x'.repeat(Math.min(bytes.length, 100_000 - taken)));
      }
    },
  };
  const file = { path: 'train.log', size: 1000, async *open() {} };
  const group = { path: 'train.log', files: [{ file, reader, confidence: 1 }], checkpoints: [], adapters: [] };
  const session = createSession(folder, group, /never/);
  expect(await session.look()).toEqual({ grew: true, notes: [] });
  expect(taken).toBe(1000);
  await session.look();
  expect(taken).toBe(2000);
  await session.end();
});
