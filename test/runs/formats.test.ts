import type { Run } from '../../src/runs';
import { event, textEvent, versionEvent, wandbFile, wandbRecord } from './binary-logs';
import { EXAMPLES } from './examples';
import { readWith, runsIn, seriesNamed } from './in-memory';

const example = (name: string): Promise<Run> => readWith(name, EXAMPLES[name]!.path, EXAMPLES[name]!.bytes);
const values = (run: Run, name: string, split?: string): (number | undefined)[][] =>
  seriesNamed(run, name, split).points.map(({ step, epoch, value }) => [step, epoch, value]);

describe('PyTorch Lightning', () => {
  test('sparse rows: each cell is a value with the step, epoch, and line of its row', async () => {
    const run = await example('lightning/csv');
    expect(values(run, 'train_loss_step')).toEqual([
      [49, 0, 2.3125],
      [99, 0, 1.75],
      [149, 1, 1.25],
      [199, 1, 1.125],
    ]);
    expect(seriesNamed(run, 'val_loss')).toMatchObject({
      split: 'val',
      metric: 'loss',
      count: 2,
      min: { value: 1.0625, place: { line: 7, column: 8 } },
    });
    expect(run).toMatchObject({ framework: 'pytorch-lightning', segments: [{ start: 'first' }] });
  });

  test('an incomplete last row loses its last cell and is reported', async () => {
    const run = await readWith('lightning/csv', 'metrics.csv', 'epoch,step,a_loss,b_loss\n0,1,0.5,0.25\n0,2,0.12');
    expect(values(run, 'a_loss')).toEqual([[1, 0, 0.5]]);
    expect(run.problems[0]).toMatchObject({ message: expect.stringContaining('3 of 4 cells'), place: { line: 3 } });
  });

  test('a short row in the middle keeps its values', async () => {
    const run = await readWith('lightning/csv', 'metrics.csv', 'epoch,step,a_loss,b_loss\n0,1,0.5\n0,2,0.25,0.125\n');
    expect(values(run, 'a_loss')).toEqual([
      [1, 0, 0.5],
      [2, 0, 0.25],
    ]);
    expect(run.problems[0]?.message).toBe('the row has 3 cells, but the header has 4');
  });

  test("merge-conflict markers are reported and aren't rows", async () => {
    const run = await readWith(
      'lightning/csv',
      'metrics.csv',
      'epoch,step,loss\n<<<<<<< HEAD\n0,1,0.5\n=======\n0,1,0.75\n>>>>>>> branch\n',
    );
    expect(values(run, 'loss')).toHaveLength(2);
    expect(run.problems).toHaveLength(3);
  });

  test('quoted cells, CRLF, and a byte order mark', async () => {
    const run = await readWith('lightning/csv', 'metrics.csv', '\uFEFF"epoch","step","loss"\r\n0,"1","0.5"\r\n');
    expect(values(run, 'loss')).toEqual([[1, 0, 0.5]]);
    expect(run.problems).toEqual([]);
  });

  test('an empty file', async () => {
    expect((await readWith('lightning/csv', 'metrics.csv', '')).problems[0]?.message).toBe('the file is empty');
  });
});

