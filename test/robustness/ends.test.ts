import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pairs } from '../thorough';
import { bash, bin, crash, env, leftovers, newFolder, vocabulary, wrong } from './bash';

const script = `#!/bin/bash
docker run --rm demo python train.py
`;
const repository = {
  '.cvlrc': vocabulary,
  'demo/example.yaml': wrong,
  'demo/train.sh': script,
  'logs/train.log': 'step 1 loss: 0.5\n',
};

/** Every command, with its exit code in this repository. */
const commands: readonly (readonly [command: string, status: number])[] = [
  ['lint --fail-on warning', 1],
  ['lint --fail-on warning -f json', 1],
  ['lint --fix-dry-run', 1],
  ['runs', 0],
  ['runs -f html', 0],
  ['inspect demo/train.sh', 0],
  ['inspect demo -f json', 0],
  ['rules', 0],
  ['rules example/vocabulary', 0],
  ['config print', 0],
  ['config schema', 0],
  ['--help', 0],
  ['lint --help', 0],
  ['--version', 0],
];

test.each(commands)('cvl %s says that a full disk took no output, and exits with 2', (command) => {
  const ended = bash(`cvl ${command} > /dev/full`, newFolder(repository));
  expect(ended.stderr).toMatch(
    /^The (?:report|version) could not be written.* No space is left on the device\.\n$|\(ENOSPC\)\.\n$/,
  );
  expect(ended.status).toBe(2);
});

test.each(
  pairs(commands, ['| head -1', '| true', '>&-', '> /dev/null']).map(([[command, status], output]) => ({
    command,
    status,
    output,
  })),
)('cvl $command $output exits as ever', ({ command, status, output }) => {
  const { stderr } = bash(`cvl ${command} ${output}; echo "exit \${PIPESTATUS[0]}" >&2`, newFolder(repository));
  expect(stderr).toBe(`exit ${status}\n`);
});

test.each(
  pairs(commands, ['2>&-', '2> /dev/full', '2> >(true)', '>&- 2>&-']).map(([[command, status], output]) => ({
    command,
    status,
    output,
  })),
)('cvl $command $output exits as ever', ({ command, status, output }) => {
  const ended = bash(`cvl ${command} ${output}`, newFolder(repository));
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
});

test('a report that fits on the disk only in part is an error', () => {
  const folder = newFolder(repository);
  // A limit for the size of files: the system takes the first part of what is written, and Node says nothing.
  const { status, stderr } = bash('ulimit -f 1; cvl rules > out.txt', folder);
  expect(stderr).toBe(
    'The report could not be written to standard output. It is larger than the file system or a limit allows.\n',
  );
  expect(status).toBe(2);
});

test('a mistake in the call is said as well as it can be', () => {
  const folder = newFolder(repository);
  for (const output of ['2>&-', '2> /dev/full', '> /dev/full', '>&-'])
    expect(bash(`cvl lint nowhere ${output}`, folder).status).toBe(2);
});

describe('SIGINT and SIGTERM', () => {
  /** Leaves a file, and then computes without end, or waits. */
  const endless = (work: string): string => `
import { writeFileSync } from 'node:fs';
writeFileSync('begun', '');
${work}
export default { extends: [] };
`;
  const busy = endless('for (;;);');
  const waiting = endless('await new Promise((done) => setTimeout(done, 60_000));');

  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  /** Sends the signal once the configuration is being loaded. The exit code is what a shell makes of the end of the process. */
  async function signalled(folder: string, args: readonly string[], signal: NodeJS.Signals) {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    const ended = new Promise<number | null>((done) => {
      child.once('close', (code, by) => done(by === null ? code : 128 + constants.signals[by]));
    });
    while (!existsSync(join(folder, 'begun')) && child.exitCode === null) await new Promise((later) => setTimeout(later, 10));
    child.kill(signal);
    return { status: await ended, output };
  }

  const signals: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ];

  const interrupted = ['lint', 'lint --fix', 'runs', 'inspect demo', 'rules', 'config print', 'config schema', 'watch logs'];
  const moments = pairs(signals, [busy, waiting]).concat(pairs(signals, [waiting, busy]));

  test.each(
    pairs(interrupted, moments).map(([command, [[signal, status], code]]) => ({
      command,
      signal,
      status,
      code,
      doing: code === busy ? 'computes' : 'waits',
    })),
  )('cvl $command ends at once by $signal with $status while it $doing', async ({ command, signal, status, code }) => {
    const { '.cvlrc': _, ...files } = repository;
    const folder = newFolder({ ...files, '.cvlrc.mjs': code });
    const ended = await signalled(folder, command.split(' '), signal);
    expect(ended).toEqual({ status, output: '' });
    expect(readFileSync(join(folder, 'demo/example.yaml'), 'utf8')).toBe(wrong);
    expect(leftovers(folder)).toEqual([]);
  });

  test.each(signals)('%s ends a watched run with its summary, and %i', async (signal, status) => {
    const folder = newFolder(repository);
    const child = spawn(process.execPath, [bin, 'watch', 'logs/train.log'], { cwd: folder, env });
    children.add(child);
    let output = '';
    child.stderr.on('data', (text) => (output += text));
    for await (const text of child.stdout.setEncoding('utf8')) {
      if (!output.includes('loss 0.5') && `${output}${text}`.includes('loss 0.5')) child.kill(signal);
      output += text;
    }
    expect(await new Promise((done) => (child.exitCode === null ? child.once('close', done) : done(child.exitCode)))).toBe(
      status,
    );
    expect(output).toContain('Stopped while the run continues.');
    expect(output).not.toMatch(crash);
  });
});

test('a current folder that is gone is said', () => {
  for (const command of ['lint', 'runs', 'inspect x', 'rules', 'config print', 'config schema', 'watch']) {
    const ended = bash(`mkdir gone; cd gone; rmdir ../gone; cvl ${command}`, newFolder(repository));
    expect(ended).toMatchObject({ status: 2, stdout: '', stderr: 'The current folder no longer exists.\n' });
  }
});

test('standard input that can not be read is said', () => {
  const ended = bash('cvl lint --stdin-filename demo/train.sh < logs', newFolder(repository));
  expect(ended).toMatchObject({ status: 2, stdout: '', stderr: "Standard input can't be read. It is a folder.\n" });
});

test('cvl watch ends when nobody reads it any more', () => {
  const { stdout, stderr } = bash('cvl watch logs/train.log | head -1; echo "exit ${PIPESTATUS[0]}"', newFolder(repository));
  expect(stdout).toMatch(/^Following logs\/train\.log .*\nexit 0\n$/);
  expect(stderr).toBe('');
});

test('cvl watch on a full disk says so, and exits with 2', () => {
  const { status, stderr } = bash('cvl watch logs/train.log > /dev/full', newFolder(repository));
  expect(stderr).toBe('The report could not be written to standard output. No space is left on the device.\n');
  expect(status).toBe(2);
});
