import { isEmpty, type Run, readers } from '../../src/runs';
import { collectRun } from '../../src/runs/collect/collect-run';
import { splitLines } from '../../src/runs/formats/lines';
import { prefixOf } from '../../src/runs/text-log/prefix';
import { readLine } from '../../src/runs/text-log/read-line';
import { createTextLog } from '../../src/runs/text-log/text-log';
import { EXAMPLES } from './examples';
import { readWith, runsIn, seriesNamed } from './in-memory';

const read = (text: string | Buffer): Promise<Run> => readWith('text', 'logs/train.log', text);

/** line → epoch/of · step/of → names and values */
test.each([
  ['step 0: train loss 4.2874, val loss 4.2823', '-/- · 0/-', 'train loss=4.2874 val loss=4.2823'],
  ['iter 0: loss 4.2681, time 1234.56ms, mfu -100.00%', '-/- · 0/-', 'loss=4.2681'],
  [
    'Epoch: [3][  10/5004]\tTime  0.523 ( 0.6)\tLoss 6.9e+00 (6.95e+00)\tAcc@1   0.39 (  0.17)',
    '3/- · 10/5004',
    'Loss=6.9 Acc@1=0.39',
  ],
  ['Epoch [1/10], Step [100/600], Loss: 0.3', '1/10 · 100/600', 'Loss=0.3'],
  ['Train Epoch: 1 [640/60000 (1%)]\tLoss: 2.300000', '1/- · 640/60000', 'Loss=2.3'],
  ['Test set: Average loss: 0.0500, Accuracy: 9824/10000 (98%)', '-/- · -/-', 'Average loss=0.05 Accuracy=0.9824'],
  [
    '469/469 [==============================] - 3s 6ms/step - loss: 0.25 - val_loss: 0.1',
    '-/- · 469/469',
    'loss=0.25 val_loss=0.1',
  ],
  ['469/469 ━━━━━━━━━━━━━━━━━━━━ 3s 6ms/step - accuracy: 0.9 - loss: 0.3', '-/- · 469/469', 'accuracy=0.9 loss=0.3'],
  [
    'x - mmdet - INFO - Epoch [1][50/7330]\tlr: 1.978e-03, eta: 23:44:11, time: 0.972, loss: 1.2',
    '1/- · 50/7330',
    'lr=0.001978 time=0.972 loss=1.2',
  ],
  ['Epoch(val) [1][100/100]  coco/bbox_mAP: 0.4000', '1/- · -/-', 'coco/bbox_mAP=0.4'],
  ['[d2.utils.events]:  eta: 0:02:30  iter: 19  total_loss: 2.1  max_mem: 3411M', '-/- · 19/-', 'total_loss=2.1'],
  ["{'loss': 0.5, 'learning_rate': 1e-05, 'epoch': 0.1}", '0.1/- · -/-', 'loss=0.5 learning_rate=0.00001'],
  ['[3/24] loss: 0.5 mIoU: 0.1', '-/- · 3/24', 'loss=0.5 mIoU=0.1'],
  ['[0/5][150/1583]\tLoss_D: 0.5 Loss_G: 2.1', '0/5 · 150/1583', 'Loss_D=0.5 Loss_G=2.1'],
  ['[3/24] Building CXX object core.cc.o', '-/- · -/-', ''],
  [' 29%|##9     | 50.0/171 [00:07<00:17,  7.04batch/s, loss=4.94]', '-/- · 50/171', 'loss=4.94'],
  ["{'eval_loss': nan, 'epoch': 1.0}", '1/- · -/-', 'eval_loss=NaN'],
  ['Epoch 001 | Loss 0.5 | VAcc:22.50% | BestVAcc:88.75%', '1/- · -/-', 'Loss=0.5 VAcc=22.5 BestVAcc=88.75'],
  [' 65%|######5   | 966/1485 [02:11<01:09,  7.42it/s, train_loss=1.2493]', '-/- · 966/1485', 'train_loss=1.2493'],
  ["[100]\tvalid_0's auc: 0.95", '-/- · 100/-', 'valid auc=0.95'],
  ["[5]\tvalid_0's auc: 0.9\tvalid_1's auc: 0.8", '-/- · 5/-', 'valid_0 auc=0.9 valid_1 auc=0.8'],
  ['Epoch: [2/50][10/99] Data 0.1 Remain 68:59:42 MainLoss 1.5 Accuracy 0.25', '2/50 · 10/99', 'MainLoss=1.5 Accuracy=0.25'],
  ['Epoch... (39/116 | Loss: 0.1877, Learning Rate: 0.001)', '39/116 · -/-', 'Loss=0.1877 Learning Rate=0.001'],
  ['Step 300 Train loss 8.5 ACC 0.5 on epoch=18', '18/- · 300/-', 'Train loss=8.5 ACC=0.5'],
  ['perplexity: 0.98 seconds per pass - ETA 0.25 minutes', '-/- · -/-', ''],
  ['[1]4.2103,[2]5.0981,[3]nan,[4]nan,', '-/- · -/-', 'perplexity=NaN'],
  ['[1]4.2103,[2]5.0981,', '-/- · -/-', 'perplexity=5.0981'],
  ['Final estimate: PPL = 5.0612 +/- 0.09112', '-/- · -/-', 'PPL=5.0612'],
  ['[1]...,[2].,', '-/- · -/-', ''],
  ["[3]\ttraining's l2: 0.5\tvalid_0's l1: 0.25", '-/- · 3/-', 'training l2=0.5 valid l1=0.25'],
  ["[20]\tcv_agg's auc: 0.9 + 0.002", '-/- · 20/-', 'valid auc=0.9'],
  ['[epoch:  0, iter:   3,800, lr:(2.000e-04,)] l_pix: 2.0e-01 ', '0/- · 3800/-', 'lr=0.0002 l_pix=0.2'],
  ['Epoch 0:  97% 1651/1702 [13:00<00:24,  2.11it/s, loss=0.158]', '0/- · 1651/1702', 'loss=0.158'],
  ['Pre-training layer 0, epoch 1, cost  0.195', '1/- · -/-', 'cost=0.195'],
  ['  PER: precision:  83.10%; recall:  80.00%; FB1:  81.52  70', '-/- · -/-', ''],
  ['  name = crf_loss/transition:0, shape = (10, 10)', '-/- · -/-', 'shape=10'],
  ['[0]\ttrain-rmse:0.5\teval-rmse:0.6', '-/- · 0/-', 'train-rmse=0.5 eval-rmse=0.6'],
  ['Epoch: [0][  10/  100]    Overall Loss 2.300    LR 0.001', '0/- · 10/100', 'Overall Loss=2.3 LR=0.001'],
  [' Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] = 0.405', '-/- · -/-', 'AP small=0.405'],
  ['step:100/1480 train_loss:5.2 train_time:100ms', '-/- · 100/1480', 'train_loss=5.2'],
  ['INFO:root:epoch=3 train_loss=0.1234', '3/- · -/-', 'train_loss=0.1234'],
  ['| epoch   1 |   200/ 2928 batches | lr 20.00 | loss  7.63 | ppl  2065.5', '1/- · 200/2928', 'lr=20 loss=7.63 ppl=2065.5'],
  ['x | train_inner | {"epoch": 1, "loss": "9.5"}', '1/- · -/-', 'loss=9.5'],
  ['mAP@0.5:0.95 = 0.412', '-/- · -/-', 'mAP@0.5:0.95=0.412'],
  ['mAP@50:95: 41.2 mAP@50: 60.5', '-/- · -/-', 'mAP@50:95=41.2 mAP@50=60.5'],
  ['AP50:95 0.312 AP50: 0.5', '-/- · -/-', 'AP50:95=0.312 AP50=0.5'],
  ['mAP_50:95=0.3', '-/- · -/-', 'mAP_50:95=0.3'],
  ['Epoch 1: train_loss=nan, val_loss=inf', '1/- · -/-', 'train_loss=NaN val_loss=Infinity'],
  ['第4轮 训练损失: 0.25', '4/- · -/-', '训练损失=0.25'],
  ['Loss is nan, stopping training', '-/- · -/-', ''],
  ['Tried to allocate 2.00 GiB (GPU 0; 10.76 GiB total capacity)', '-/- · -/-', ''],
  ['Student params: 659,136', '-/- · -/-', ''],
  ['num_epochs: 10', '-/- · -/-', 'num_epochs=10'],
])('%s', (line, moment, values) => {
  const { epoch, epochs, step, steps, pairs } = readLine(line.slice(prefixOf(line).length));
  const shown = (value: number): string => (Number.isNaN(value) ? '-' : String(value));
  expect(`${shown(epoch)}/${shown(epochs)} · ${shown(step)}/${shown(steps)}`).toBe(moment);
  expect(pairs.map(({ name, value }) => `${name}=${value}`).join(' ')).toBe(values);
});

