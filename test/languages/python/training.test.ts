import type { Span } from '../../../src/text/span';
import { read, short, textAt } from './read';

/** `loss.backward` of the loop over batches, and what is known of that loop. */
function loopsIn(text: string) {
  const file = read(`import torch\n${text}`);
  const words = (spans: readonly Span[]) => spans.map((span) => textAt(file, span));
  return file.facts.trainingLoops.map(({ span, function: owner, depth, steps, autocast, logs, validates }) => ({
    head: textAt(file, span),
    owner,
    depth,
    steps,
    autocast,
    logs: words(logs),
    validates: words(validates),
  }));
}

describe('training loops', () => {
  test('a step after several backward passes belongs to their loop', () => {
    expect(
      loopsIn(`
while True:
    for micro_step in range(8):
        loss = model(next(batches))
        loss.backward()
    scaler.step(optimizer)
    print("loss", loss)
`),
    ).toEqual([
      {
        head: 'for micro_step in range(8):',
        owner: undefined,
        depth: 2,
        steps: true,
        autocast: false,
        logs: ['print'],
        validates: [],
      },
    ]);
  });

  test('several optimizers step in a loop of their own', () => {
    const [loop] = loopsIn(`
for step in range(100):
    for batch in micro_batches:
        model(batch).backward()
    for optimizer, group in zip(optimizers, groups):
        optimizer.step()
`);
    expect(loop?.steps).toBe(true);
  });

  test.each(['scheduler.step()', 'env.step(action)', 'profiler.step()', 'pass'])('%s is not an optimizer step', (statement) => {
    expect(loopsIn(`for batch in loader:\n    loss.backward()\n    ${statement}\n`).map(({ steps }) => steps)).toEqual([false]);
  });

  test('the step of a second training does not count', () => {
    const loops = loopsIn(`
for epoch in range(3):
    for batch in attacked:
        loss.backward()
    for batch in loader:
        loss.backward()
        optimizer.step()
`);
    expect(loops.map(({ steps }) => steps)).toEqual([false, true]);
  });

  test('finds a backward pass in a function that the loop calls', () => {
    expect(
      loopsIn(`
class Trainer:
    def step(self, batch):
        with torch.autocast("cuda"):
            loss = self.model(batch)
        loss.backward()
        self.optimizer.step()
        return loss
    def fit(self):
        for epoch in range(3):
            for batch in self.loader:
                self.report(self.step(batch))
            self.evaluate_all()
    def report(self, loss):
        print("loss:", loss)
    def evaluate_all(self): pass
Trainer().fit()
`),
    ).toEqual([
      {
        head: 'for batch in self.loader:',
        owner: 'fit',
        depth: 2,
        steps: true,
        autocast: true,
        logs: ['self.report'],
        validates: ['self.evaluate_all'],
      },
    ]);
  });

  test.each([
    [
      'gradients that nothing steps along',
      'def slope(x):\n    f(x).backward()\n    return x.grad\nfor x in points:\n    slope(x)\n',
    ],
    [
      'a method of something else',
      'class A:\n    def train(self):\n        loss.backward()\n        opt.step()\nfor x in data:\n    net.train()\n',
    ],
    [
      'an autograd function',
      'class F:\n    def backward(self, g):\n        self.inner.backward()\n        o.step()\nfor x in data:\n    F().backward(x)\n',
    ],
  ])('%s is not a training loop', (_, text) => {
    expect(loopsIn(text).filter(({ steps }) => steps)).toEqual([]);
  });

  test.each([
    'context = torch.autocast("cuda", dtype=torch.bfloat16)',
    'context = nullcontext() if cpu else torch.amp.autocast("cuda")',
    'if cpu:\n    context = nullcontext()\nelse:\n    context = torch.autocast("cuda")',
  ])('%j is autocast under another name', (text) => {
    const [loop] = loopsIn(
      `from contextlib import nullcontext\n${text}\nfor batch in loader:\n    with context:\n        loss = model(batch)\n    loss.backward()\n    optimizer.step()\n`,
    );
    expect(loop?.autocast).toBe(true);
  });
});