describe('other tables', () => {
  test('Ultralytics: padded headers, validation metrics, scale 0-1', async () => {
    const run = await example('ultralytics/csv');
    expect(seriesNamed(run, 'metrics/mAP50-95(B)')).toMatchObject({
      split: 'val',
      metric: 'map',
      group: 'bbox',
      scale: '0-1',
      count: 2,
      last: { epoch: 2, value: 0.125 },
    });
    expect(run.framework).toBe('ultralytics');
  });

  test('YOLOv5', async () => {
    const run = await readWith(
      'ultralytics/csv',
      'results.csv',
      'epoch, train/obj_loss, metrics/mAP_0.5:0.95, val/obj_loss\n0, 0.5, 0.25, 0.75\n',
    );
    expect(run.framework).toBe('yolov5');
    expect(seriesNamed(run, 'metrics/mAP_0.5:0.95')).toMatchObject({ metric: 'map', scale: '0-1' });
  });

  test('Keras: semicolons, and appended runs as segments', async () => {
    const text = EXAMPLES['keras/csv']!.bytes.toString();
    const run = await readWith('keras/csv', 'training.log', text + text);
    const loss = seriesNamed(run, 'loss');
    expect(loss).toMatchObject({ split: 'train', count: 4 });
    expect(loss.segments.map(({ start, count }) => [start, count])).toEqual([
      ['first', 2],
      ['restarted', 2],
    ]);
    expect(seriesNamed(run, 'val_accuracy')).toMatchObject({ split: 'val', metric: 'accuracy', scale: '0-1' });
  });

  test('timm', async () => {
    expect(seriesNamed(await example('timm/csv'), 'eval_top1')).toMatchObject({
      split: 'val',
      metric: 'accuracy',
      scale: '0-100',
      last: { value: 10.5 },
    });
  });

  test('NaN in a custom table', async () => {
    expect(seriesNamed(await example('csv'), 'train_loss').nonFinite).toMatchObject({
      count: 1,
      first: { step: 30, place: { line: 4, column: 4 } },
    });
  });
});

describe('a table of a custom script', () => {
  const read = (text: string): Promise<Run> => readWith('csv', 'history.csv', text);

  test('a column names the split of its rows, and thresholds are names of columns', async () => {
    const rows = ['0,train,1,1.5,0.1', '0,train,2,1.25,0.2', '0,val,1,1.75,0.1', '1,train,1,1,0.4', '1,val,1,1.5,0.3', ''];
    const text = ['epoch,set,step,loss,25', ...rows].join('\n');
    expect((await runsIn({ 'models/history.csv': text })).map(({ reader }) => reader)).toEqual(['csv']);
    const run = await read(text);
    expect(values(run, 'loss', 'train')).toEqual([
      [1, 0, 1.5],
      [2, 0, 1.25],
      [1, 1, 1],
    ]);
    expect(values(run, 'loss', 'val')).toEqual([
      [1, 0, 1.75],
      [1, 1, 1.5],
    ]);
    expect(values(run, '25', 'val').map(([, , value]) => value)).toEqual([0.1, 0.3]);
    expect(run.segments).toHaveLength(1);
  });

  test('a last row without a newline is no damage, but its last cell may be cut off', async () => {
    const run = await read('epoch,loss,val_loss\n0,1.5,1.75\n1,1.25,1.53');
    expect(values(run, 'loss')).toHaveLength(2);
    expect(values(run, 'val_loss')).toHaveLength(1);
    expect(run.problems.map(({ isLimit }) => isLimit)).toEqual([true]);
  });
});

describe('nvidia-smi', () => {
  test('with a header and units', async () => {
    const [gpu] = (await example('nvidia-smi')).gpus;
    expect(gpu).toMatchObject({ memoryTotal: 16384, utilization: { count: 1, max: 91 }, memoryPercent: { max: 50 } });
  });

  test('with an index: one GPU each', async () => {
    const run = await readWith(
      'nvidia-smi',
      'gpu.csv',
      'index, utilization.gpu [%], memory.used [MiB]\n0, 10 %, 5 MiB\n1, 90 %, 7 MiB\n0, 30 %, 9 MiB\n',
    );
    expect(run.gpus.map(({ id, utilization }) => [id, utilization?.mean])).toEqual([
      ['0', 20],
      ['1', 90],
    ]);
  });

  test('without a header, used memory beside the total', async () => {
    const run = await readWith('nvidia-smi', 'gpu.csv', 't, 0 %, 100 MiB, 1000 MiB\nt, 90 %, 800 MiB, 1000 MiB\n');
    expect(run.gpus[0]).toMatchObject({ memoryTotal: 1000, memoryUsed: { max: 800 }, memoryPercent: { max: 80 } });
  });

  test('without a header, used memory beside free: distinguished by when the GPU is busy', async () => {
    const run = await readWith('nvidia-smi', 'gpu.csv', 't, 0 %, 900 MiB, 100 MiB\nt, 90 %, 200 MiB, 800 MiB\n');
    expect(run.gpus[0]).toMatchObject({ memoryTotal: 1000, memoryUsed: { min: 100, max: 800 } });
  });

  test('without a header or units, nothing is guessed', async () => {
    const run = await readWith('nvidia-smi', 'gpu.csv', '2026/01/01 00:00:00, 12, 900, 100\n');
    expect(run.gpus).toEqual([]);
    expect(run.problems).toHaveLength(1);
  });

  test('UTF-16LE, as PowerShell writes it', async () => {
    const run = await readWith(
      'nvidia-smi',
      'gpu.csv',
      Buffer.from(`\uFEFF${EXAMPLES['nvidia-smi']!.bytes.toString()}`, 'utf16le'),
    );
    expect(run.gpus[0]?.utilization?.max).toBe(91);
  });
});