test('a value has its own column, also after multi-byte characters and colors', async () => {
  const run = await read('step 1 loss: 0.5\n训练 step 2 loss: 0.25\n\u001b[32mstep 3\u001b[0m loss: 0.125\n');
  expect(seriesNamed(run, 'loss').points.map(({ place, value }) => ({ ...place, value }))).toEqual([
    { file: 'logs/train.log', line: 1, column: 14, value: 0.5 },
    { file: 'logs/train.log', line: 2, column: 17, value: 0.25 },
    { file: 'logs/train.log', line: 3, column: 23, value: 0.125 },
  ]);
});

test('Keras: the header gives the epoch, and the last state of the bar its values', async () => {
  const bar = (done: number, loss: string): string => `${done}/10 [=====>....] - ETA: 1s - loss: ${loss}\r`;
  const run = await read(`Epoch 1/2\n${bar(1, '2.5')}${bar(10, '2.0')}\nEpoch 2/2\n${bar(1, '1.5')}${bar(10, '1.0')}\n`);
  const loss = seriesNamed(run, 'loss');
  expect(loss.points.map(({ epoch, value, place }) => [epoch, value, place])).toEqual([
    [1, 2, { file: 'logs/train.log', line: 2, column: 78 }],
    [2, 1, { file: 'logs/train.log', line: 4, column: 78 }],
  ]);
  expect(run.segments).toHaveLength(1);
  expect(run.planned.epochs).toBe(2);
});

