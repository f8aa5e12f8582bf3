import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-inspect-')));
  write('.cvlrc', 'extends: []\n');
  write('demo/build.sh', '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n');
  write(
    'demo/train.sh',
    `#!/bin/bash
set -e
DIR="$(cd "$(dirname "$0")" && pwd)"
ARGS=(--rm --gpus all --mount "type=bind,src=$DIR,dst=/workspace")
ARGS+=(--mount "type=bind,src=$DIR/missing,dst=/data,readonly")
docker run "\${ARGS[@]}" \${HF_TOKEN:+-e HF_TOKEN="$HF_TOKEN"} -w /workspace --shm-size 16g "\${IMG:-demo}" python train.py "$@"
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, { mode: 0o755 });
}

function inspect(...args: string[]) {
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
  return spawnSync(process.execPath, [bin, 'inspect', ...args], { cwd: folder, env, encoding: 'utf8' });
}

test('a table: image and its builder, mounts with their state, what is there sometimes, each with its place', () => {
  const { stdout, status } = inspect('demo/train.sh');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^demo\/train\.sh:6 {2}docker run {2}always$/m);
  expect(stdout).toMatch(/image +demo \(default of IMG\) +built by demo\/build\.sh:2 +demo\/train\.sh:6$/m);
  expect(stdout).toMatch(/mount +\/workspace <- <repository>\/demo +writable +exists +demo\/train\.sh:3$/m);
  expect(stdout).toMatch(/\/data <- <repository>\/demo\/missing +read-only +MISSING/);
  expect(stdout).toMatch(/env +HF_TOKEN=\$HF_TOKEN +if HF_TOKEN is set +demo\/train\.sh:6$/m);
  expect(stdout).toMatch(/command +python train\.py/);
  expect(stdout).toMatch(/gpus +all +demo\/train\.sh:4$/m);
});

test('a table: text that reaches the engine as written is quoted, unlike a variable that nobody knows', () => {
  write(
    'demo/run.sh',
    `#!/bin/bash\ndocker run -v "$HOST_DIR:/data" -e 'A=$HOME' -e "B=$HOST" demo sh -c 'echo "$HOME"' "\${OUT}put" 'it'"'"'s' ''\n`,
  );
  const { stdout } = inspect('demo/run.sh');
  expect(stdout).toMatch(/mount +\/data <- \$HOST_DIR +writable/);
  expect(stdout).toMatch(/env +A='\$HOME' /);
  expect(stdout).toMatch(/ +B=\$HOST /);
  expect(stdout).toMatch(/command +sh -c 'echo "\$HOME"' \$\{OUT\}put "it's" '' /);
});

test('json, symbolic: unknown words are null, and sometimes has its condition', () => {
  const { script, mode, launches, incomplete } = JSON.parse(inspect('demo/train.sh', '--format', 'json').stdout);
  expect({ script, mode, incomplete }).toEqual({ script: 'demo/train.sh', mode: 'symbolic', incomplete: [] });
  const [launch] = launches;
  expect(launch).toMatchObject({ engine: 'docker', verb: 'run', certainty: 'always', when: null, span: { line: 6, column: 1 } });
  expect(launch.argv.at(-1)).toBeNull();
  expect(launch.conditions[launch.argv.indexOf('-e')]).toBe('HF_TOKEN is set');
  expect(launch.origins[launch.argv.indexOf('--gpus')]).toEqual({
    file: 'demo/train.sh',
    line: 4,
    column: 12,
    endLine: 4,
    endColumn: 18,
  });
  expect(launch.spec).toMatchObject({
    image: 'demo',
    workdir: '/workspace',
    remove: true,
    gpus: { count: 'all' },
    shmSize: 16 * 2 ** 30,
  });
});

test('json, concrete: the words that bash would give', () => {
  const { stdout } = inspect(
    'demo/train.sh',
    '--concrete',
    '--env',
    'HF_TOKEN=t',
    '--env',
    'IMG=other',
    '--home',
    '/h',
    '--format',
    'json',
    '--',
    '--lr',
    '1 2',
  );
  const [launch] = JSON.parse(stdout).launches;
  expect(launch.argv.slice(2)).toEqual([
    ...['--rm', '--gpus', 'all', '--mount', `type=bind,src=${folder}/demo,dst=/workspace`],
    ...['--mount', `type=bind,src=${folder}/demo/missing,dst=/data,readonly`, '-e', 'HF_TOKEN=t'],
    ...['-w', '/workspace', '--shm-size', '16g', 'other', 'python', 'train.py', '--lr', '1 2'],
  ]);
  expect(launch.spec.env).toEqual({ HF_TOKEN: 't' });
});

