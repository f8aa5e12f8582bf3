import type { Reader } from '../../src/runs';
import { findRuns, isEmpty } from '../../src/runs';
import { event, safetensors } from './binary-logs';
import { EXAMPLES } from './examples';
import { runsIn } from './in-memory';

const bytesOf = (name: string): Buffer => EXAMPLES[name]!.bytes;
const scalar = event({ tag: 'train/loss', step: 1, value: 2.5 });

test.each(
  Object.keys(EXAMPLES).filter((name) => !['hyper-parameters', 'mlflow/meta', 'mlflow/parameter', 'wandb/config'].includes(name)),
)('%s is found by what it is', async (name) => {
  const { path, bytes } = EXAMPLES[name]!;
  const [run] = await runsIn({ [path]: bytes });
  expect(run?.files.map(({ reader }) => reader)).toEqual([name]);
});

test('a Lightning version folder is one run, with its event file, hyperparameters, and checkpoints', async () => {
  const runs = await runsIn({
    'x/lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,1,2.5\n',
    'x/lightning_logs/version_0/hparams.yaml': 'lr: 0.1\nmax_epochs: 3\n',
    'x/lightning_logs/version_0/events.out.tfevents.1': scalar,
    'x/lightning_logs/version_0/checkpoints/epoch=0-step=10.ckpt': 'weights',
    'x/lightning_logs/version_1/metrics.csv': 'epoch,step,train_loss\n0,1,2.5\n',
  });
  expect(runs.map(({ path, reader }) => [path, reader])).toEqual([
    ['x/lightning_logs/version_0', 'lightning/csv'],
    ['x/lightning_logs/version_1', 'lightning/csv'],
  ]);
  expect(runs[0]).toMatchObject({
    planned: { epochs: 3 },
    checkpoints: [{ epoch: 0, step: 10 }],
    config: [{ key: 'lr' }, { key: 'max_epochs' }],
  });
  expect(runs[0]?.series.map(({ name, role, copyOf }) => [name, role, copyOf?.name])).toEqual([
    ['train/loss', 'copy', 'train_loss'],
    ['train_loss', 'primary', undefined],
  ]);
});

test('W&B: all files of the run folder are one run', async () => {
  const [run, ...others] = await runsIn({
    'wandb/run-1-a/files/wandb-summary.json': '{"train/loss": 0.5, "_step": 9}',
    'wandb/run-1-a/files/config.yaml': 'lr:\n  value: 0.1\n',
    'wandb/run-1-a/files/output.log': 'step 9 loss: 0.5\n',
    'wandb/run-1-a/files/wandb-metadata.json': '{"program": "train.py"}',
    'wandb/run-1-a/run-a.wandb': '',
  });
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    path: 'wandb/run-1-a',
    reader: 'wandb/summary',
    problems: [{ message: expect.stringContaining('empty') }],
  });
});

test('Hugging Face: checkpoints and runs/ are part of the run, and the latest state holds its history', async () => {
  const state = (step: number): string => JSON.stringify({ log_history: [{ step, loss: 1 }], global_step: step, max_steps: 20 });
  const runs = await runsIn({
    'out/checkpoint-9/trainer_state.json': state(9),
    'out/checkpoint-10/trainer_state.json': state(10),
    'out/checkpoint-10/model.safetensors': safetensors({ w: { shape: [2], values: [1, 2] } }),
    'out/runs/Jan01_00-00-00_host/events.out.tfevents.1': scalar,
    'out/train_results.json': bytesOf('transformers/results'),
  });
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    path: 'out',
    reached: { step: 10 },
    checkpoints: [{ path: 'out/checkpoint-10/model.safetensors', step: 10 }],
  });
});

test('runs/TIME_HOST beside no output of a Trainer are the default folders of SummaryWriter: a run each', async () => {
  const paths = ['runs/Jan01_00-00-00_host', 'runs/Jan02_00-00-00_host'];
  const runs = await runsIn(Object.fromEntries(paths.map((path) => [`demo/${path}/events.out.tfevents.1`, scalar])));
  expect(runs.map(({ path }) => path)).toEqual(paths.map((path) => `demo/${path}`));
});

test('Keras: the event files for training and validation are one run', async () => {
  const runs = await runsIn({ 'logs/train/events.out.tfevents.1': scalar, 'logs/validation/events.out.tfevents.1': scalar });
  expect(runs.map(({ path }) => path)).toEqual(['logs']);
});