describe('bars of tqdm', () => {
  const bar = (at: number, loss: number): string => `${at * 25}%|##  | ${at}/4 [00:01<00:01, 1.0it/s, loss=${loss}]`;
  const points = (run: Run): unknown[] => seriesNamed(run, 'loss').points.map(({ value, epoch, step }) => [value, epoch, step]);

  test('of a bar that is the only one, each state is a step, and one that is drawn again with the same values counts once', async () => {
    const run = await read(`${[bar(1, 2.5), bar(2, 2.5), bar(2, 2.25), bar(4, 2)].join('\r')}\n`);
    expect(points(run)).toEqual([
      [2.5, undefined, 2],
      [2.25, undefined, 2],
      [2, undefined, 4],
    ]);
  });

  test('NaN counts at each step that shows it', async () => {
    const run = await read(`${[bar(1, 2.5), bar(2, Number.NaN), bar(3, Number.NaN), bar(3, Number.NaN)].join('\r')}\n`);
    expect(run.series.find(({ name }) => name === 'loss')?.nonFinite).toMatchObject({ count: 2, first: { step: 2 } });
  });

  test('of bars that follow each other, the last state of each is the value of its epoch', async () => {
    const run = await read(`${[bar(1, 2.5), bar(2, 2.25), bar(4, 2), bar(1, 1.75), bar(4, 1.5)].join('\r')}\n`);
    expect(points(run)).toEqual([
      [2, 0, undefined],
      [1.5, 1, undefined],
    ]);
    expect(run.segments).toHaveLength(1);
  });
});

test("W&B's closing summary is a summary, and finishes the run", async () => {
  const run = await read(
    'step 1 loss: 0.5\nwandb: \nwandb: Run summary:\nwandb:   train/loss 0.25\nwandb:     val/acc nan\nwandb: \nwandb: Synced 5 files 12\n',
  );
  expect(seriesNamed(run, 'train/loss')).toMatchObject({ kind: 'summary', last: { value: 0.25 } });
  expect(seriesNamed(run, 'val/acc').nonFinite?.count).toBe(1);
  expect(run.status).toBe('finished');
  expect(run.series).toHaveLength(3);
});

