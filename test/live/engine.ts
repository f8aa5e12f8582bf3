import { execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real container engine for tests: podman's service in a folder of its own, called with docker's client where there is one. */
export interface TestEngine {
  /** `unix://…`: what DOCKER_HOST names. */
  readonly host: string;
  /** The environment in which `docker` on PATH talks to the engine, and `podman` doesn't. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs docker's client. Podman's service loses the exit code of `run --rm`: leave `--rm` out where it matters. */
  docker(...words: readonly string[]): SpawnSyncReturns<string>;
  /** The same; throws with what it said where it fails. Returns what it printed. */
  mustDocker(...words: readonly string[]): string;
  /** Kills the service, as a crash would. Its containers run on. */
  crash(): Promise<void>;
  /** Starts the service again, with all that it had. */
  restart(): Promise<void>;
  /** Removes all containers, and ends the service. */
  stop(): Promise<void>;
}

/** Images that are there from the start; neither has a network or needs one. */
export const shellImage = 'cvl-test/shell';
/** With `python3`, `python`, and the standard library without OpenSSL. */
export const pythonImage = 'cvl-test/python';

/** For a machine without systemd, inside a container, and without a network for containers. */
const containersConf = `
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
netns = "none"
[engine]
cgroup_manager = "cgroupfs"
runtime = "crun"
events_logger = "file"
`;

/** Why there is no engine here; undefined where there is one. */
const missing = whyMissing();

/** Tests with a real engine. They're skipped by name where there is none. The engine is there while they run. */
export function withEngine(name: string, tests: (engine: () => TestEngine) => void): void {
  if (missing !== undefined) {
    describe(`${name} (skipped: ${missing})`, () => {
      test.skip('needs a real container engine', () => {});
    });
    return;
  }
  describe(name, () => {
    let engine: TestEngine | undefined;
    beforeAll(async () => {
      engine = await startEngine();
    });
    afterAll(() => engine?.stop());
    tests(() => engine!);
  });
}

function whyMissing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'not root on Linux';
  const absent = ['podman', 'crun', 'unshare', 'busybox', 'dpkg', '/usr/bin/python3'].filter(
    (program) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status !== 0,
  );
  return absent.length > 0 ? `${absent.join(', ')} not installed` : whyRefused();
}

