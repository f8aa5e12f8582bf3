import {
  containerNamed,
  containerStats,
  createMask,
  diskUse,
  type Engine,
  engineInfo,
  execIn,
  imageNamed,
  killContainer,
  listContainers,
  listImages,
  openEngine,
  readLogs,
  removeContainer,
  stopContainer,
  streamLogs,
} from '../../../src/live/engine';
import { pythonImage, shellImage, withEngine } from '../engine';

withEngine('a real engine', (started) => {
  let engine: Engine;

  beforeAll(async () => {
    const opened = await openEngine({ env: started().env });
    if (!opened.ok) throw new Error(opened.fault.message);
    engine = opened.value.engine;
    expect(opened.value.version).toMatchObject({ engine: 'podman' });
  });

  const value = <Value>(answer: { ok: true; value: Value } | { ok: false; fault: { message: string } }): Value => {
    if (!answer.ok) throw new Error(answer.fault.message);
    return answer.value;
  };

  test('says what it is, and what takes its disk', async () => {
    expect(value(await engineInfo(engine))).toMatchObject({
      platform: expect.stringMatching(/^linux\//),
      storageDriver: 'vfs',
      dataFolder: expect.stringMatching(/store$/),
      rootless: false,
      runtimes: expect.arrayContaining(['crun']),
    });
    expect(value(await diskUse(engine)).map(({ kind }) => kind)).toEqual(['images', 'containers', 'volumes', 'build cache']);
  });

  test('lists images', async () => {
    const images = value(await listImages(engine));
    expect(images.flatMap(({ tags }) => tags)).toEqual(
      expect.arrayContaining([expect.stringContaining(shellImage), expect.stringContaining(pythonImage)]),
    );
    const image = value(await imageNamed(engine, shellImage));
    expect(image).toMatchObject({ platform: expect.stringMatching(/^linux\//), created: expect.stringMatching(/^20/) });
    expect(image?.bytes).toBeGreaterThan(1e6);
    expect(value(await imageNamed(engine, 'no/such:image'))).toBeUndefined();
  });

  test('describes an exited container', async () => {
    started().docker('run', '--name', 'gone', shellImage, 'sh', '-c', 'echo out; echo err >&2; exit 3');
    const gone = value(await containerNamed(engine, 'gone'));
    expect(gone).toMatchObject({
      name: 'gone',
      image: expect.stringContaining(shellImage),
      command: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
      state: 'exited',
      isRunning: false,
      exitCode: 3,
      oomKilled: false,
      started: expect.any(String),
      finished: expect.any(String),
    });
    expect(gone?.imageId).toBe(value(await imageNamed(engine, shellImage))?.id);
    const { head, tail, omitted } = value(await readLogs(engine, 'gone'));
    expect(head.split('\n').filter(Boolean).sort()).toEqual(['err', 'out']);
    expect({ tail, omitted }).toEqual({ tail: '', omitted: 0 });
    expect(await execIn(engine, 'gone', ['ls'])).toMatchObject({ ok: false, fault: { kind: 'refused' } });
    expect(value(await containerNamed(engine, 'never'))).toBeUndefined();
    expect(await readLogs(engine, 'never')).toMatchObject({ ok: false, fault: { kind: 'absent' } });
  });

  test('describes a running container, runs commands in it, stops it and removes it', async () => {
    const flags = ['--user', '1000', '--shm-size', '64m', '--memory', '100m', '--env', 'HF_TOKEN=hf_abcdefghijklmn'];
    started().mustDocker('run', '-d', '--name', 'busy', ...flags, '-v', '/usr/share:/data:ro', shellImage, 'sleep', '1000');
    const busy = value(await containerNamed(engine, 'busy'));
    expect(busy).toMatchObject({
      state: 'running',
      isRunning: true,
      exitCode: undefined,
      user: '1000',
      shmBytes: 64 * 2 ** 20,
      memoryBytes: 100 * 2 ** 20,
      mounts: [{ type: 'bind', source: '/usr/share', target: '/data', readonly: true }],
    });
    expect(busy?.environment.get('HF_TOKEN')).toBe('hf_abcdefghijklmn');
    expect(createMask(busy!.environment)('the token is hf_abcdefghijklmn')).toBe('the token is ***');
    expect(value(await listContainers(engine)).map(({ name }) => name)).toContain('busy');

    expect(value(await execIn(engine, 'busy', ['id', '-u']))).toEqual({ code: 0, stdout: '1000\n', stderr: '' });
    expect(value(await execIn(engine, 'busy', ['ls', '/nope']))).toMatchObject({ code: 1 });
    expect(value(await execIn(engine, 'busy', ['no-such-program']))).toMatchObject({ code: 127 });
    expect(value(await execIn(engine, 'busy', ['cat'], { input: 'passed on' }))).toMatchObject({ stdout: 'passed on' });
    const slow = await execIn(engine, 'busy', ['sleep', '1000'], { timeoutMs: 500 });
    expect(slow).toMatchObject({ ok: false, fault: { kind: 'timed out' } });

    const stats = value(await containerStats(engine, 'busy'));
    expect(stats?.memoryBytes).toBeGreaterThan(0);
    expect(value(await stopContainer(engine, 'busy', 0))).toContain('busy');
    expect(value(await containerNamed(engine, 'busy'))).toMatchObject({ isRunning: false, exitCode: 137 });
    value(await removeContainer(engine, 'busy'));
    expect(value(await containerNamed(engine, 'busy'))).toBeUndefined();
  });

  test('follows a log until the container is killed, or the reader has enough', async () => {
    started().mustDocker('run', '-d', '--name', 'talks', shellImage, 'sh', '-c', 'while true; do echo tick; sleep 0.1; done');
    let seen = '';
    const followed = streamLogs(
      engine,
      'talks',
      async (bytes) => {
        seen += new TextDecoder().decode(bytes);
        if (seen.length > 20) await killContainer(engine, 'talks');
      },
      { follow: true, timeoutMs: 60_000 },
    );
    expect(await followed).toMatchObject({ ok: true });
    expect(seen).toMatch(/^(?:tick\n)+$/);
    const enough = new AbortController();
    const aborted = streamLogs(engine, 'talks', () => enough.abort(), { signal: enough.signal });
    expect(await aborted).toMatchObject({ ok: true });
  });

  test('reads the beginning and the end of a long log', async () => {
    started().docker('run', '--name', 'long', shellImage, 'sh', '-c', 'echo first; seq 1 200000; echo last');
    const { head, tail, omitted } = value(await readLogs(engine, 'long', { maxBytes: 1000 }));
    expect(head.startsWith('first\n1\n2\n')).toBe(true);
    expect(head).toHaveLength(1000);
    expect(tail.endsWith('199999\n200000\nlast\n')).toBe(true);
    expect(tail).toHaveLength(1000);
    expect(head.length + tail.length + omitted).toBe(
      'first\nlast\n'.length + Array.from({ length: 200000 }, (_, at) => `${at + 1}\n`).join('').length,
    );
  });

  test('runs Python of the machine in an image', () => {
    expect(started().mustDocker('run', '--rm', pythonImage, 'python3', '-c', 'import json, random; print(json.dumps([1]))')).toBe(
      '[1]\n',
    );
  });
});