test('the COCO evaluation that torchvision prints', async () => {
  const line = (iou: string, area: string, value: string): string =>
    ` Average Precision  (AP) @[ IoU=${iou} | area=${area} | maxDets=100 ] = ${value}\n`;
  const run = await read(
    `IoU metric: bbox\n${line('0.50:0.95', '   all', '0.405')}${line('0.50     ', '   all', '0.600')}${line('0.50:0.95', ' small', '-1.000')}`,
  );
  expect(run.series.map(({ metric, component, group, scale, last }) => [metric, component, group, scale, last?.value])).toEqual([
    ['map', undefined, 'bbox', '0-1', 0.405],
    ['map50', undefined, 'bbox', '0-1', 0.6],
    ['map', 'small', 'bbox', '0-1', -1],
  ]);
});

test('percent signs set the scale', async () => {
  const run = await read('epoch 1 VAcc:22.50% acc: 0.5\n');
  expect([seriesNamed(run, 'VAcc').scale, seriesNamed(run, 'acc').scale]).toEqual(['0-100', undefined]);
});

test('settings come before the first metric, not after it', async () => {
  const run = await read('Batch size: 8\nLearning rate: 0.001\nstep 1 loss: 0.5\nWorkers: 3\n');
  expect(run.config.map(({ key, value }) => [key, value])).toEqual([
    ['Batch size', 8],
    ['Learning rate', 0.001],
  ]);
});

test("the value of an epoch and the totals of a run aren't steps", async () => {
  const step = (epoch: number, iteration: number, loss: number): string =>
    `DLL 2024-01-01 00:00:0${iteration}.1 - Epoch: ${epoch} Iteration: ${iteration}  train.loss : ${loss} None train.lr : 0.1`;
  const log = [
    step(0, 1, 7),
    step(0, 2, 5),
    'DLL 2024-01-01 00:00:03.1 - Epoch: 0  train.loss : 6 None val.top1 : None %',
    step(1, 1, 4),
    step(1, 2, 2),
    'DLL 2024-01-01 00:00:06.1 - Epoch: 1  train.loss : 3 None val.top1 : None %',
    'DLL 2024-01-01 00:00:07.1 - Summary: train.loss : 4.5 None',
  ];
  const { series } = await read(`${log.join('\n')}\n`);
  const told = series.filter(({ name }) => name === 'train.loss');
  expect(told.map(({ kind, aggregation, points }) => [kind, aggregation, points.map(({ value }) => value)])).toEqual([
    ['history', undefined, [7, 5, 4, 2]],
    ['history', 'epoch', [6, 3]],
    ['summary', undefined, [4.5]],
  ]);
});

test('a value that a table of names rounds to a whole number counts', async () => {
  const table = (value: string, updates: number): string =>
    `------------------\n| rollout/return | 2.5 |\n| rollout/Q_mean | ${value} |\n| train/n_updates | ${updates} |\n------------------\n`;
  const run = await read(table('-62.5', 10) + table('-442', 20) + table('1010', 30));
  expect(seriesNamed(run, 'rollout/Q_mean').count).toBe(3);
  expect(run.series.map(({ name }) => name)).not.toContain('train/n_updates');
});

test('records without blanks are no header of a table', async () => {
  const run = await read('Train loss:2.7,acc:16.3%\nTrain loss:2.5,acc:18.1%\n');
  expect(seriesNamed(run, 'Train loss', 'train').closing.value).toBe(2.5);
  expect(seriesNamed(run, 'acc', 'train').count).toBe(2);
});

test('an overflow of mixed precision gives the loss scale that is tried next', async () => {
  const run = await read(
    [
      'step 1 loss: 8.1',
      '[deepspeed] OVERFLOW! Rank 0 Skipping step. Attempted loss scale: 65536, reducing to 32768',
      'step 2 loss: 8.0',
      'Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to 16384.0',
      '2024-01-02 03:04:05 | INFO | fairseq.trainer | gradient overflow detected, ignoring gradient, setting loss scale to: 64.0',
      '',
    ].join('\n'),
  );
  const scale = seriesNamed(run, 'loss scale');
  expect([scale.count, scale.opening.value, scale.opening.step, scale.closing.value, scale.closing.step]).toEqual([
    3, 32768, 1, 64, 2,
  ]);
});