describe('Hugging Face', () => {
  test('trainer_state.json: a run that took all of its steps is over, whatever its epochs are', async () => {
    const state = (global: number): string =>
      JSON.stringify({
        epoch: 1.9,
        global_step: global,
        log_history: [{ epoch: 1.9, loss: 1.5, step: global }],
        max_steps: 40,
        num_train_epochs: 3,
      });
    const ended = await readWith('transformers/state', 'trainer_state.json', Buffer.from(state(40)));
    expect(ended).toMatchObject({ status: 'finished', ending: { reason: 'all 40 steps were completed' } });
    expect((await readWith('transformers/state', 'trainer_state.json', Buffer.from(state(30)))).status).not.toBe('finished');
  });

  test('trainer_state.json: history, plan, and settings, with their places', async () => {
    const run = await example('transformers/state');
    expect(values(run, 'loss')).toEqual([
      [10, 1, 2.5],
      [20, 2, 1.5],
    ]);
    expect(seriesNamed(run, 'eval_loss')).toMatchObject({
      split: 'val',
      metric: 'loss',
      first: { place: { line: 12, column: 20 } },
    });
    expect(run).toMatchObject({ status: 'finished', planned: { steps: 20 }, framework: 'transformers' });
    expect(run.config.find(({ key }) => key === 'max_steps')?.value).toBe(20);
  });

  test('evaluation sets by name, and the totals at the end as summaries', async () => {
    const history = [
      { step: 1, loss: 2 },
      { step: 1, eval_g0_accuracy: 0.5, eval_g0_loss: 1.5, eval_g0_runtime: 3 },
      { step: 1, train_loss: 1.75, train_runtime: 10, total_flos: 1e15 },
    ];
    const run = await readWith(
      'transformers/state',
      'trainer_state.json',
      JSON.stringify({ log_history: history, max_steps: 9 }),
    );
    expect(seriesNamed(run, 'eval_g0_accuracy')).toMatchObject({ split: 'val', metric: 'accuracy', group: 'g0', scale: '0-1' });
    expect(seriesNamed(run, 'eval_g0_loss').component).toBeUndefined();
    expect(seriesNamed(run, 'train_loss')).toMatchObject({ kind: 'summary', component: 'run mean', role: 'primary' });
    expect(run.status).toBe('finished');
  });

  test('a truncated file keeps the records before its end', async () => {
    const whole = EXAMPLES['transformers/state']!.bytes;
    const run = await readWith('transformers/state', 'trainer_state.json', whole.subarray(0, whole.indexOf('1.5')));
    expect(values(run, 'loss')).toEqual([[10, 1, 2.5]]);
    expect(run.problems[0]?.message).toContain('ends inside');
  });

  test('LLaMA-Factory logs and saved results', async () => {
    expect((await example('transformers/log')).planned.steps).toBe(20);
    expect(seriesNamed(await example('transformers/results'), 'train_loss')).toMatchObject({
      kind: 'summary',
      component: 'run mean',
    });
  });
});

