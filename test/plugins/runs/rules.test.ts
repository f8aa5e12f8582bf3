import adapter from '../../../plugins/runs/rules/adapter';
import adapterBaseModel from '../../../plugins/runs/rules/adapter-base-model';
import adapterSettings from '../../../plugins/runs/rules/adapter-settings';
import adapterWeights from '../../../plugins/runs/rules/adapter-weights';
import checkpoint from '../../../plugins/runs/rules/checkpoint';
import checkpointEmpty from '../../../plugins/runs/rules/checkpoint-empty';
import checkpointFinite from '../../../plugins/runs/rules/checkpoint-finite';
import checkpointMissing from '../../../plugins/runs/rules/checkpoint-missing';
import checkpointPointer from '../../../plugins/runs/rules/checkpoint-pointer';
import configuration from '../../../plugins/runs/rules/configuration';
import empty from '../../../plugins/runs/rules/empty';
import error from '../../../plugins/runs/rules/error';
import layout from '../../../plugins/runs/rules/layout';
import location from '../../../plugins/runs/rules/location';
import loggedError from '../../../plugins/runs/rules/logged-error';
import tracked from '../../../plugins/runs/rules/tracked';
import unfinished from '../../../plugins/runs/rules/unfinished';
import { safetensors } from '../../../plugins/runs/samples';
import type { Rule, Sample } from '../../../src/api';
import { findings, lintSample, pointedAt } from '../../../src/testing';

const example = { 'example.yaml': 'name: demo\n' };
const reported = async (rule: Rule, files: Exclude<Sample, string>): Promise<string[]> =>
  (await findings(rule, { ...example, ...files })).map(({ messageId }) => messageId);

describe('runs/error', () => {
  const log = (end: string): Sample => ({ ...example, 'logs/train.log': `step 1 loss: 2\nstep 2 loss: 1.9\n${end}` });

  test.each([
    ['torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB', 'Halve BATCH_SIZE and double GRAD_ACCUM'],
    ["ModuleNotFoundError: No module named 'cvlization'", 'set `PYTHONPATH=/cvlization_repo`'],
    ["ModuleNotFoundError: No module named 'timm'", 'requirements.txt'],
    ['RuntimeError: CUDA error: device-side assert triggered', 'out of range for the number of classes'],
    ['OSError: [Errno 28] No space left on device', 'disk_gb'],
  ])('%s comes with its remedy', async (line, remedy) => {
    const sample = log(`Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    main()\n${line}\n`);
    const result = await lintSample(error, sample);
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]?.message).toContain(remedy);
    expect(pointedAt(result, result.findings[0]!)).toBe(line);
    expect(result.findings[0]?.related).toMatchObject([{ at: { line: 3 } }]);
  });

  test('one that the run went on after is left to runs/logged-error; the same from many ranks is reported once', async () => {
    const report = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: rank 0 is bad\n';
    const survived = { 'logs/train.log': `step 1 loss: 2\n${report}step 2 loss: 1.9\nstep 3 loss: 1.8\n` };
    expect(await reported(error, survived)).toEqual([]);
    expect(await reported(loggedError, survived)).toEqual(['survived']);
    const ranks = [0, 1, 2, 3].map((rank) => report.replace('rank 0', `rank ${rank}`)).join('');
    const found = await findings(error, log(ranks));
    expect(found).toMatchObject([{ messageId: 'died', evidence: { times: 4 } }]);
    expect(await findings(loggedError, log(ranks))).toEqual([]);
  });

  test('being canceled or interrupted is not a fault of the run: it is left to runs/unfinished', async () => {
    const stop = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyboardInterrupt\n';
    for (const rule of [error, loggedError]) expect(await findings(rule, log(stop))).toEqual([]);
    expect(await findings(unfinished, log(stop))).toMatchObject([
      { messageId: 'interrupted', message: expect.stringContaining('stopped by hand after 2 steps') },
    ]);
  });
});

test('runs/adapter-weights asks for weights only of what was saved', async () => {
  const config = (entries: object) => ({
    'outputs/lora/adapter_config.json': JSON.stringify({ peft_type: 'LORA', r: 8, ...entries }),
  });
  const base = { base_model_name_or_path: 'org/model' };
  expect(await reported(adapterWeights, config({ ...base, inference_mode: true }))).toEqual(['missing']);
  expect(await reported(adapterWeights, config({ ...base, inference_mode: false }))).toEqual([]);
  expect(await reported(adapterWeights, config({ base_model_name_or_path: null }))).toEqual([]);
});