test('a text log joins the run of its folder, or is a run of its own', async () => {
  const runs = await runsIn({
    'a/metrics.json': bytesOf('detectron2/json'),
    'a/log.txt': 'iter: 19  total_loss: 2.5\niter: 39  total_loss: 1.5\n',
    'b/train1.log': 'step 1 loss: 2.5\n',
    'b/train2.log': 'step 1 loss: 2.5\n',
  });
  expect(runs.map(({ path, files }) => [path, files.length])).toEqual([
    ['a', 2],
    ['b/train1.log', 1],
    ['b/train2.log', 1],
  ]);
  expect(runs[0]?.series.filter(({ role }) => role === 'primary').every(({ file }) => file === 'a/metrics.json')).toBe(true);
});

test('MMCV: the two logs of one start are one run, and each start is a separate run', async () => {
  const text = 'MMDetection: 2.11.0+f8\n2021-01-01 00:00:00,000 - mmdet - INFO - Epoch [1][50/100]\tlr: 0.1, loss: 1.5\n';
  const runs = await runsIn({
    'work_dirs/x/20240101_000000.log': text,
    'work_dirs/x/20240101_000000.log.json': bytesOf('mmcv/json'),
    'work_dirs/x/20240102_000000.log': text,
  });
  expect(runs.map(({ path, reader, framework, files }) => [path, reader, framework, files.length])).toEqual([
    ['work_dirs/x/20240101_000000.log.json', 'mmcv/json', 'mmdetection', 2],
    ['work_dirs/x/20240102_000000.log', 'text', 'mmdetection', 1],
  ]);
});

test('tables without curves, and other JSON, make no run', async () => {
  const runs = await runsIn({
    'sweep.csv': 'hidden_size,learning_rate,accuracy\n100,0.1,0.5\n200,0.1,0.6\n',
    'sweep2.csv': 'epoch,learning_rate,accuracy\n10,0.1,0.5\n5,0.1,0.6\n10,0.2,0.6\n5,0.2,0.7\n',
    'data.csv': 'id,text\n1,hello\n',
    'package.json': '{"name": "x", "version": "1.0.0"}',
    'train.jsonl': '{"question": "a", "answer": "b"}\n',
    'config.yaml': 'lr: 0.1\n',
    'hparams.yaml': 'lr: 0.1\n',
    'empty.log': '',
  });
  expect(runs.filter((run) => !isEmpty(run))).toEqual([]);
});

test('a run is finished when all epochs are done, counted from 0 or from 1', async () => {
  const table = (from: number, rows: number): string =>
    `epoch,train/box_loss,metrics/mAP50(B)\n${Array.from({ length: rows }, (_, index) => `${index + from},1,0.5\n`).join('')}`;
  const status = async (from: number, rows: number): Promise<string | undefined> =>
    (await runsIn({ 'r/args.yaml': 'epochs: 3\nimgsz: 640\n', 'r/results.csv': table(from, rows) }))[0]?.status;
  expect([await status(1, 3), await status(0, 3), await status(1, 2), await status(0, 2)]).toEqual([
    'finished',
    'finished',
    'unknown',
    'unknown',
  ]);
});

test('folders of labels are not opened, and a reader can name files to open', async () => {
  let opened = 0;
  const counted = (path: string) => ({
    path,
    size: 1,
    async *open() {
      opened += 1;
      yield Buffer.from('0 0.5 0.5 0.1 0.1\n');
    },
  });
  const labels = Array.from({ length: 300 }, (_, index) => counted(`labels/${index}.txt`));
  await findRuns([...labels, counted('labels/train.log'), counted('x.weird')]);
  expect(opened).toBe(1);
  const weird: Reader = {
    name: 'weird',
    about: '',
    names: /\.weird$/,
    detect: ({ name }) => (name === 'x.weird' ? 1 : 0),
    async read() {},
  };
  expect((await findRuns([counted('x.weird')], [weird])).map(({ path }) => path)).toEqual(['']);
});

