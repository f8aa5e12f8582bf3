import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../src/live/evidence/evidence';
import { withEngine } from './engine';
import { createRepository, goodFlags, type Twin, trainer } from './verify-repository';

let repository: ReturnType<typeof createRepository>;
const use = (twin: Twin = {}): void => {
  repository = createRepository(twin);
};
afterEach(() => repository?.remove());

withEngine('with a real engine', (engine) => {
  test('an example that builds and trains passes, with evidence, and its metadata says so', () => {
    use({
      metadata: '  build: {script: build.sh}\n# the end\n',
      image: 'cvl-verified-demo',
      files: {
        'demo/Dockerfile': 'FROM cvl-test/python\nENV DEMO=1\n',
        'demo/build.sh': '#!/bin/bash\ndocker build -t cvl-verified-demo "$(dirname "$0")"\n',
      },
    });
    const { status, stdout, stderr } = repository.verify(engine().env, '--quick', '--twice', '--write');
    expect(`${status}\n${stdout}${status === 0 ? '' : stderr}`).toMatch(/^0\n/);
    const evidence = repository.evidence();
    expect(evidence.verdict).toBe('passed');
    expect(evidence.steps.map(({ step, verdict }) => [step, verdict])).toEqual([
      ['structure', expect.stringMatching(/passed|warning/)],
      ['build', 'passed'],
      ['start', 'passed'],
      ['run', 'passed'],
      ['metrics', expect.stringMatching(/passed|unknown/)],
      ['runtime', 'skipped'],
      ['container', 'passed'],
      ['outputs', 'passed'],
      ['git', 'passed'],
      ['again', 'passed'],
    ]);
    expect(evidence.extent.variables).toEqual({ NUM_EPOCHS: '1' });
    expect(readFileSync(join(repository.evidenceFolder, 'logs/train.log'), 'utf8')).toContain('epoch 1 step 10');
    expect(readFileSync(join(repository.evidenceFolder, 'logs/train.log'), 'utf8')).not.toContain('epoch 2');
    expect(repository.step('build').facts.flat().join(' ')).toMatch(/cvl-verified-demo:latest .* MB/);
    expect(repository.step('container').facts.flat().join(' ')).toContain(`${repository.folder}/demo → /workspace`);
    expect(repository.step('metrics').facts.find(([name]) => name === 'main metric')?.[1]).toMatch(/^loss .* in 10 values$/);
    for (const name of ['report.html', 'junit.xml']) expect(existsSync(join(repository.evidenceFolder, name))).toBe(true);
    const metadata = repository.read('demo/example.yaml');
    expect(metadata).toMatch(
      /# the end\nverification:\n {2}last_verified: \d{4}-\d\d-\d\d\n {2}last_verification_note: "Verified build, train and a second run without downloads at \w{8} on CPU only\. loss .* Limited by NUM_EPOCHS=1\./,
    );
    expect(engine().docker('ps', '-aq').stdout).toBe('');
    expect(repository.git('status', '--porcelain').stdout).toBe(' M demo/example.yaml\n');
  });

  /** A twin with one fault: the step that fails, and what it says. */
  type Fault = [name: string, twin: Twin, step: Step['step'], words: RegExp, args?: readonly string[]];
  const faults: Fault[] = [
    ['exits at once', { program: 'import sys\nsys.exit(3)\n' }, 'run', /exit code 3/],
    [
      'has its folder mounted elsewhere',
      { flags: goodFlags.replace('dst=/workspace', 'dst=/work') },
      'run',
      /can't open file|No such file/,
    ],
    [
      'may not write its outputs',
      { flags: goodFlags.replace('dst=/workspace', 'dst=/workspace,readonly') },
      'run',
      /[Rr]ead-only/,
    ],
    ['lacks a module', { program: `import torch\n${trainer}` }, 'run', /No module named 'torch'/],
    ['lacks a file', { program: `open("data/train.csv")\n${trainer}` }, 'run', /data\/train\.csv/],
    [
      'logs NaN',
      { program: `${trainer}\nfor step in range(31, 60): print(f"epoch 4 step {step} loss: nan", flush=True)\n` },
      'metrics',
      /NaN/,
    ],
    [
      'logs no metric',
      { program: 'import os\nos.makedirs("outputs", exist_ok=True)\nopen("outputs/a.json", "w").write("1")\nprint("done")\n' },
      'metrics',
      /No metric was logged/,
    ],
    [
      'needs more memory than its limit',
      {
        program: 'print("step 1 loss: 0.5", flush=True)\nx = [bytearray(1 << 20) for _ in range(400)]\n',
        flags: `${goodFlags} --memory 32m --memory-swap 32m`,
      },
      'run',
      /memory than its limit of 32 MiB/,
    ],
    [
      'hangs',
      { program: 'import time\nprint("step 1 loss: 0.5", flush=True)\ntime.sleep(600)\n' },
      'run',
      /It hangs/,
      ['--timeout', '4s'],
    ],
    [
      'writes outside of its mounts',
      { program: trainer.replaceAll('"outputs', '"/outputs') },
      'outputs',
      /\/outputs\/model\.json.* outside of its mounts/,
    ],
    [
      'downloads twice',
      { program: `print("Downloading shard 1 of 3", flush=True)\n${trainer}` },
      'again',
      /downloads again: "Downloading shard/,
      ['--twice'],
    ],
    [
      'needs a file that was never committed',
      {
        program: `open("secret_data.csv")\n${trainer}`,
        files: { '.gitignore': 'secret_data.csv\n', 'demo/secret_data.csv': '1\n' },
      },
      'run',
      /secret_data\.csv/,
      ['--clean'],
    ],
    ['runs as a user that may not write', { flags: `${goodFlags} --user 12345` }, 'run', /[Pp]ermission denied/],
    ['has a name that is taken', { flags: `${goodFlags} --name taken` }, 'run', /is already in use|name/],
    ['leaves files that git would commit', { files: { 'demo/.gitignore': '' } }, 'git', /demo\/outputs\/model\.json/],
    ['runs an image that nobody built', { image: 'localhost/nobody-built:1' }, 'run', /nobody-built|image/i],
  ];

  test.each<Fault>(faults)('an example that %s', (_, twin, step, words, args = []) => {
    use(twin);
    engine().docker('create', '--name', 'taken', 'cvl-test/python', 'true');
    const { status, stdout, stderr } = repository.verify(engine().env, ...args);
    expect({ status, stderr }).toMatchObject({ status: 1 });
    const failed = repository.evidence().steps.filter(({ verdict }) => verdict === 'failed');
    expect({ failed: failed.map((each) => each.step), stdout }).toMatchObject({ failed: expect.arrayContaining([step]) });
    expect(failed.find((each) => each.step === step)?.summary).toMatch(words);
    expect(engine().docker('ps', '-a', '--format', '{{.Names}}').stdout).toBe('taken\n');
  });

  test('a script that puts a link in place of the logs loses them, and nothing else', () => {
    const logs = '"$(dirname "$DIR")-evidence/demo/logs"';
    use({
      script: `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\nrm -rf ${logs}\nln -s /usr ${logs}\ndocker run ${goodFlags} cvl-test/python python train.py\n`,
    });
    const { status, stderr } = repository.verify(engine().env);
    expect(`${status} ${stderr}`).not.toMatch(/^\s+at |^[01] /m);
    expect(repository.step('run')).toMatchObject({
      verdict: 'interrupted',
      summary: expect.stringContaining('replaced the folder of its log'),
    });
    expect(engine().docker('ps', '-aq', '--filter', 'label=cvl.verification').stdout).toBe('');
  });

  test('Ctrl-C stops the container that runs, leaves a report, and --resume goes on', async () => {
    use({ program: 'import time\nprint("step 1 loss: 0.5", flush=True)\ntime.sleep(600)\n' });
    const child = repository.start(engine().env);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (engine().docker('ps', '-q').stdout === '') await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(repository.evidence()).toMatchObject({ verdict: 'incomplete', interrupted: 'It was ended by SIGINT.' });
    expect(repository.step('run').verdict).toBe('interrupted');
    expect(engine().docker('ps', '-aq', '--filter', 'label=cvl.verification').stdout).toBe('');
    expect(repository.verify(engine().env, '--resume', '--timeout', '2s').stdout).toMatch(/structure .*\[kept\]/);
  });

  test('an engine that crashes is the cause, not the example, and what it left can be removed as the report says', async () => {
    use({ program: 'import time\nprint("step 1 loss: 0.5", flush=True)\ntime.sleep(600)\n' });
    const child = repository.start(engine().env);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (engine().docker('ps', '-q').stdout === '') await new Promise((resolve) => setTimeout(resolve, 200));
    await engine().crash();
    expect(await ended).toBe(2);
    await engine().restart();
    expect(repository.evidence().interrupted).toMatch(/^The container engine gave no answer any more after .*--resume\.$/);
    const [left] = repository.step('run').problems.filter(({ check }) => check === 'verify/left-container');
    // The crash may come before cvl has seen the container.
    const removal = /^The (?:container \S+ could not be removed,|engine may have started a container) .*`(.*)`\.$/.exec(
      left?.message ?? '',
    )?.[1];
    expect(removal).toBeDefined();
    const own = () => engine().docker('ps', '-aq', '--filter', 'label=cvl.verification').stdout;
    expect(own()).not.toBe('');
    expect(spawnSync('sh', ['-c', removal ?? ''], { env: engine().env }).status).toBe(0);
    expect(own()).toBe('');
  });

  test('an image that is older than its Dockerfile is stale if the script does not build it', () => {
    use({
      metadata: '  build: {script: build.sh}\n',
      image: 'cvl-test/python',
      files: {
        'demo/Dockerfile': 'FROM scratch\n',
        'demo/build.sh':
          '#!/bin/bash\ndocker image inspect cvl-test/python > /dev/null || docker build -t cvl-test/python "$(dirname "$0")"\n',
      },
    });
    expect(repository.verify(engine().env).status).toBe(1);
    expect(repository.step('build').summary).toMatch(
      /cvl-test\/python:latest is stale: demo\/build\.sh did not build it, and demo\/Dockerfile has changed/,
    );
    expect(repository.step('run').verdict).toBe('skipped');
  });
});