test('a ruler of seven characters is not a merge conflict', async () => {
  expect((await read('=======\nstep 1 loss: 0.5\n')).problems).toEqual([]);
  expect((await read('<<<<<<< HEAD\nstep 1 loss: 0.5\n=======\nstep 1 loss: 0.6\n>>>>>>> main\n')).problems).not.toEqual([]);
});

describe('trouble', () => {
  const trace = 'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    main()\n';
  test.each([
    [
      'loss: 1.5\nbash: line 1: 23670 Aborted                 (core dumped) ( nnet3-train a b )\n',
      'aborted',
      'bash: line 1: 23670 Aborted                 (core dumped) ( nnet3-train a b )',
      'crashed',
      2,
    ],
    [`step 1 loss: 1.5\n${trace}ValueError: bad shape\n`, 'traceback', 'ValueError: bad shape', 'crashed', 2],
    [
      `${trace}torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n`,
      'cuda-out-of-memory',
      'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB',
      'crashed',
      1,
    ],
    [`${trace}KeyboardInterrupt\n`, 'interrupted', 'KeyboardInterrupt', 'cancelled', 1],
    [
      'x\nslurmstepd: error: *** JOB 1 ON n CANCELLED AT 2025-01-01T00:00:00 DUE TO TIME LIMIT ***\n',
      'time-limit',
      'slurmstepd: error: *** JOB 1 ON n CANCELLED AT 2025-01-01T00:00:00 DUE TO TIME LIMIT ***',
      'cancelled',
      2,
    ],
    [
      'run.sh: line 3: 4711 Killed                  python train.py\n',
      'killed',
      'run.sh: line 3: 4711 Killed                  python train.py',
      'crashed',
      1,
    ],
    [
      `${trace}RuntimeError: Error(s) in loading state_dict for Net:\n\tMissing key(s) in state_dict: "a.weight". \n\tUnexpected key(s) in state_dict: "module.a.weight". \n`,
      'traceback',
      'RuntimeError: Error(s) in loading state_dict for Net: Missing key(s) in state_dict: "a.weight". Unexpected key(s) in state_dict: "module.a.weight".',
      'crashed',
      1,
    ],
    ['Loss is nan, stopping training\n', 'nan-stop', 'Loss is nan, stopping training', 'crashed', 1],
  ])('%#', async (text, kind, message, status, line) => {
    const run = await read(text);
    expect(run.errors).toHaveLength(1);
    expect(run.errors[0]).toMatchObject({ kind, message, place: { line }, survived: false });
    expect(run.status).toBe(status);
    expect(run.ending?.reason).toBe(message);
  });

  test('of processes that fail together and interleave their output, only the complete report is kept', async () => {
    const begun = 'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n';
    const run = await read(`step 1 loss: 1.5\n${begun}${begun}${begun}FileNotFoundError: \n`);
    expect(run.errors.map(({ message }) => message)).toEqual(['FileNotFoundError']);
  });

  test("an error that the run survived doesn't end it", async () => {
    const run = await read(`step 1 loss: 1.5\n${trace}ConnectionError: retry\nstep 2 loss: 1.25\nTraining complete\n`);
    expect(run.errors[0]?.survived).toBe(true);
    expect(run.status).toBe('finished');
  });

  test('a warning that mentions errors is not an error', async () => {
    const run = await read('UserWarning: RuntimeError may occur\nstep 1 loss: 1.5\n');
    expect(run.errors).toEqual([]);
  });
});