describe('OpenMMLab', () => {
  test('MMCV: splits by mode, version from env_info, NaN', async () => {
    const run = await example('mmcv/json');
    expect(run).toMatchObject({ framework: 'mmdetection', frameworkVersion: '2.12.0' });
    expect(values(run, 'loss', 'train')).toEqual([
      [50, 1, 1.5],
      [100, 1, Number.NaN],
    ]);
    expect(seriesNamed(run, 'bbox_mAP')).toMatchObject({ split: 'val', metric: 'map', scale: '0-1' });
    expect(seriesNamed(run, 'lr', 'val').count).toBe(1);
  });

  test('MMEngine: the step of a validation record is the epoch', async () => {
    const run = await example('mmengine/json');
    expect(values(run, 'coco/bbox_mAP')).toEqual([[100, 1, 0.25]]);
    expect(seriesNamed(run, 'coco/bbox_mAP')).toMatchObject({ split: 'val', scale: '0-1' });
  });

  test('MMEngine: the record of tools/test.py is a summary of the test set', async () => {
    const [run] = await runsIn({
      'work_dirs/x/20240101_000000/20240101_000000.json': '{"coco/bbox_mAP": 0.5, "data_time": 0.1, "time": 0.2}',
    });
    expect(seriesNamed(run!, 'coco/bbox_mAP')).toMatchObject({
      kind: 'summary',
      split: 'test',
      scale: '0-1',
      last: { value: 0.5 },
    });
    expect(run?.reader).toBe('mmengine/json');
  });

  test('MMEngine by iterations: the step of a validation record is the step itself', async () => {
    const text = '{"lr": 0.01, "loss": 1.5, "iter": 50, "step": 50}\n{"mIoU": 45.5, "data_time": 0.1, "time": 0.2, "step": 50}\n';
    const run = await readWith('mmengine/json', 'scalars.json', text);
    expect(values(run, 'mIoU')).toEqual([[50, undefined, 45.5]]);
    expect(seriesNamed(run, 'mIoU').scale).toBe('0-100');
  });
});

test('histories that were saved as one file', async () => {
  const lists = await example('json-history');
  expect(values(lists, 'loss')).toEqual([
    [undefined, 0, 2.5],
    [undefined, 1, 1.5],
    [undefined, 2, Number.NaN],
  ]);
  expect(seriesNamed(lists, 'val_accuracy').first?.place).toMatchObject({ line: 1, column: 44 });
  const records = await readWith('json-history', 'log.json', '[{"epoch": 1, "loss": 2.5},\n {"epoch": 2, "loss": 1.5}]');
  expect(values(records, 'loss')).toEqual([
    [undefined, 1, 2.5],
    [undefined, 2, 1.5],
  ]);
});

test('detectron2: NaN of an empty size class keeps its component', async () => {
  const run = await example('detectron2/json');
  expect(seriesNamed(run, 'bbox/APs')).toMatchObject({
    metric: 'map',
    component: 'small',
    split: 'val',
    nonFinite: { count: 1 },
  });
  expect(seriesNamed(run, 'bbox/AP')).toMatchObject({ scale: '0-100', last: { value: 35.5, step: 39 } });
  expect(seriesNamed(run, 'total_loss')).toMatchObject({ split: 'train', metric: 'loss', count: 2 });
});

test('DETR: the numbers of the COCO evaluation by position', async () => {
  const run = await example('json-lines');
  expect(seriesNamed(run, 'test_coco_eval_bbox[0]')).toMatchObject({
    metric: 'map',
    group: 'bbox',
    split: 'val',
    scale: '0-1',
    last: { value: 0.25, epoch: 0 },
  });
  expect(seriesNamed(run, 'test_coco_eval_bbox[1]').metric).toBe('map50');
  expect(run.framework).toBe('detr');
});

