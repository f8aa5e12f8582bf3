import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../../src/live/engine';
import { type Recorded, writeDouble } from '../double';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const docker = '{"Client":{"Version":"28.2.2"},"Server":{"Version":"27.5.1","Components":[{"Name":"Engine"}]}}';
const podman = '{"Client":{"Version":"5.2.1","OsArch":"linux/amd64"}}';
const version = 'version --format {{json .}}';

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ PATH: `${folder}/bin:/usr/bin:/bin`, ...more });
const install = (name: string, answer: Recorded | string, folderName = 'bin'): void =>
  writeDouble(join(folder, folderName), name, { [version]: answer });
/** Only the doubles are on PATH, and what they need. */
const open = (options: { engine?: string; env?: NodeJS.ProcessEnv } = {}) =>
  openEngine({ env: { ...env(), PATH: `${folder}/bin`, ...options.env }, ...(options.engine && { engine: options.engine }) });

/** The doubles are scripts of sh that call cat. */
beforeEach(() => {
  mkdirSync(join(folder, 'bin'));
  for (const tool of ['cat', 'sh']) symlinkSync(`/bin/${tool}`, join(folder, 'bin', tool));
});

test.each([
  ['docker', docker, 'docker', 'docker', '27.5.1'],
  ['podman', podman, 'podman', 'podman', '5.2.1'],
  [
    'nerdctl',
    '{"Client":{"Version":"v2.0.0"},"Server":{"Components":[{"Name":"containerd","Version":"v2.0.1"}]}}',
    'nerdctl',
    'containerd',
    'v2.0.1',
  ],
  ['docker', podman, 'podman', 'podman', '5.2.1'],
  [
    'docker',
    '{"Client":{"Version":"28.2.2"},"Server":{"Version":"4.3.1","Components":[{"Name":"Podman Engine"}]}}',
    'docker',
    'podman',
    '4.3.1',
  ],
])('opens %s on PATH by what it answers', async (name, answer, client, engine, server) => {
  install(name, answer);
  expect(await open()).toMatchObject({
    ok: true,
    value: { engine: { words: [name], client }, version: { engine, server } },
  });
});

test('prefers docker to podman', async () => {
  install('podman', podman);
  install('docker', docker);
  expect(await open()).toMatchObject({ ok: true, value: { engine: { words: ['docker'] } } });
});

test('takes the words of --engine as a shell would', async () => {
  writeDouble(join(folder, 'bin'), 'sudo', { [`-n docker ${version}`]: docker });
  expect(await open({ engine: 'sudo "-n" docker' })).toMatchObject({
    ok: true,
    value: { engine: { words: ['sudo', '-n', 'docker'], client: 'docker' } },
  });
});