describe('lines of one shape', () => {
  const log = [
    ...Array.from(
      { length: 40 },
      (_, index) =>
        `2026-01-01 00:00:${String(index).padStart(2, '0')} step ${index * 10} | loss: ${(3 / (index + 1)).toFixed(4)} | lr: 1e-0${(index % 8) + 1} | acc: ${index}.5%`,
    ),
    ...Array.from({ length: 40 }, (_, index) => `Epoch ${index} loss1=${index}.25 loss2=-${index}.75 val loss ${index}e-3`),
    ...Array.from(
      { length: 30 },
      (_, index) =>
        `${index}%|${'█'.repeat(index)}${' '.repeat(30 - index)}| ${index}/30 [00:01<00:01, 1.0it/s, loss=${index / 4}]`,
    ),
    ...Array.from({ length: 20 }, (_, index) => `训练 步 step ${index + 500} 损失 loss: ${index}.5`),
    ...Array.from(
      { length: 20 },
      (_, index) => `[${String(index % 24).padStart(2, '0')}:00:00] Batch ${index}/20 | Loss: ${index === 7 ? 'nan' : index}`,
    ),
    ...Array.from({ length: 20 }, (_, index) => `step ${index} top1: ${index * 500}/10000 loss: ${index},${index}00`),
    ...Array.from({ length: 20 }, (_, index) => `step ${index} loss: ${index}${index % 3 === 0 ? '.' : ''}`),
    // As Python's logging writes the time; values that are words, lists of one, and thousands; colors.
    ...Array.from({ length: 20 }, (_, index) => `2026-01-01 00:01:${index + 10},${index}07 INFO step ${index} loss=${index}.5`),
    ...Array.from(
      { length: 20 },
      (_, index) =>
        `step ${index} nan_rate=${index}.5 loss: nan, nll: nan, acc ${index}.25 bleu: ${index % 4 === 0 ? '-inf' : 'inf'}`,
    ),
    ...Array.from(
      { length: 30 },
      (_, index) => `step ${index}, loss: [${index}.5], acc: [${index}.5, 0.5], tok/s: ${(index * 73_123).toLocaleString('en')}`,
    ),
    ...Array.from(
      { length: 30 },
      (_, index) => `step: ${(index * 217).toLocaleString('en')}  loss: ${(index * 431).toLocaleString('en')}`,
    ),
    ...Array.from(
      { length: 20 },
      (_, index) => `\u001b[3${index % 3}mstep:\u001b[0m ${index} \u001b[1mloss \u001b[92m${index}.5\u001b[0m\u001b[K`,
    ),
    // Of a shape each, none of which says anything but the last.
    ...Array.from({ length: 60 }, (_, index) => `[rank1]:W11 cache of f_${index} at 0x7f${index}a${index}c is at ${index} of 64`),
    ...Array.from({ length: 40 }, (_, index) => `weight layer${index}: 0.${index}`),
    'weight mAP50: 0.75',
    'step 5 of steps: 100',
    'step 1 loss: 0.5',
  ];

  const collect = (feed: (log: ReturnType<typeof createTextLog>) => void): string => {
    const collector = collectRun('x');
    const text = createTextLog(collector.sink({ path: 'x.log', size: 1, reader: 'text', confidence: 1 }));
    feed(text);
    text.end();
    return JSON.stringify(collector.run());
  };

  test('are read the same by their shape as in full', () => {
    const twice = [...log, ...log];
    const slow = collect((text) => twice.forEach((line, index) => void text.line(line, index + 1)));
    const fast = collect((text) => splitLines(text.bytes).push(Buffer.from(`${twice.join('\n')}\n`)));
    expect(JSON.parse(fast)).toEqual(JSON.parse(slow));
  });
});

test('a table of pandas with a row for each split is no log of steps', async () => {
  const run = await read(
    'step 1 loss: 2.5\n  split   overall\n0  full  0.000859\n1   dev  0.000859\n2  test       NaN\nstep 2 loss: 1.5\n2  test       NaN\n',
  );
  expect(run.series.map(({ name, split, count }) => `${split ?? '-'} ${name} ${count}`)).toEqual(['- loss 2']);
});

test('dev and validation are two sets, where a log has both', async () => {
  const of = (first: string, second: string) =>
    Array.from({ length: 3 }, (_, epoch) => `epoch ${epoch}\n${first}: acc: 0.${epoch}5\n${second}: acc: 0.${epoch}1\n`).join('');
  const namesOf = async (text: string) =>
    (await read(text)).series.map(({ split, group, count }) => `${split} ${group} ${count}`);
  expect(await namesOf(of('Validation', 'Dev'))).toEqual(['val undefined 3', 'val dev 3']);
  expect(await namesOf(of('Dev', 'Valid'))).toEqual(['val undefined 3', 'val validation 3']);
  expect(await namesOf(of('Dev', 'Dev'))).toEqual(['val undefined 6']);
});