test('runs/empty reports a table without a value', async () => {
  const files = (rows: string) => ({
    'lightning_logs/version_0/metrics.csv': `epoch,step,train_loss\n${rows}`,
    'lightning_logs/version_0/hparams.yaml': 'lr: 0.1\n',
  });
  expect(await reported(empty, files(''))).toEqual(['empty']);
  expect(await reported(unfinished, files(''))).toEqual([]);
  expect(await reported(empty, files('0,1,2.1\n'))).toEqual([]);
});

test('runs/unfinished knows no plan where early stopping is on, and none that was reached', async () => {
  const state = (step: number, more: object) =>
    JSON.stringify({
      epoch: 1,
      global_step: step,
      log_history: [
        { epoch: 0.5, loss: 2, step: step - 1 },
        { epoch: 1, loss: 1.9, step },
      ],
      ...more,
    });
  expect(await reported(unfinished, { 'outputs/trainer_state.json': state(40, { max_steps: 100 }) })).toEqual(['short']);
  expect(await reported(unfinished, { 'outputs/trainer_state.json': state(40, { max_steps: 40 }) })).toEqual([]);
  const ultralytics = (patience: number): Sample => ({
    ...example,
    'runs/detect/train/args.yaml': `task: detect\nmode: train\nmodel: yolov8n.pt\ndata: coco.yaml\nepochs: 100\npatience: ${patience}\nsave_dir: runs/detect/train\n`,
    'runs/detect/train/results.csv':
      'epoch, train/box_loss, train/cls_loss, train/dfl_loss, metrics/mAP50(B), metrics/mAP50-95(B)\n1, 2, 2, 2, 0.1, 0.1\n2, 1, 1, 1, 0.2, 0.1\n',
  });
  expect((await findings(unfinished, ultralytics(50))).length).toBe(0);
  expect((await findings(unfinished, ultralytics(0))).length).toBe(1);
});

describe('runs/checkpoint', () => {
  const withWeights = (bytes: Uint8Array): Exclude<Sample, string> => ({
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
    'lightning_logs/version_0/checkpoints/last.safetensors': { bytes, tracked: false },
  });
  const whole = safetensors({ 'head.weight': [4, 4] }, 0.5);

  test.each([
    ['whole', whole, []],
    ['cut short', whole.subarray(0, whole.length - 20), ['checkpoint broken']],
    ['with NaN', safetensors({ 'head.weight': [4, 4] }, Number.NaN), ['checkpoint-finite tensor']],
    ['with two tensors of NaN', safetensors({ a: [4], b: [4] }, Number.NaN), ['checkpoint-finite tensors']],
    ['with a tensor without elements', safetensors({ 'head.weight': [4, 4], 'head.bias': [0] }, 1), ['checkpoint-empty tensor']],
    [
      'a Git LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      ['checkpoint-pointer pointer'],
    ],
  ] as const)('weights that are %s', async (_, bytes, expected) => {
    const found: string[] = [];
    for (const rule of [checkpoint, checkpointEmpty, checkpointFinite, checkpointPointer])
      for (const id of await reported(rule, withWeights(bytes))) found.push(`${rule.name} ${id}`);
    expect(found).toEqual(expected);
  });

  test('weights of an adapter as well', async () => {
    const weights = { bytes: safetensors({ 'l.lora_A.weight': [16, 64] }, Number.NaN), tracked: false };
    expect(await reported(checkpointFinite, { 'out/adapter_model.safetensors': weights })).toEqual(['tensor']);
  });

  test('absent weights matter only where the run lies on this machine alone', async () => {
    const state = JSON.stringify({ epoch: 1, global_step: 20, max_steps: 20, log_history: [{ epoch: 1, loss: 2, step: 20 }] });
    const lightning = { 'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n' };
    expect(await reported(checkpointMissing, lightning)).toEqual([]);
    expect(await reported(checkpointMissing, { 'run/trainer_state.json': { text: state, tracked: true } })).toEqual([]);
  });
});

