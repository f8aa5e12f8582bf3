import evaluationStrategy from '../../../plugins/python/rules/evaluation-strategy';
import metricLogging from '../../../plugins/python/rules/metric-logging';
import taskMetrics from '../../../plugins/python/rules/task-metrics';
import validation from '../../../plugins/python/rules/validation';
import { messages, reported, script } from './reported';

const metrics = [metricLogging, validation, evaluationStrategy, taskMetrics];

test('a default that leaves out the held-out data is named', async () => {
  const code =
    'import os\nfrom trl import SFTConfig, SFTTrainer\nsplit = os.environ.get("VAL_SPLIT")\nSFTTrainer(model="org/model", args=SFTConfig(), eval_dataset=split).train()\n';
  expect(await messages(validation, { 'train.sh': script('python train.py'), 'train.py': code })).toEqual([
    expect.stringContaining('(VAL_SPLIT, none by default)'),
  ]);
});

describe('logging, validation, and the metrics of tasks', () => {
  const loop = (inside: string, after = '') =>
    `for epoch in range(3):\n    for batch in batches:\n        loss = net(batch)\n        loss.backward()\n        optimizer.step()\n${inside}${after}`;
  const trainer = (settings: string, data: string) =>
    `from transformers import Trainer, TrainingArguments\nargs = TrainingArguments("out"${settings && `, ${settings}`})\ntrainer = Trainer(model=net, args=args, train_dataset=data${data})\ntrainer.train()\n`;
  const lightning = (step: string) =>
    `import lightning as L\nL.Trainer().fit(net)\nclass Net(L.LightningModule):\n    def ${step}(self): ...\n`;
  const sample = (code: string, task = '') => ({
    'example.yaml': `name: demo\ntasks: [${task}]\n`,
    'train.sh': script('python train.py'),
    'train.py': code,
  });
  test.each([
    ['nothing is written', loop('', '    validate(net)\n'), '', ['train.py [for batch in batches:] metric-logging silent']],
    ['validation is missing', loop('        print(loss)\n'), '', ['train.py [for batch in batches:] validation missing']],
    ['all is there', loop('        print(loss)\n', '    evaluate(net)\n'), '', []],
    ['a method writes', loop('        self.report(loss)\n', '    self.evaluate()\n'), '', []],
    [
      'mAP is missing',
      loop('        print(loss)\n', '    evaluate(net)\n'),
      'object_detection',
      ['train.py [for batch in batches:] task-metrics missing'],
    ],
    ['mIoU is there', loop('        print(loss)\n', '    print("mIoU:", evaluate(net))\n'), 'semantic_segmentation', []],
    ['no loop of its own', 'import lightning\n', 'object_detection', []],
    [
      'words that only end like validation',
      loop('        print(loss)\n', '    latest = interval\n'),
      '',
      ['train.py [for batch in batches:] validation missing'],
    ],
    ['pictures, which nothing validates', loop('        print(loss)\n'), 'image_generation', []],
    [
      'a loop over random numbers',
      loop('        print(loss)\n').replace('batch in batches', 'batch in range(8)').replace('net(batch)', 'net(torch.randn(3))'),
      '',
      [],
    ],
    [
      'random numbers beside data that is read',
      `images = np.load("images.npy")\n${loop('        print(loss)\n').replace('net(batch)', 'net(batch + torch.randn(3))')}`,
      '',
      ['train.py [for batch in batches:] validation missing'],
    ],
    ['no held-out data', trainer('', ''), '', ['train.py [Trainer] validation missing']],
    [
      'held-out data that nothing evaluates',
      trainer('', ', eval_dataset=held'),
      '',
      ['train.py [TrainingArguments] evaluation-strategy idle'],
    ],
    [
      'an evaluation switched off',
      trainer('eval_strategy="no"', ', eval_dataset=held'),
      '',
      ['train.py [eval_strategy="no"] evaluation-strategy idle'],
    ],
    ['what is handed over is not known', trainer('', ', **data'), '', []],
    ['an evaluation afterwards', `${trainer('', '')}trainer.evaluate(held)\n`, '', []],
    ['a strategy that is not known', trainer('eval_strategy=strategy', ', eval_dataset=held'), '', []],
    ['a callback that may evaluate', trainer('', ', callbacks=[report]'), '', []],
    ['rewards', trainer('', '').replaceAll('Trainer(', 'GRPOTrainer('), '', []],
    ['fine-tuning without evaluation', trainer('', ''), 'fine_tuning', ['train.py [Trainer] validation missing']],
    ['Keras on training data alone', 'import keras\nnet.fit(x, y, epochs=3)\n', '', ['train.py [net.fit] validation missing']],
    ['Keras with a share held out', 'import keras\nnet.fit(x, y, epochs=3, validation_split=0.1)\n', '', []],
    ['a module without a step for validation', lightning('training_step'), '', ['train.py [L.Trainer] validation missing']],
    ['a module with one', `${lightning('training_step')}    def validation_step(self): ...\n`, '', []],
    [
      'a detector of Lightning without mAP',
      `${lightning('training_step')}    def validation_step(self): ...\n`,
      'object_detection',
      ['train.py [L.Trainer] task-metrics missing'],
    ],
  ])('%s', async (_, code, task, expected) => {
    expect(await reported(metrics, sample(code, task))).toEqual(expected);
  });
});