test('an example: each script that calls an engine', () => {
  const inspections = JSON.parse(inspect('demo', '--format', 'json').stdout);
  expect(inspections.map(({ script }: { script: string }) => script)).toEqual(['demo/build.sh', 'demo/train.sh']);
  expect(inspect('demo').stdout).toContain('demo/build.sh:2  docker build  always');
});

test('programs: what really starts, on the host and in a container, with its launcher, variables, folder and words', () => {
  write('src/train.py', 'print(1)\n');
  write(
    'host.sh',
    'cd src\nexport CUDA_VISIBLE_DEVICES=0,1\nif [ -n "$FAST" ]; then\n  torchrun --nproc_per_node 2 train.py --lr "$LR"\nfi\n',
  );
  const { stdout } = inspect('host.sh');
  expect(stdout).toMatch(/^host\.sh:4 {2}torchrun {2}if FAST is set, on the host$/m);
  expect(stdout).toMatch(/program +train\.py {2}which is src\/train\.py +host\.sh:4$/m);
  expect(stdout).toMatch(/launcher +--nproc_per_node 2 +host\.sh:4$/m);
  expect(stdout).toMatch(/processes +2 +host\.sh:4$/m);
  expect(stdout).toMatch(/arguments +--lr \$LR +host\.sh:4$/m);
  expect(stdout).toMatch(/folder +<caller>\/src/);
  expect(stdout).toMatch(/env +CUDA_VISIBLE_DEVICES=0,1/);
  expect(stdout).not.toContain('OLDPWD');
  expect(inspect('demo/train.sh').stdout).toMatch(
    /^demo\/train\.sh:6 {2}python {2}always, in the container of demo\/train\.sh:6$/m,
  );

  const [start] = JSON.parse(inspect('host.sh', '--format', 'json').stdout).starts;
  expect(start).toMatchObject({
    runner: 'torchrun',
    target: { kind: 'file', text: 'train.py', at: { file: 'host.sh', line: 4 } },
    entry: 'src/train.py',
    arguments: ['--lr', null],
    workdir: '<caller>/src',
    variables: { CUDA_VISIBLE_DEVICES: '0,1' },
    launcher: { name: 'torchrun', options: ['--nproc_per_node', '2'] },
    processes: 2,
    world: 'host',
    launch: null,
    certainty: 'sometimes',
    when: 'FAST is set',
  });
  const inContainer = JSON.parse(inspect('demo/train.sh', '--format', 'json').stdout).starts[0];
  expect(inContainer).toMatchObject({ runner: 'python', world: 'container', launch: 0, workdir: '/workspace' });
  expect(JSON.parse(inspect('host.sh', '--concrete', '--format', 'json').stdout).starts).toBeNull();
});

test('files that hold commands: a README, a makefile, a compose file, each with places in the file itself', () => {
  write('README.md', '# Demo\n\n```bash\n$ python train.py --lr 1\n```\n');
  write('Makefile', 'train:\n\tpython train.py\n');
  write('compose.yaml', 'services:\n  demo:\n    image: demo\n    command: python train.py\n');
  const [readme] = JSON.parse(inspect('README.md', '--format', 'json').stdout);
  expect(readme.starts[0].target.at).toMatchObject({ file: 'README.md', line: 4, column: 10 });
  expect(inspect('Makefile').stdout).toMatch(/^Makefile:2 {2}python {2}/m);
  expect(inspect('compose.yaml').stdout).toMatch(/^compose\.yaml:2 {2}docker run {2}/m);
  write('README.md', '# Nothing to run\n');
  expect(inspect('README.md').stdout).toBe('Nothing in README.md calls a container engine or starts a Python program.\n');
});

test('nothing is run, and text of the script reaches no terminal as it is', () => {
  write('evil.sh', `touch ${folder}/touched; docker run "\x1b[31mred"\n`);
  const { stdout } = inspect('evil.sh', '--concrete');
  expect(stdout).not.toContain('\x1b');
  expect(spawnSync('ls', [join(folder, 'touched')]).status).not.toBe(0);
});

test('mistakes are one sentence and exit code 2', () => {
  expect(inspect('none.sh')).toMatchObject({ status: 2, stderr: 'none.sh: no such file or folder.\n' });
  expect(inspect('demo/train.sh', '--env', 'X')).toMatchObject({ status: 2, stderr: '--env X: Write NAME=VALUE.\n' });
  expect(inspect('demo/train.sh', 'b').status).toBe(2);
});