test.each([
  ['docker; rm -rf x', /isn't a program with its arguments/],
  ['docker > file', /isn't a program with its arguments/],
  ['  ', /has no name/],
  [
    'cvl-no-such-engine',
    /^cvl-no-such-engine isn't installed, or isn't on PATH\. Install it, or name another with `--engine`\.$/,
  ],
])('refuses --engine "%s"', async (engine, message) => {
  expect(await open({ engine })).toMatchObject({
    ok: false,
    fault: { kind: 'missing', message: expect.stringMatching(message) },
  });
});

test('says that there is no engine', async () => {
  expect(await open()).toMatchObject({
    ok: false,
    fault: { kind: 'missing', message: expect.stringContaining('neither docker, podman, nor nerdctl') },
  });
});

const failures: readonly {
  readonly name: string;
  readonly stderr: string;
  readonly kind: string;
  readonly message: string;
  readonly env?: NodeJS.ProcessEnv;
}[] = [
  {
    name: 'docker',
    stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    kind: 'unreachable',
    message:
      'No engine answers docker at unix:///var/run/docker.sock. Start it with `sudo systemctl start docker`, or Docker Desktop.',
  },
  {
    name: 'docker',
    stderr:
      'failed to connect to the docker API at unix:///tmp/x.sock; check if the path is correct and if the daemon is running: dial unix /tmp/x.sock: connect: no such file or directory',
    kind: 'unreachable',
    message:
      'No engine answers docker at unix:///tmp/x.sock, which DOCKER_HOST names. Start the engine there, or unset the variable.',
    env: { DOCKER_HOST: 'unix:///tmp/x.sock' },
  },
  {
    name: 'docker',
    stderr: 'error during connect: Get "http://gpu-box:2375/v1.50/version": dial tcp: lookup gpu-box: no such host',
    kind: 'unreachable',
    message:
      'No engine answers docker at tcp://gpu-box:2375, which DOCKER_HOST names. Start the engine there, or unset the variable.',
    env: { DOCKER_HOST: 'tcp://gpu-box:2375' },
  },
  {
    name: 'docker',
    stderr:
      'Failed to initialize: unable to resolve docker endpoint: context "gone": context not found: open /root/.docker/contexts/meta/x/meta.json: no such file or directory',
    kind: 'unreachable',
    message: 'docker has no context named gone. See `docker context ls`.',
  },
  {
    name: 'docker',
    stderr:
      'permission denied while trying to connect to the Docker daemon socket at unix:///nowhere/docker.sock: Get "http://%2Fnowhere%2Fdocker.sock/v1.47/version": dial unix /nowhere/docker.sock: connect: permission denied',
    kind: 'forbidden',
    message: "This user may not use the engine's socket /nowhere/docker.sock. Run `sudo usermod -aG docker ",
  },
  {
    name: 'podman',
    stderr:
      'Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init`\nError: unable to connect to Podman socket: dial unix /run/p.sock: connect: connection refused',
    kind: 'unreachable',
    message: 'No engine answers podman at unix:///run/p.sock, which CONTAINER_HOST names. See `podman system connection list`.',
    env: { CONTAINER_HOST: 'unix:///run/p.sock' },
  },
  {
    name: 'nerdctl',
    stderr:
      'time="2026-01-01T00:00:00Z" level=fatal msg="rootless containerd not running? (hint: use `containerd-rootless-setuptool.sh install` to start rootless containerd): stat /run/user/1000/containerd-rootless: no such file or directory"',
    kind: 'unreachable',
    message: "The rootless containerd isn't running. Start it with `containerd-rootless-setuptool.sh install`.",
  },
];

test.each(failures)('explains what $name says: $message', async ({ name, stderr, kind, message, env: more }) => {
  install(name, { stdout: '{"Client":{"Version":"1"}}', stderr, code: 1 });
  const opened = await open(more && { env: more });
  expect(opened).toMatchObject({ ok: false, fault: { kind, message: expect.stringContaining(message) } });
});

test('names the other engine that is installed', async () => {
  install('docker', { stderr: 'Cannot connect to the Docker daemon at unix:///a.sock. Is the docker daemon running?', code: 1 });
  install('podman', podman);
  expect(await open()).toMatchObject({ ok: false, fault: { message: expect.stringContaining('`--engine podman`') } });
});

test('says that sudo asks for a password', async () => {
  writeDouble(join(folder, 'bin'), 'sudo', { '*': { stderr: 'sudo: a password is required', code: 1 } });
  expect(await open({ engine: 'sudo -n docker' })).toMatchObject({
    ok: false,
    fault: { kind: 'forbidden', message: expect.stringContaining('Run `sudo -v` first.') },
  });
});

test('says that what answers is no engine', async () => {
  install('docker', 'hello');
  expect(await open()).toMatchObject({ ok: false, fault: { kind: 'unreadable' } });
});

test('gives up on an engine that hangs', async () => {
  const socket = join(folder, 'dead.sock');
  const server = createServer().listen(socket);
  try {
    writeFileSync(join(folder, 'bin', 'docker'), '#!/bin/sh\nexec /bin/sleep 1000\n');
    chmodSync(join(folder, 'bin', 'docker'), 0o755);
    const opened = await openEngine({ env: { PATH: `${folder}/bin`, DOCKER_HOST: `unix://${socket}` }, timeoutMs: 300 });
    expect(opened).toMatchObject({
      ok: false,
      fault: {
        kind: 'timed out',
        message: `docker gives no answer. Check that unix://${socket} is up and can be reached from here.`,
      },
    });
  } finally {
    server.close();
  }
});