/** Why podman can't start a container here, as where this itself is a container with few rights. Undefined if it can. */
function whyRefused(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-engine-'));
  try {
    const root = join(folder, 'root');
    mkdirSync(join(root, 'bin'), { recursive: true });
    cpSync('/bin/busybox', join(root, 'bin/busybox'));
    const words = ['run', '--rm', '--rootfs', root, '/bin/busybox', 'true'];
    const { command, args, env, cwd } = podman(folder, words);
    const { status, stderr, error } = spawnSync(command, args, { env, cwd, encoding: 'utf8', timeout: 60_000 });
    if (status === 0) return undefined;
    const said = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    return `podman starts no container: ${said.slice(0, 200)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How podman is called with all that it keeps in a folder. */
function podman(folder: string, words: readonly string[]) {
  writeFileSync(join(folder, 'containers.conf'), containersConf);
  const store = ['--storage-driver=vfs', '--root', join(folder, 'store'), '--runroot', join(folder, 'run')];
  // A second hierarchy of control groups confuses crun. For each `version`, podman searches all of Debian's packages for its parts.
  const start = 'umount /sys/fs/cgroup/unified 2>/dev/null; mount --bind /bin/false /usr/bin/dpkg 2>/dev/null; exec "$@"';
  return {
    command: 'unshare',
    args: ['--mount', 'sh', '-c', start, 'sh', 'podman', ...store, ...words],
    env: { ...process.env, CONTAINERS_CONF: join(folder, 'containers.conf') },
    // A container's monitor notes in its working folder that memory ran out.
    cwd: folder,
  };
}

async function startEngine(): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-engine-'));
  const host = `unix://${folder}/engine.sock`;
  const { command, args, env: own, cwd } = podman(folder, ['system', 'service', '--time', '0', host]);
  const serve = () => spawn(command, args, { env: own, cwd, stdio: 'ignore' });
  let service = serve();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill(signal);
    await ended;
  };
  const env = environment(folder, host);
  const docker = (...words: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync('docker', words, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  const mustDocker = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = docker(...words);
    if (status !== 0) throw new Error(`docker ${words.join(' ')} failed with ${status}: ${stderr}`);
    return stdout;
  };
  const stop = async (): Promise<void> => {
    const ids = docker('ps', '-aq').stdout.split('\n').filter(Boolean);
    if (ids.length > 0) docker('rm', '-f', ...ids);
    await end('SIGTERM');
    endMonitors(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  const crash = (): Promise<void> => end('SIGKILL');
  const restart = async (): Promise<void> => {
    service = serve();
    await answering(docker);
  };
  const engine = { host, env, docker, mustDocker, crash, restart, stop };
  await answering(docker);
  importImage(engine, folder, shellImage, []);
  importImage(engine, folder, pythonImage, pythonFiles());
  return engine;
}

/** The monitors of `exec` outlive their container. */
function endMonitors(folder: string): void {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
      if (words[0]?.endsWith('conmon') && words.some((word) => word.startsWith(folder))) process.kill(Number(id), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** The caller's environment without what names another engine, and docker's client first on PATH, also where only podman is there. */
function environment(folder: string, host: string): NodeJS.ProcessEnv {
  const { CONTAINER_HOST: _, DOCKER_CONTEXT: _context, ...rest } = process.env;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (spawnSync('sh', ['-c', 'command -v docker']).status !== 0) {
    writeFileSync(join(bin, 'docker'), `#!/bin/sh\nexec podman --remote --url ${host} "$@"\n`);
    chmodSync(join(bin, 'docker'), 0o755);
  }
  return {
    ...rest,
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    DOCKER_HOST: host,
    DOCKER_CONFIG: folder,
    DOCKER_BUILDKIT: '0',
  };
}

async function answering(docker: TestEngine['docker']): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (docker('version').status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The engine for tests does not answer.');
}

/** An image of busybox, and of files of this machine. */
function importImage({ mustDocker }: TestEngine, folder: string, name: string, files: readonly string[]): void {
  const root = join(folder, name.replace('/', '-'));
  for (const each of ['bin', 'tmp', 'etc', 'proc', 'sys', 'dev', 'root']) mkdirSync(join(root, each), { recursive: true });
  cpSync('/bin/busybox', join(root, 'bin/busybox'));
  for (const applet of execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean))
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  if (files.length > 0) symlinkSync('/usr/bin/python3', join(root, 'bin/python'));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  const archive = join(folder, 'image.tar');
  execFileSync('tar', ['-C', root, '-cf', archive, '.']);
  // Links of the machine such as /lib → usr/lib are followed, so that nothing stands in for a folder of the image.
  if (files.length > 0)
    execFileSync('tar', ['-C', '/', '-rhf', archive, '--no-recursion', '-T', '-'], { input: files.join('\n') });
  mustDocker('import', '--change', 'ENV PATH=/usr/bin:/bin', archive, `${name}:latest`);
  rmSync(archive);
  rmSync(root, { recursive: true });
}

/** Debian's own Python with its standard library and the libraries that it loads: paths from the root, without a slash in front. */
function pythonFiles(): readonly string[] {
  const version = /^Python (\d+\.\d+)/.exec(execFileSync('/usr/bin/python3', ['--version'], { encoding: 'utf8' }))?.[1];
  const packages = [`python${version}-minimal`, `libpython${version}-minimal`, `libpython${version}-stdlib`, 'python3-minimal'];
  const listed = execFileSync('dpkg', ['-L', ...packages], { encoding: 'utf8' }).split('\n');
  const libraries = execFileSync('ldd', ['/usr/bin/python3'], { encoding: 'utf8' }).match(/\/\S+(?= \()/g) ?? [];
  const wanted = listed.filter(
    (path) =>
      /^\/(?:usr\/bin|usr\/lib|etc)\/./.test(path) &&
      !/\/(?:dist-packages|share|lib2to3|pydoc_data|ensurepip|distutils)(?:\/|$)/.test(path),
  );
  return [...new Set([...wanted, ...libraries])].map((path) => path.slice(1));
}