test('a bar that only shows the value of the one before it has none of its own', async () => {
  const bar = (epoch: number, ...losses: number[]) =>
    losses.map((loss, index) => `\rEpoch ${epoch}: 50%|██| ${index + 1}/${losses.length} [00:01<00:01, loss=${loss}]`).join('');
  const run = await read([bar(1, 3, 2, 1.5), bar(2, 1.5, 1.2, 1.1), bar(3, 1.1, 1.1, 1.1), bar(4, 0.9, 0.9, 0.9)].join('\n'));
  expect(run.series[0]?.points.map(({ value }) => value)).toEqual([1.5, 1.1, 0.9]);
});

test('steps with their split begin to count when one comes up again', async () => {
  const run = await read('tokens: 1000\n0 val 10.95\n0 train 10.9\n1 train 9.5\n250 val 6.25\n');
  expect(run.series.map(({ split, count }) => `${split} ${count}`)).toEqual(['val 2', 'train 2']);
});

describe('encodings', () => {
  const text = 'step 1 loss: 0.5\r\nstep 2 loss: 0.25\r\n';
  const values = async (bytes: Buffer): Promise<(number | undefined)[]> =>
    (await runsIn({ 'train.log': bytes }))[0]?.series[0]?.points.map(({ value }) => value) ?? [];
  test.each([
    ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16LE without mark', Buffer.from(text, 'utf16le')],
    ['UTF-16BE with mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s', async (_, bytes) => expect(await values(bytes)).toEqual([0.5, 0.25]));
});

test('a log that was truncated while it was written begins with zero bytes', async () => {
  const hole = Buffer.alloc(40_000);
  const runs = await runsIn({
    'train.log': Buffer.concat([hole, Buffer.from('oss 3.5\nstep 2 loss: 0.25\n'), hole, Buffer.from('step 3 loss: 0.125\n')]),
  });
  expect(runs[0]?.series[0]?.points.map(({ value }) => value)).toEqual([0.25, 0.125]);
});

test('a program that died is a training run only if it mentions training', async () => {
  const trace = 'Traceback (most recent call last):\n  x\nOSError: no\n';
  const runs = await runsIn({
    'a/app.log': `started\n${trace}`,
    'b/app.log': `Epoch 1 of training\n${trace}`,
    'pytest.log': 'tests/test_losses.py 5\ntests/test_recall.py: 3\n',
  });
  expect(runs.filter((run) => !isEmpty(run)).map(({ path }) => path)).toEqual(['b/app.log']);
});

test('prose, requirements, and code give no series', async () => {
  const runs = await runsIn({
    'README.txt': 'The model reaches a good accuracy.\nSee section 3: results.\n',
    'requirements.txt': 'torch==2.1.0\nnumpy>=1.24\nloss-functions==0.3\n',
    'notes.log': 'started\nall fine\n',
    'tokenizer/bpe_vocab.txt': '{\n    "epoch": 1,\n    "acc": 702,\n    "step": 2,\n    "ap": 703\n}\n',
  });
  expect(runs.filter((run) => run.series.length > 0)).toEqual([]);
});

test('a log can grow while it is read, and the run so far is available', async () => {
  const reader = readers.find(({ name }) => name === 'text')!;
  const chunks = ['step 1 loss: 2.5\n', 'step 2 lo', 'ss: 1.5\n'];
  const seen: number[] = [];
  const collector = collectRun('train.log');
  const file = {
    path: 'train.log',
    size: 0,
    async *open() {
      for (const chunk of chunks) {
        yield Buffer.from(chunk);
        seen.push(collector.run().series[0]?.count ?? 0);
      }
    },
  };
  await reader.read(file, collector.sink({ path: 'train.log', size: 0, reader: reader.name, confidence: 1 }));
  expect(seen).toEqual([1, 1, 2]);
});

test("the format's example", async () => {
  const { path, bytes } = EXAMPLES['text']!;
  const run = await readWith('text', path, bytes);
  const losses = run.series.filter(({ name }) => name === 'loss');
  expect(losses.map(({ points }) => points.map(({ value, step, epoch }) => [value, step, epoch]))).toEqual([
    [
      [2.5, 10, 1],
      [1.25, 20, 2],
      [0.75, 1, 2],
    ],
    [[1.5, undefined, 2]],
  ]);
  expect(run.status).toBe('crashed');
});