test('JSON lines: a broken line is reported and the others are read; NaN and Infinity are numbers', async () => {
  const run = await readWith(
    'json-lines',
    'metrics.jsonl',
    '{"step": 1, "loss": NaN}\n{"step": 2, "loss": oops}\n{"step": 3, "loss": -Infinity}\n{"step": 4, "loss": 0.5}\n',
  );
  expect(values(run, 'loss')).toEqual([
    [1, undefined, Number.NaN],
    [3, undefined, Number.NEGATIVE_INFINITY],
    [4, undefined, 0.5],
  ]);
  expect(run.problems).toMatchObject([{ message: 'invalid JSON: oops', place: { line: 2, column: 21 } }]);
});

describe('W&B', () => {
  test('the summary: bare NaN, and the step', async () => {
    const run = await example('wandb/summary');
    expect(seriesNamed(run, 'train/loss')).toMatchObject({
      kind: 'summary',
      role: 'primary',
      nonFinite: { count: 1, first: { step: 330, place: { line: 1, column: 27 } } },
    });
    expect(seriesNamed(run, 'val/acc').last?.value).toBe(0.5);
  });

  test('a summary that holds nothing but _wandb', async () => {
    const run = await readWith('wandb/summary', 'wandb-summary.json', '{"_wandb":{"runtime":3}}');
    expect([run.series, run.problems]).toEqual([[], []]);
  });

  test('the configuration without its value: wrapping', async () => {
    const run = await example('wandb/config');
    expect(run.config.map(({ key, value, place }) => [key, value, 'line' in place ? place.line : 0])).toEqual([
      ['lr', 0.001, 4],
      ['model.layers', 4, 8],
    ]);
  });

  test('the transaction log: history, configuration, system metrics, and exit', async () => {
    const run = await example('wandb');
    expect(values(run, 'train/loss')).toEqual([
      [0, undefined, 2.5],
      [1, undefined, Number.NaN],
    ]);
    expect(seriesNamed(run, 'train/loss').first).toMatchObject({
      record: 2,
      place: { file: 'wandb/offline-run-1-a/run-a.wandb' },
    });
    expect(run.config).toMatchObject([{ key: 'lr', value: 0.001 }]);
    expect(run.gpus[0]).toMatchObject({ id: '0', utilization: { max: 91.5 }, memoryPercent: { max: 50.5 } });
    expect(run.status).toBe('finished');
  });

  test('records that span several blocks', async () => {
    const text = 'x'.repeat(100_000);
    const bytes = wandbFile([
      wandbRecord.config({ note: JSON.stringify(text) }),
      wandbRecord.history({ _step: '7', loss: '0.5' }),
      wandbRecord.exit(1),
    ]);
    const run = await readWith('wandb', 'a.wandb', bytes, 1000);
    expect(values(run, 'loss')).toEqual([[7, undefined, 0.5]]);
    expect([run.problems, run.status, run.ending?.reason]).toEqual([[], 'crashed', 'W&B recorded exit code 1']);
  });

  test('a file that ends inside a record is that of a process which was killed: said once', async () => {
    const bytes = wandbFile([wandbRecord.history({ _step: '1', loss: '2.5' }), wandbRecord.history({ _step: '2', loss: '1.5' })]);
    const run = await readWith('wandb', 'a.wandb', bytes.subarray(0, -3));
    expect([values(run, 'loss'), run.problems, run.status]).toEqual([[[1, undefined, 2.5]], [], 'crashed']);
    expect(run.ending?.reason).toContain('ends inside a record');
  });

  test('without an exit record the run died, and metrics that were only printed are read from its output', async () => {
    const run = await readWith(
      'wandb',
      'a.wandb',
      wandbFile([
        wandbRecord.output('step 1 loss: 2.5\nstep 2 lo'),
        wandbRecord.output('ss: 1.5\nTraceback (most recent call last):\n  x\nValueError: y\n'),
      ]),
    );
    expect(values(run, 'loss')).toEqual([
      [1, undefined, 2.5],
      [2, undefined, 1.5],
    ]);
    expect(run.errors).toMatchObject([{ message: 'ValueError: y', place: { file: 'a.wandb' } }]);
    expect(run.status).toBe('crashed');
  });

  test("a row that was open when the program died doesn't count as surviving the error", async () => {
    const trace = wandbRecord.output('Traceback (most recent call last):\n  x\nKeyError: y\n');
    const row = (step: number): Buffer => wandbRecord.history({ _step: String(step), loss: '0.5' });
    const died = await readWith('wandb', 'a.wandb', wandbFile([row(0), trace, row(1), wandbRecord.exit(1)]));
    expect(died).toMatchObject({ status: 'crashed', ending: { reason: 'KeyError: y' }, errors: [{ survived: false }] });
    const lived = await readWith('wandb', 'a.wandb', wandbFile([trace, row(1), row(2), row(3), wandbRecord.exit(0)]));
    expect(lived).toMatchObject({ status: 'finished', errors: [{ survived: true }] });
  });

  test.each([
    ['empty', Buffer.alloc(0), 'the file is empty'],
    ['its header only', EXAMPLES['wandb']!.bytes.subarray(0, 7), 'only its header'],
  ])('a file that is %s', async (_, bytes, message) => {
    const run = await readWith('wandb', 'a.wandb', bytes);
    expect(run.problems[0]?.message).toContain(message);
    expect(run.status).toBe('unknown');
  });
});