describe('adapters', () => {
  const weights = safetensors({
    'base.q.lora_A.weight': { shape: [8, 2], values: Array.from({ length: 16 }, (_, index) => index) },
    'base.q.lora_B.weight': { shape: [2, 8], values: Array.from({ length: 16 }, () => 0) },
  });

  test('a complete pair outside any run', async () => {
    const [run] = await runsIn({
      'outputs/lora_adapters/adapter_config.json': bytesOf('peft/config'),
      'outputs/lora_adapters/adapter_model.safetensors': weights,
    });
    expect(run?.adapters).toMatchObject([
      {
        path: 'outputs/lora_adapters',
        rankInWeights: 2,
        weights: { header: { tensorCount: 2, parameters: 32, nonFinite: [], empty: [] } },
      },
    ]);
    expect(run?.adapters[0]?.config?.find(({ key }) => key === 'r')?.value).toBe(8);
    expect(run?.task).toBe('CAUSAL_LM');
  });

  test('weights without configuration, and configuration without weights', async () => {
    const runs = await runsIn({ 'a/adapter_model.bin': 'x', 'b/adapter_config.json': bytesOf('peft/config') });
    expect(
      runs.map(({ adapters }) => adapters.map(({ config, weights: file }) => [config !== undefined, file !== undefined])),
    ).toEqual([[[false, true]], [[true, false]]]);
  });

  test.each<[string, Buffer | string, unknown]>([
    [
      'NaN in a tensor',
      safetensors({ a: { shape: [2], values: [1, Number.NaN] }, b: { shape: [1], values: [1] } }),
      { header: { nonFinite: ['a'] } },
    ],
    ['a tensor of size zero', safetensors({ a: { shape: [0, 4], values: [] } }), { header: { empty: ['a'] } }],
    ['a truncated file', weights.subarray(0, -4), { broken: expect.stringContaining('truncated') }],
    ['a truncated header', weights.subarray(0, 30), { broken: expect.stringContaining('shorter than its header') }],
    ['an impossible header', Buffer.from('ffffffffffffffff00', 'hex'), { broken: expect.stringContaining('longer than 16 MiB') }],
    ['an empty file', '', { broken: 'the file is empty' }],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n',
      { broken: expect.stringContaining('LFS') },
    ],
  ])('%s', async (_, bytes, expected) => {
    const [run] = await runsIn({ 'a/adapter_config.json': bytesOf('peft/config'), 'a/adapter_model.safetensors': bytes });
    expect(run?.adapters[0]?.weights).toMatchObject(expected as object);
  });
});

test("a plugin's reader is used, and one that throws does no harm", async () => {
  const own: Reader = {
    name: 'acme/log',
    about: 'ACME',
    detect: ({ name }) => (name === 'acme.log' ? 1 : 0),
    async read(_, sink) {
      const moment = { step: 1, epoch: Number.NaN, time: Number.NaN, line: 1, column: 1, record: 0 };
      sink.series('loss').add(0.5, moment);
      throw new Error('out of paper');
    },
  };
  const broken: Reader = {
    name: 'acme/broken',
    about: 'throws',
    detect() {
      throw new Error('no');
    },
    async read() {},
  };
  const runs = await runsIn({ 'a/acme.log': 'x', 'b/train.log': 'step 1 loss: 2.5\n' }, [own, broken]);
  expect(runs.map(({ reader, series }) => [reader, series[0]?.count])).toEqual([
    ['acme/log', 1],
    ['text', 1],
  ]);
  expect(runs[0]?.problems[0]?.message).toBe('the reader acme/log failed: out of paper');
});

describe('weights', () => {
  const log = 'epoch 0 train_loss 2.1\nepoch 1 train_loss 1.7\nepoch 2 train_loss 1.4\n';
  const archive = `PK\x03\x04${'x'.repeat(400)}`;
  const brokenIn = async (path: string, content: string) =>
    (await runsIn({ 'demo/logs/train.log': log, [path]: content })).flatMap(({ checkpoints }) =>
      checkpoints.map(({ broken }) => broken),
    );

  test('in an output folder beside the log folder belong to the run', async () => {
    expect(await brokenIn('demo/outputs/checkpoints/epoch_1.pth', '')).toEqual(['the file is empty']);
    expect(await brokenIn('other/outputs/epoch_1.pth', '')).toEqual([]);
  });

  test.each([
    ['a whole archive', `${archive}PK\x05\x06${'\0'.repeat(18)}`, undefined],
    ['an archive without its end', archive, expect.stringContaining('truncated')],
    ['a web page', '<!DOCTYPE html>\n<html></html>\n', expect.stringContaining('web page')],
    ['an older pickle', '\x80\x02}q', undefined],
  ])('%s', async (_, content, broken) => {
    expect(await brokenIn('demo/outputs/epoch_1.pth', content)).toEqual([broken]);
  });
});
