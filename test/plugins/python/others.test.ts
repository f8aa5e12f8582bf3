import evaluationStrategy from '../../../plugins/python/rules/evaluation-strategy';
import frameworks from '../../../plugins/python/rules/frameworks';
import metricLogging from '../../../plugins/python/rules/metric-logging';
import syntax from '../../../plugins/python/rules/syntax';
import taskMetrics from '../../../plugins/python/rules/task-metrics';
import trainedTask from '../../../plugins/python/rules/trained-task';
import trainerFramework from '../../../plugins/python/rules/trainer-framework';
import validation from '../../../plugins/python/rules/validation';
import { messages, reported, script } from './reported';

const metrics = [metricLogging, validation, evaluationStrategy, taskMetrics];

describe('syntax', () => {
  test.each([
    ['the program', { 'train.py': 'x = (1\n' }, 1],
    ['what it imports', { 'train.py': 'import net\n', 'net.py': 'if x:\ny = 1\n' }, 1],
    ['what nothing imports', { 'train.py': 'x = 1\n', 'old.py': 'print "x"\n' }, 0],
    ['newer Python', { 'train.py': 'print(f"{d["a"]}")\ntype A = int\n' }, 0],
  ])('%s', async (_, files, count) => {
    expect(await reported(syntax, { 'train.sh': script('python train.py'), ...files } as never)).toHaveLength(count);
  });

  test('Python 2 is called so', async () => {
    const sample = { 'train.sh': script('python train.py'), 'train.py': 'print "x"\n' };
    expect(await reported(syntax, sample)).toEqual(['train.py ["x"] python2']);
  });
});

describe('frameworks', () => {
  const sample = (declared: string, code: string, more = {}) => ({
    'example.yaml': `name: demo\nframeworks: [${declared}]\n`,
    'train.sh': script('python train.py'),
    'train.py': code,
    ...more,
  });
  test.each([
    ['tensorflow', 'import torch\n', {}, ['example.yaml [tensorflow] frameworks other']],
    ['pytorch', 'import transformers\n', {}, []],
    ['pytorch, my-own', 'import torch\n', {}, []],
    ['vllm', 'import requests\n', { Dockerfile: 'FROM vllm/vllm-openai:latest\n' }, []],
    ['sklearn', 'import xgboost\n', { 'requirements.txt': 'scikit-learn\n' }, []],
    [
      'scikit-learn',
      'import sklearn\nimport lightning as L\nL.Trainer().fit(net)\n',
      {},
      ['example.yaml [scikit-learn] trainer-framework undeclared'],
    ],
    ['pytorch', 'import lightning as L\nL.Trainer().fit(net)\n', {}, []],
  ])('%s for %j', async (declared, code, more, expected) => {
    expect(await reported([frameworks, trainerFramework], sample(declared, code, more))).toEqual(expected);
  });

  test('a program whose code is fetched by the build is not judged', async () => {
    const more = {
      Dockerfile: 'FROM pytorch/pytorch:2.3.0\nRUN git clone https://example.com/x.git /x\n',
      'build.sh': 'docker build -t demo .\n',
    };
    expect(await reported([frameworks, trainerFramework], sample('tensorflow', 'import torch\n', more))).toEqual([]);
  });
});

test.each([
  ['detection', 'image_classification', ['example.yaml [image_classification] undeclared']],
  ['detection', 'Object detection', []],
  ['detection', 'image_classification, text_detection', []],
  ['classification', 'image_classification', []],
])('a model for %s and the tasks %s', async (made, tasks, expected) => {
  const model =
    made === 'detection'
      ? 'from torchvision.models.detection import retinanet_resnet50_fpn\nnet = retinanet_resnet50_fpn()\n'
      : 'from torchvision.models import resnet18\nnet = resnet18()\n';
  const sample = {
    'example.yaml': `name: demo\ntasks: [${tasks}]\n`,
    'train.sh': script('python train.py'),
    'train.py': `${model}for batch in data:\n    net(batch).backward()\n`,
  };
  expect(await reported(trainedTask, sample)).toEqual(expected);
  expect(await reported(trainedTask, { ...sample, 'train.py': model })).toEqual([]);
});

test('a default that leaves out the held-out data is named', async () => {
  const code =
    'import os\nfrom trl import SFTConfig, SFTTrainer\nsplit = os.environ.get("VAL_SPLIT")\nSFTTrainer(model="org/model", args=SFTConfig(), eval_dataset=split).train()\n';
  expect(await messages(validation, { 'train.sh': script('python train.py'), 'train.py': code })).toEqual([
    expect.stringContaining('(VAL_SPLIT, none by default)'),
  ]);
});

describe('metric-logging', () => {
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