describe('TensorBoard', () => {
  test("scalars as numbers and as tensors, and Hugging Face's arguments", async () => {
    const run = await example('tensorboard');
    expect(values(run, 'train/loss')).toEqual([
      [1, undefined, 2.5],
      [2, undefined, 1.5],
    ]);
    expect(seriesNamed(run, 'train/loss').first).toMatchObject({ time: 1000, record: 2 });
    expect(seriesNamed(run, 'val/acc').last?.value).toBe(0.5);
    expect(run.config).toMatchObject([{ key: 'learning_rate', value: 0.001 }]);
  });

  test("the folder gives the split, and Keras's steps are epochs", async () => {
    const run = await readWith(
      'tensorboard',
      'logs/validation/events.out.tfevents.1',
      event({ tag: 'epoch_accuracy', step: 3, value: 0.75 }),
    );
    expect(seriesNamed(run, 'epoch_accuracy')).toMatchObject({
      split: 'val',
      metric: 'accuracy',
      aggregation: 'epoch',
      last: { epoch: 3, step: undefined },
    });
  });

  test('a wrong checksum loses only its record', async () => {
    const damaged = event({ tag: 'loss', step: 2, value: 1.5 });
    damaged[20] = damaged[20]! ^ 1;
    const run = await readWith(
      'tensorboard',
      'e',
      Buffer.concat([event({ tag: 'loss', step: 1, value: 2.5 }), damaged, event({ tag: 'loss', step: 3, value: 0.5 })]),
    );
    expect(values(run, 'loss').map(([step]) => step)).toEqual([1, 3]);
    expect(run.problems[0]?.message).toBe('record 2: the checksum of a record is wrong, so the record was skipped');
  });

  test('a truncated file keeps its complete records', async () => {
    const bytes = Buffer.concat([
      versionEvent(),
      event({ tag: 'loss', step: 1, value: 2.5 }),
      event({ tag: 'loss', step: 2, value: 1.5 }),
    ]);
    const run = await readWith('tensorboard', 'e', bytes.subarray(0, -3));
    expect(values(run, 'loss')).toEqual([[1, undefined, 2.5]]);
    expect(run.problems[0]?.message).toContain('ends inside a record');
  });

  test("a text that isn't JSON is ignored", async () => {
    expect((await readWith('tensorboard', 'e', textEvent('notes/text_summary', 'hello'))).config).toEqual([]);
  });
});

test('hyperparameters: Python objects are ignored, and places are kept', async () => {
  const run = await example('hyper-parameters');
  expect(run.config[0]).toMatchObject({ key: 'lr', value: 0.001, place: { line: 1, column: 5 } });
});
