import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../src/live/evidence/evidence';
import { bin, cvl, folderOf } from '../robustness/command';

/** A docker that answers what it's asked and starts nothing, until `gone` is beside it. */
function withDocker(): { readonly PATH: string; readonly ENGINE: string } {
  const folder = folderOf({
    'docker.sh': `#!/bin/sh
if [ -e "$ENGINE/gone" ]; then echo 'Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?' >&2; exit 1; fi
case "$1" in version) echo '{"Client":{"Version":"1"},"Server":{"Version":"1"}}' ;; esac
`,
  });
  symlinkSync(join(folder, 'docker.sh'), join(folder, 'docker'));
  return { PATH: `${folder}:${process.env['PATH']}`, ENGINE: folder };
}

const rights = `docker run --rm --privileged --network host --cap-add SYS_PTRACE -e HF_TOKEN -p 8080:80 \\
  -v /var/run/docker.sock:/var/run/docker.sock -v "$HOME/.ssh":/root/.ssh:ro -v /:/host demo python train.py`;

/** A repository whose script leaves \`ran\` behind. */
const repositoryOf = (script: string): string =>
  folderOf({
    'demo/example.yaml': 'name: demo\npresets: {train: {script: train.sh}}\n',
    'demo/train.sh': `#!/bin/bash\ntouch "$(dirname "$0")/ran"\n${script}\n`,
    '.cvlrc': 'extends: []\n',
  });

const verify = (folder: string, ...flags: readonly string[]) => {
  const evidence = join(folder, 'evidence');
  const ended = cvl(folder, ['verify', 'demo', '--output', evidence, ...flags], withDocker());
  const read = (): Evidence => JSON.parse(readFileSync(join(evidence, 'demo/evidence.json'), 'utf8'));
  return { ...ended, read };
};

test('without a terminal and without --yes, nothing starts, and what would start is shown with its rights', () => {
  const folder = repositoryOf(rights);
  const { status, stderr } = verify(folder);
  expect(status).toBe(2);
  for (const words of [
    'bash demo/train.sh',
    'starts a container of demo that runs python train.py',
    "with --privileged, --network host, --cap-add SYS_PTRACE, --publish 8080:80, the engine's socket, and so all rights, your HF_TOKEN",
    'reads and writes / (its /host)',
    '/.ssh (its /root/.ssh)',
    'Say so with --yes',
  ])
    expect(stderr).toContain(words);
  expect(existsSync(join(folder, 'demo/ran'))).toBe(false);
});

const hasScript = spawnSync('script', ['--version']).status === 0;

(hasScript ? test.each : test.skip.each)([
  ['y\n', 0, true],
  ['n\n', 0, false],
  ['\n', 0, false],
  ['\u0003', 130, false],
  ['\u0004', 0, false],
])('on a terminal, %j is the answer', async (input, status, starts) => {
  const folder = repositoryOf('docker run --rm demo');
  const command = `"${process.execPath}" "${bin}" verify demo --output evidence`;
  const env = { ...process.env, ...withDocker(), NODE_ENV: 'production', NO_COLOR: '1' };
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (text.includes('[y/N]')) child.stdin.write(input);
  });
  const ended = await new Promise((resolve) => child.once('close', resolve));
  expect(existsSync(join(folder, 'demo/ran'))).toBe(starts);
  if (!starts) expect(ended).toBe(status);
  expect(output).not.toMatch(/This is a bug/);
});

test('an engine that is gone in the middle says nothing of the example', () => {
  const folder = repositoryOf('echo "step 1 loss: 0.5"; touch "$ENGINE/gone"; docker run --rm demo python train.py');
  const { status, read, stdout } = verify(folder, '--yes');
  expect(status).toBe(2);
  expect(stdout).toMatch(/run .*The container engine gave no answer any more after .*--resume/);
  expect(read()).toMatchObject({ verdict: 'incomplete', interrupted: expect.stringContaining('gave no answer any more') });
});

test('processes that a script leaves behind are ended with it', () => {
  const folder = repositoryOf('setsid sleep 4747 > /dev/null 2>&1 &\nsleep 4747 > /dev/null 2>&1 &\necho started');
  expect(
    verify(folder, '--yes')
      .read()
      .steps.find(({ step }) => step === 'run')?.verdict,
  ).toBe('passed');
  expect(spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout).not.toContain('sleep 4747');
});

test('a script that calls the engine by a path, or through sudo, is followed', () => {
  const folder = repositoryOf('sudo -E docker run -it --rm demo python train.py\n"$ENGINE/docker" run --rm demo python train.py');
  const env = withDocker();
  symlinkSync('/usr/bin/env', join(env.ENGINE, 'sudo'));
  const evidence = join(folder, 'evidence');
  cvl(folder, ['verify', 'demo', '--yes', '--output', evidence], env);
  const { steps } = JSON.parse(readFileSync(join(evidence, 'demo/evidence.json'), 'utf8')) as Evidence;
  expect(steps.find(({ step }) => step === 'container')).toMatchObject({ verdict: 'unknown' });
});
