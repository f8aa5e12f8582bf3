import { call } from '../../../src/live/engine';

const node = (code: string): readonly string[] => [process.execPath, '-e', code];

test('gives the exit code and both outputs', async () => {
  expect(await call(node('console.log("out"); console.error("err"); process.exitCode = 3'))).toEqual({
    ended: 'exited',
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
    truncated: false,
    reason: '',
  });
});

test('passes words and input on as they are, without a shell', async () => {
  const words = [process.execPath, '-e', 'process.stdin.pipe(process.stdout); console.log(process.argv[1])', '$HOME; *'];
  expect(await call(words, { input: 'in' })).toMatchObject({ stdout: '$HOME; *\nin' });
});

test('gives an empty standard input where none is given', async () => {
  expect(await call(['cat'])).toMatchObject({ ended: 'exited', code: 0, stdout: '' });
});

test.each([
  ['a program that is not there', ['cvl-no-such-program'], "cvl-no-such-program isn't installed, or isn't on PATH."],
  ['a file that is not executable', [__filename], `${__filename} isn't executable for this user.`],
  ['no words', [], /^ can't be started/],
  ['a word that no system takes', ['cat', 'a\0b'], /^cat can't be started/],
])('says in words that %s cannot be started', async (_, words, reason) => {
  expect(await call(words)).toMatchObject({ ended: 'unstarted', code: null, reason: expect.stringMatching(reason) });
});

test('says that a folder to run in is missing', async () => {
  expect(await call(['cat'], { cwd: '/no/such/folder' })).toMatchObject({ ended: 'unstarted' });
});

test('stops a program after its time', async () => {
  expect(await call(node('console.log("begun"); setInterval(() => {}, 1000)'), { timeoutMs: 1500 })).toMatchObject({
    ended: 'timed out',
    code: null,
    stdout: 'begun\n',
  });
});

test('stops a program that ignores SIGTERM', async () => {
  const stubborn = node('process.on("SIGTERM", () => {}); console.log("begun"); setInterval(() => {}, 1000)');
  const enough = new AbortController();
  expect(await call(stubborn, { signal: enough.signal, onChunk: () => enough.abort() })).toMatchObject({ ended: 'aborted' });
});

test('does not start what was aborted before', async () => {
  expect(await call(['cvl-no-such-program'], { signal: AbortSignal.abort() })).toMatchObject({ ended: 'aborted' });
});

test('does not wait for what a stopped program left behind', async () => {
  const parent = 'sleep 1000 & echo begun; wait';
  const enough = new AbortController();
  expect(await call(['sh', '-c', parent], { signal: enough.signal, onChunk: () => enough.abort() })).toMatchObject({
    ended: 'aborted',
  });
});

test('keeps the beginning of a long output, and passes on all of it', async () => {
  let size = 0;
  const called = await call(node('for (let at = 0; at < 5000; at++) console.log("x".repeat(999))'), {
    maxBytes: 1500,
    onChunk: async (bytes) => {
      await new Promise(setImmediate);
      size += bytes.length;
    },
  });
  expect(called).toMatchObject({ code: 0, truncated: true });
  expect(called.stdout).toHaveLength(1500);
  expect(size).toBe(5_000_000);
});

test('goes on where a reader of chunks fails', async () => {
  const called = await call(node('console.log("out")'), { onChunk: () => Promise.reject(new Error('broken')) });
  expect(called).toMatchObject({ ended: 'exited', stdout: 'out\n' });
});
