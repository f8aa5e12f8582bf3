import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { writeDouble } from '../double';
import { pythonImage, withEngine } from '../engine';

const bin = join(__dirname, '../../../bin/run.js');

interface Reported {
  readonly ruleId: string;
  readonly message: string;
  readonly line: number;
}

withEngine('cvl doctor with a real engine', (engine) => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cvl-doctor-'));
    spawnSync('git', ['init', '-q', root]);
  });
  afterEach(() => {
    const ids = engine().docker('ps', '-aq').stdout.split('\n').filter(Boolean);
    if (ids.length > 0) engine().docker('rm', '-f', ...ids);
    rmSync(root, { recursive: true, force: true });
  });

  /** Writes an example, and its files by their paths from it. The image `demo` is Python's. */
  const example = (files: Readonly<Record<string, string>>): void => {
    const all = {
      'example.yaml': 'name: demo\npresets:\n  train: { script: train.sh }\n',
      'train.py': 'print("trained")\n',
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      const full = join(root, 'examples/demo', path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text, { mode: 0o755 });
    }
    engine().mustDocker('tag', pythonImage, 'demo:latest');
  };
  const script = (flags: string, command = 'python train.py'): string => `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --network none ${flags} demo ${command}
`;
  const mounted = '--mount "type=bind,src=$DIR,dst=/workspace" --workdir /workspace';
  const run = (name = 'train.sh') =>
    spawnSync('bash', [join(root, 'examples/demo', name)], { env: engine().env, encoding: 'utf8' });
  const cvl = (...words: readonly string[]) =>
    spawnSync(process.execPath, [bin, 'doctor', ...words], { cwd: root, env: { ...engine().env, HOME: root }, encoding: 'utf8' });
  const findings = (...words: readonly string[]): readonly Reported[] => {
    const { stdout, stderr } = cvl('--format', 'json', ...words);
    if (!stdout.startsWith('{')) throw new Error(stderr);
    const { results } = JSON.parse(stdout) as { results: readonly { readonly messages: readonly Reported[] }[] };
    return results.flatMap(({ messages }) => messages);
  };
  /** Rules and messages of errors and warnings about the example. */
  const told = (...words: readonly string[]): readonly string[] =>
    findings('examples/demo', ...words).map(({ ruleId, message }) => `${ruleId}: ${message}`);

  test('finds nothing wrong with a container that ended well', () => {
    example({ 'train.sh': script(mounted) });
    expect(run().stdout).toBe('trained\n');
    const { stdout, status } = cvl('examples/demo');
    expect(stdout).toMatch(/^engine +docker \(podman\) 4|5/);
    expect(stdout).toMatch(/\ncontainer +\S+ .*exited \(0\)/);
    expect(stdout).toContain('The log of ');
    expect(stdout).toContain('To look further:\n  docker logs ');
    expect(status).toBe(0);
  });

  test('missing module: the repository’s own is told from a package', () => {
    example({ 'train.sh': script(mounted), 'train.py': 'import cvlization, torch\n' });
    mkdirSync(join(root, 'cvlization'));
    writeFileSync(join(root, 'cvlization/__init__.py'), '');
    run();
    expect(told()).toEqual([
      expect.stringMatching(
        /^live\/imports: The container \S+ has no module cvlization, which is the repository's cvlization\. Mount/,
      ),
    ]);
    writeFileSync(join(root, 'examples/demo/train.py'), 'import torch\n');
    engine().docker('rm', '-f', ...engine().docker('ps', '-aq').stdout.split('\n').filter(Boolean));
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/imports: The container \S+ has no module torch\. Install it in the Dockerfile/),
    ]);
  });

  test('missing script: nothing is mounted', () => {
    example({ 'train.sh': script('--workdir /tmp') });
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/files: The container \S+ has no \/tmp\/train\.py: nothing is mounted above it/),
    ]);
  });

  test('missing data file in a mounted folder', () => {
    example({ 'train.sh': script(mounted), 'train.py': 'open("data/train.csv")\n' });
    run();
    expect(told()).toEqual([
      expect.stringMatching(
        /^live\/files: The container \S+ has no \/workspace\/data\/train\.csv: its \/workspace is \S+examples\/demo on the host, which has no data\/train\.csv/,
      ),
    ]);
  });

  test('wrong mount: the cause is told, not what follows from it', () => {
    example({ 'train.sh': script(mounted) });
    const other = join(root, 'elsewhere');
    mkdirSync(other);
    engine().docker(
      'run',
      '--network',
      'none',
      '--mount',
      `type=bind,src=${other},dst=/workspace`,
      '--workdir',
      '/workspace',
      'demo',
      'python',
      'train.py',
    );
    expect(told()).toEqual([
      expect.stringMatching(
        /^live\/mounts: The launch mounts \S+examples\/demo at \/workspace, but the container \S+ has \S+elsewhere there/,
      ),
    ]);
  });

  test('read-only output', () => {
    example({
      'train.sh': script('--mount "type=bind,src=$DIR,dst=/workspace,readonly" --workdir /workspace'),
      'train.py': 'open("model.pt", "w")\n',
    });
    run();
    expect(told()).toEqual([
      expect.stringMatching(
        /^live\/files: The container \S+ can't write \/workspace\/model\.pt, because its \/workspace is mounted read-only/,
      ),
    ]);
  });

  test('wrong user', () => {
    example({ 'train.sh': script(`--user 1000 ${mounted}`), 'train.py': 'open("model.pt", "w")\n' });
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/files: The container \S+ may not use \/workspace\/model\.pt: it runs as user 1000/),
    ]);
  });

  test('killed at its memory limit', () => {
    example({
      'train.sh': script(`--memory 40m ${mounted}`),
      'train.py': 'data = []\nwhile True:\n    data.append(bytearray(10_000_000))\n',
    });
    run();
    expect(told()).toEqual([expect.stringMatching(/^live\/exit: The container \S+ was killed .*42 MB/)]);
  });

  test('a program that is not in the image, and one that crashes', () => {
    example({ 'train.sh': script(mounted, 'sh -c "accelerate launch train.py"') });
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/exit: The program of the container \S+ is not in the image \(exit code 127\)/),
    ]);
    engine().docker('rm', '-f', ...engine().docker('ps', '-aq').stdout.split('\n').filter(Boolean));
    writeFileSync(join(root, 'examples/demo/train.sh'), script(mounted, `sh -c 'sh -c "kill -SEGV \\$\\$"; exit $?'`));
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/exit: The program of the container \S+ crashed with a segmentation fault \(exit code 139\)/),
    ]);
  });

  test('an exception in the log is quoted, without secrets', () => {
    example({
      'train.sh': script(`--env HF_TOKEN=hf_abcdefghijklmnop ${mounted}`),
      'train.py': 'import os\nraise ValueError("token " + os.environ["HF_TOKEN"])\n',
    });
    run();
    expect(told()).toEqual([expect.stringContaining('ended with exit code 1: "ValueError: token ***".')]);
    const { stdout } = cvl('examples/demo', '--format', 'json');
    expect(stdout).toContain('"HF_TOKEN": "***"');
    expect(stdout + cvl('examples/demo').stdout).not.toContain('hf_abc');
  });

  test('name conflict', () => {
    example({ 'train.sh': script(`--name trainer ${mounted}`) });
    run();
    expect(told()).toEqual([
      expect.stringMatching(/^live\/name: A container named trainer is still there \(exited\).*`docker rm trainer`/),
    ]);
  });

  test('image that is not built, and one that is older than its inputs', () => {
    const files = {
      'train.sh': script(mounted).replace(' demo ', ' built '),
      'build.sh': '#!/bin/bash\ndocker build -t built "$(dirname "$0")"\n',
      Dockerfile: `FROM ${pythonImage}\nCOPY requirements.txt /etc/\n`,
      'requirements.txt': 'torch\n',
    };
    example(files);
    expect(told()).toEqual(['live/image-missing: The engine has no image built. Build it with `bash examples/demo/build.sh`.']);
    expect(run('build.sh').status).toBe(0);
    expect(told()).toEqual([]);
    const future = new Date(Date.now() + 60_000);
    utimesSync(join(root, 'examples/demo/requirements.txt'), future, future);
    expect(told()).toEqual([
      expect.stringMatching(
        /^live\/image-stale: The image built was built at .*, before examples\/demo\/requirements\.txt changed\. Build it again with `bash examples\/demo\/build\.sh`\.$/,
      ),
    ]);
  });

  test('asks in a running container, named or found', () => {
    example({ 'train.sh': script(mounted), 'train.py': 'import missing_package\n' });
    engine().mustDocker(
      'run',
      '-d',
      '--name',
      'runs',
      '--network',
      'none',
      '--mount',
      `type=bind,src=${join(root, 'examples/demo')},dst=/workspace`,
      '--workdir',
      '/workspace',
      'demo',
      'sh',
      '-c',
      'sleep 1000; python train.py',
    );
    const expected = [expect.stringContaining('has no module missing_package')];
    expect(told()).toEqual(expected);
    expect(findings('runs').map(({ message }) => message)).toEqual(expected);
    rmSync(join(root, 'examples/demo/train.py'));
    expect(told()).toEqual([expect.stringMatching(/^live\/files: The container runs has no \/workspace\/train\.py/)]);
  });

  test('--probe asks before anything runs, and leaves nothing', () => {
    example({ 'train.sh': script(mounted), 'train.py': 'import missing_package\nopen("ran", "w")\n' });
    expect(told()).toEqual([]);
    expect(told('--probe')).toEqual([expect.stringContaining('has no module missing_package')]);
    expect(engine().mustDocker('ps', '-aq')).toBe('');
    writeFileSync(join(root, 'examples/demo/train.sh'), script('--workdir /workspace'));
    expect(told('--probe')).toEqual([expect.stringMatching(/\/workspace/)]);
    expect(engine().mustDocker('ps', '-aq')).toBe('');
  });

  test('formats, severities and suppressions are those of lint', () => {
    example({ 'train.sh': script(`--name trainer ${mounted}`) });
    run();
    expect(cvl('examples/demo').status).toBe(1);
    expect(cvl('examples/demo', '--format', 'github').stdout).toContain('::error file=examples/demo/train.sh,line=3');
    expect(JSON.parse(cvl('examples/demo', '--format', 'sarif').stdout)).toMatchObject({
      runs: [{ results: [{ ruleId: 'live/name' }] }],
    });
    expect(cvl('examples/demo', '--rule', 'live/name:off').status).toBe(0);
    writeFileSync(
      join(root, 'examples/demo/train.sh'),
      script(`--name trainer ${mounted}`).replace('docker', '# cvl-disable-next-line live/name -- reused\ndocker'),
    );
    expect(cvl('examples/demo').status).toBe(0);
  });

  test('does not take an engine that was lost for one without problems', async () => {
    example({ 'train.sh': script(`--detach ${mounted}`, 'sleep 600') });
    run();
    const double = join(root, 'bin');
    writeDouble(double, 'docker', {});
    // It is there until a command in a container is run.
    writeFileSync(
      join(double, 'docker'),
      `#!/bin/sh\n[ "$1" != exec ] || DOCKER_HOST=unix:///gone.sock\nPATH=\${PATH#*:} exec docker "$@"\n`,
    );
    const env = { ...engine().env, PATH: `${double}${delimiter}${engine().env['PATH']}` };
    const { stderr, status } = spawnSync(process.execPath, [bin, 'doctor', 'examples/demo'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^The container engine gave no answer any more while it was asked\. .*gone\.sock/);
    expect(status).toBe(2);
  });

  test('says that a container is not there', () => {
    const { stderr, status } = cvl('no-such');
    expect(stderr).toContain('no-such: no such file or folder, and the engine has no container of that name.');
    expect(status).toBe(2);
  });
});