describe('the kind of a call', () => {
  test('is that of the known class that a class of the file is derived from', () => {
    const { facts } = read(`
from transformers import Trainer, TrainingArguments
from torch.utils.data import DataLoader
class Masked(Trainer):
    def compute_loss(self, model, inputs): return model(**inputs).loss
class Weighted(Masked): pass
class Arguments(TrainingArguments):
    bf16: bool = True
class Endless(DataLoader):
    def __init__(self, data): super().__init__(data, num_workers=4)
Weighted(model, args=args)
Arguments(output_dir="out")
Endless(data)
`);
    expect(facts.trainers.map(({ name, callee }) => [name, callee])).toEqual([['transformers.Trainer', 'Trainer']]);
    expect(facts.trainers[0]?.argument('model')?.span).toBeDefined();
    const [settings] = facts.trainingArguments;
    expect([short(settings?.setting('output_dir')), short(settings?.setting('bf16'))]).toEqual(['out', 'unknown']);
    expect(facts.dataLoaders.map((loader) => [loader.name, short(loader.setting('num_workers'))])).toEqual([
      ['torch.utils.data.DataLoader', 'unknown'],
    ]);
  });

  test('is known for a name with several callees of one kind', () => {
    const { facts } = read(`
import torch
if small:
    import bitsandbytes as bnb
    optimizer_class = bnb.optim.AdamW8bit
else:
    optimizer_class = torch.optim.AdamW
optimizer_class(net.parameters(), lr=1e-4)
Other = torch.optim.SGD if plain else torch.nn.Linear
Other(1)
`);
    expect(facts.optimisers.map((call) => [call.name, short(call.setting('lr'))])).toEqual([['*.optimizer_class', 1e-4]]);
  });

  test('is known for a name that every branch binds to the same callee', () => {
    const { facts } = read(`
from accelerate import Accelerator
if track:
    accelerator = Accelerator(log_with="all")
else:
    accelerator = Accelerator()
accelerator.init_trackers("demo")
accelerator.log({"loss": loss})
wrapped = Net()
wrapped = wrap(wrapped)
wrapped.log({"not": 1})
`);
    expect(facts.trackers.map(({ name }) => name)).toEqual(['accelerate.Accelerator().init_trackers']);
    expect(facts.metrics.map(({ name, to }) => `${to} ${name}`)).toEqual(['accelerate loss']);
  });

  test('is that of the class that a registry builds', () => {
    const file = read(`
import torch
from mmengine.optim import AmpOptimWrapper
wrapper = dict(type=AmpOptimWrapper, dtype="bfloat16", optimizer=dict(type=torch.optim.AdamW, lr=2e-4))
other = dict(type="Resize", lr=1)
`);
    const [optimiser, ...more] = file.facts.optimisers;
    expect(more).toEqual([]);
    expect([optimiser?.name, short(optimiser?.setting('lr')), textAt(file, optimiser?.span as Span)]).toEqual([
      'torch.optim.AdamW',
      2e-4,
      'torch.optim.AdamW',
    ]);
    expect(file.facts.precision.map(({ by, format }) => [by, format])).toEqual([['autocast', 'bf16']]);
  });

  test('is known for a model that is looked up by name', () => {
    const file = read(`
import torchvision.models as models
models.__dict__[arch](pretrained=True)
getattr(models, arch)()
getattr(layers, arch)()
table[arch]()
`);
    expect(file.facts.models.map(({ span }) => textAt(file, span))).toEqual(['models.__dict__[arch]', 'getattr(models, arch)']);
  });

  test('tells a compiled torch module from calls that look alike', () => {
    const file = read(`
import torch, keras
from transformers import TrainingArguments
def train(net, gan):
    net.compile(mode="max-autotune")
    gan.compile(d_optimizer=a, g_optimizer=b)
class Net(keras.Model):
    def compile(self): super().compile()
TrainingArguments(torch_compile=False)
TrainingArguments(torch_compile=flag)
`);
    expect(file.facts.compilations.map((span) => textAt(file, span))).toEqual(['net.compile', 'torch_compile=flag']);
  });

  test('is known for `fit` of a Keras model without further arguments', () => {
    const file = read('import keras, sklearn.svm\nm = keras.Sequential([])\nm.fit(x, y)\nsklearn.svm.SVC().fit(x, y)\n');
    expect(file.facts.keras.fits).toHaveLength(1);
  });
});

describe('number formats', () => {
  const formats = (text: string) =>
    read(
      `import argparse, torch\np = argparse.ArgumentParser()\np.add_argument("--amp", action="store_true")\nargs = p.parse_args()\n${text}`,
    ).facts.precision.map(({ by, format, setters }) => [by, format, setters.map((setter) => 'name' in setter && setter.name)]);

  test.each([
    ['torch.cuda.amp.GradScaler()', [['scaler', 'fp16', []]]],
    ['torch.cuda.amp.GradScaler(enabled=args.amp)', [['scaler', undefined, ['--amp']]]],
    ['torch.cuda.amp.autocast(enabled=True)', [['autocast', 'fp16', []]]],
    ['torch.autocast("cuda", dtype=torch.bfloat16, enabled=False)', [['autocast', 'fp32', []]]],
    ['model.to(torch.bfloat16)', [['cast', 'bf16', []]]],
    ['model.to("cuda", dtype=torch.float16)', [['cast', 'fp16', []]]],
    ['model.to(device, torch.half)', [['cast', 'fp16', []]]],
    ['model.to(dtype=dtype)', [['cast', undefined, []]]],
    ['model.to("cuda")', []],
  ])('%s', (text, expected) => {
    expect(formats(text)).toEqual(expected);
  });
});

test('k-bit models are prepared with gradient checkpointing by default', () => {
  const file = read(`
from peft import prepare_model_for_kbit_training
prepare_model_for_kbit_training(model)
prepare_model_for_kbit_training(model, use_gradient_checkpointing=False)
prepare_model_for_kbit_training(model, use_gradient_checkpointing=True)
`);
  expect(file.facts.gradientCheckpointing.map((span) => textAt(file, span))).toEqual([
    'prepare_model_for_kbit_training',
    'use_gradient_checkpointing=True',
  ]);
});

test('finds names of metrics in dictionaries', () => {
  const file = read(`
import wandb
logs = {"loss": loss, "lr": rate}
wandb.log(logs)
more = {"val/mAP": score}
more["images"] = pictures
wandb.log(more)
wandb.log({f"train/{k}": v for k, v in logs.items()})
`);
  expect(file.facts.metrics.map(({ name, span }) => [name, textAt(file, span)])).toEqual([
    ['loss', 'loss'],
    ['lr', 'lr'],
    ['val/mAP', 'val/mAP'],
    ['*', 'more'],
    ['train/*', 'f"train/{k}"'],
  ]);
});