describe('runs/adapter', () => {
  const config = { base_model_name_or_path: 'org/model', peft_type: 'LORA', r: 16, lora_alpha: 32, target_modules: ['q_proj'] };
  const pair = (changes: object, more: Exclude<Sample, string> = {}): Exclude<Sample, string> => ({
    'out/adapter_config.json': `${JSON.stringify({ ...config, ...changes }, null, 2)}\n`,
    'out/adapter_model.safetensors': {
      bytes: safetensors({ 'l.lora_A.weight': [16, 64], 'l.lora_B.weight': [64, 16] }, 0.1),
      tracked: false,
    },
    ...more,
  });

  test('rank against weights, at the word of the configuration', async () => {
    for (const rule of [adapter, adapterBaseModel, adapterSettings, adapterWeights])
      expect(await reported(rule, pair({}))).toEqual([]);
    const result = await lintSample(adapter, { ...example, ...pair({ r: 8 }) });
    expect(result.findings).toMatchObject([{ messageId: 'rank', evidence: { configured: 8, found: 16 } }]);
    expect(result.findings[0]?.at).toMatchObject({ file: 'examples/demo/out/adapter_config.json', line: 4 });
    expect(await reported(adapter, pair({ r: 8, rank_pattern: { 'l.*': 16 } }))).toEqual([]);
  });

  test('a base model beside it', async () => {
    expect(
      await reported(
        adapterBaseModel,
        pair({}, { 'out/model.safetensors': { bytes: safetensors({ w: [2] }, 1), tracked: false } }),
      ),
    ).toEqual(['beside']);
  });
});

describe('runs/layout', () => {
  const csv = 'epoch,step,train_loss\n0,10,2\n0,20,1\n';
  test('all that is missing in one finding', async () => {
    const found = await findings(layout, {
      ...example,
      'wandb/run-20250101_000000-abcdefgh/files/output.log': 'step 1 loss: 2\nstep 2 loss: 1\n',
    });
    const missing = [['files/config.yaml'], ['files/wandb-summary.json'], ['files/wandb-metadata.json']];
    expect(found).toMatchObject([{ messageId: 'incomplete', evidence: { missing } }]);
  });

  test('a text log belongs into logs/', async () => {
    expect(await reported(location, { 'train_out.txt': 'step 1 loss: 2\nstep 2 loss: 1\nstep 3 loss: 1\n' })).toEqual([
      'elsewhere',
    ]);
    const inLogs = { 'logs/train.log': 'step 1 loss: 2\nstep 2 loss: 1\nstep 3 loss: 1\n' };
    const lightning = { 'lightning_logs/version_0/metrics.csv': csv, 'lightning_logs/version_0/hparams.yaml': 'lr: 1\n' };
    for (const rule of [layout, location])
      for (const files of [inLogs, lightning]) expect(await reported(rule, files)).toEqual([]);
  });
});

test('runs/configuration compares what a script writes out, and nothing that a user may replace', async () => {
  const run = (env: string): Exclude<Sample, string> => ({
    'train.sh': `#!/usr/bin/env bash\ndocker run --rm ${env} demo python train.py\n`,
    'lightning_logs/version_0/hparams.yaml': 'batch_size: 2\nlr: 0.0001\n',
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
  });
  expect(await reported(configuration, run('--env BATCH_SIZE=8'))).toEqual(['differs']);
  expect(await reported(configuration, run('--env BATCH_SIZE=2 --env LR=1e-4'))).toEqual([]);
  expect(await reported(configuration, run('--env BATCH_SIZE="${BATCH_SIZE:-8}"'))).toEqual([]);
  expect(await reported(configuration, run('--env BATCH_SIZE'))).toEqual([]);
});

test('runs/tracked reports a run once', async () => {
  const files = {
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
    'lightning_logs/version_0/hparams.yaml': 'lr: 1\n',
  };
  const found = await findings(tracked, { ...example, ...files });
  expect(found).toMatchObject([
    {
      messageId: 'several',
      evidence: {
        files: Object.keys(files)
          .sort()
          .map((path) => `examples/demo/${path}`),
      },
    },
  ]);
});

test('runs/unfinished leaves runs alone that all end at one step', async () => {
  const log = (end: number): string => [10, 20, end].map((step) => `step:${step}/100 loss:${2 - step / 100}\n`).join('');
  const seeds = (...ends: number[]) => Object.fromEntries(ends.map((end, seed) => [`logs/seed${seed}.log`, log(end)]));
  expect(await reported(unfinished, seeds(80, 80, 80))).toEqual([]);
  expect(await reported(unfinished, seeds(80, 70, 60))).toHaveLength(3);
});

test('a record of results in no example is not committed by mistake, and no place is asked for where there is no metadata', async () => {
  const files = { 'train.sh': '', 'results/seed_1.out': 'step 10 loss: 2.1\nstep 20 loss: 1.9\n' };
  const marked = { metadata: [], markers: [{ files: '**/train.sh', kind: 'training' as const }], kinds: [] };
  const messages = async (rule: Rule, markers: typeof marked.markers) =>
    (await findings(rule, files, { examples: { ...marked, markers } })).map(({ messageId }) => messageId);
  expect(await messages(tracked, [])).toEqual([]);
  expect(await messages(tracked, marked.markers)).toEqual(['one']);
  expect(await messages(location, marked.markers)).toEqual([]);
});
