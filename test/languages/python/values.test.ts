import { read, short, valueOfX } from './read';

test.each([
  ['x = 4 * 8 - 2', 30],
  ['x = -3 // 2', -2],
  ['n = 3\nx = n + 0.5', 3.5],
  ['x = f"out/{"a"}-{3}"', 'out/a-3'],
  ['x = f"{0.75}-{8 // 2}-{int(4.0)}-{str(7)}"', '0.75-4-4-7'],
  ['x = f"{\'a\'!s}"', 'a'],
  ['x = ["a", 1, None, True]', ['a', 1, null, true]],
  ['x = {"lr": 1e-4}["lr"]', 1e-4],
  ['x = dict(a=1).get("b", 2)', 2],
  ['x = "a" if 1 > 2 else "b"', 'b'],
  ['x = None or "y"', 'y'],
  ['x = not []', true],
  ['x = min(4, 9)', 4],
  ['a, b = 1, "z"\nx = b', 'z'],
  ['n = 1\nn = n + 1\nx = n', 2],
  ['n = 1\nx = n\nn = 2', 1],
  ['n = None\nif n is None:\n  n = 3\nx = n', 3],
  ['n = 4\nif n is None:\n  n = 3\nx = n', 4],
  ['n = 1\nif given:\n  n = 2\n  x = n', 2],
  ['n = 1\nif given:\n  n = 2\nelse:\n  x = n', 1],
  ['if given:\n  n = 2\nelse:\n  raise ValueError()\nx = n', 2],
  ['n = 1\nif given:\n  n = 2\n  exit()\nx = n', 1],
  ['if given:\n  n = 1\nelif other:\n  n = 1\nelse:\n  n = 1\nn = n * 2\nx = n', 'unknown'],
  ['import os\nx = os.path.join("data", "a", "..", "b")', 'data/a/../b'],
  ['from pathlib import Path\nx = Path("out") / "log.txt"', 'out/log.txt'],
  ['from pathlib import Path\nx = str(Path(__file__).parent / "data")', '/<repository>/examples/demo/data'],
  ['import os\nx = os.path.dirname(os.path.abspath(__file__))', '/<repository>/examples/demo'],
  ['from pathlib import Path\nx = Path(__file__).resolve().parent.parent.name', 'examples'],
])('%j is known', (text, value) => {
  expect(valueOfX(text)).toEqual(value);
});

test.each([
  ['a = []\na.append(1)\nx = a', 'unknown'],
  ['for n in range(3):\n  pass\nx = n', 'unknown'],
  ['n = 1\nn += 1\nx = n', 'unknown'],
  ['def f():\n  global n\n  n = 2\nn = 1\nx = n', 'unknown'],
  ['import torch\nx = torch.cuda.device_count()', 'unknown'],
  ['x = b"bytes"', 'unknown'],
  ['scale = 4.0\nx = f"out/scale-{scale}"', 'unknown'],
  ['x = f"{8 / 2}"', 'unknown'],
  ['x = "lr-" + str(1e-05)', 'unknown'],
  ['x = str([4, 0.5][0])', 'unknown'],
  ['x = f"{float(3)}"', 'unknown'],
  ['x = f"{\'a\'!r}"', 'unknown'],
  [
    'import click\n@click.command()\n@click.option("--scale", type=float, default=2)\ndef main(scale):\n  global x\n  x = f"{scale}"',
    { value: 'unknown', setters: ['--scale'] },
  ],
  ['x = 1 / 0', 'unknown'],
  ['x = y\ny = x', 'unknown'],
  ['from m import *\nx = int("3")', 'unknown'],
  ['if given:\n  n = 1\nelse:\n  n = 2\nx = n', 'unknown'],
  ['n = 1\nif given:\n  n = 2\nx = n', 'unknown'],
  ['n = 1\nfor i in y:\n  x = n\n  n = 2', 'unknown'],
  ['try:\n  n = 1\nexcept KeyError:\n  n = 2\nx = n', 'unknown'],
  ['n = 1\nn = 2\ndef f():\n  global x\n  x = n', 'unknown'],
  ['n = [1]\nn = [2]\nn.append(3)\nx = n', 'unknown'],
])('%j is unknown', (text, value) => {
  expect(valueOfX(text)).toEqual(value);
});

describe('a value that can be set from outside keeps its default and its setters', () => {
  test.each([
    ['import os\nx = int(os.environ.get("BATCH", "8"))', { value: 8, setters: ['BATCH'] }],
    ['import os\nx = os.environ["BATCH"]', { value: 'unknown', setters: ['BATCH'] }],
    ['from os import getenv\nx = getenv("A") or getenv("B", "c")', { value: 'c', setters: ['A', 'B'] }],
    [
      'import os\ndef setting(name, default):\n  value = os.getenv(name, "").strip()\n  return value if value else default\nsetting("OTHER", 1)\nx = setting("DEPTH", 4)',
      { value: 4, setters: ['DEPTH'] },
    ],
    [
      'import os\ndef flag(name, default=False):\n  value = os.getenv(name)\n  if value is None:\n    return default\n  return value.lower() in ("1", "true")\nx = flag("FAST", True)',
      { value: true, setters: ['FAST'] },
    ],
    ['import os\nx = os.getenv("USE", "false").lower() in ("1", "true")', { value: false, setters: ['USE'] }],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("-b", "--batch-size", type=int, default="8")\nargs = p.parse_args()\nx = args.batch_size',
      { value: 8, setters: ['--batch-size'] },
    ],
    [
      'import argparse, os\np = argparse.ArgumentParser()\np.add_argument("--lr", default=os.getenv("LR", "1e-4"), type=float)\nargs, rest = p.parse_known_args()\nx = args.lr',
      { value: 1e-4, setters: ['LR', '--lr'] },
    ],
    [
      'import argparse\ndef get():\n  p = argparse.ArgumentParser()\n  p.add_argument("--fast", action="store_true")\n  return p.parse_args()\nx = get().fast',
      { value: false, setters: ['--fast'] },
    ],
    ['lr = 3e-4\nexec(open("configurator.py").read())\nx = lr', { value: 3e-4, setters: ['--lr'] }],
    [
      'from dataclasses import dataclass, field\nfrom transformers import HfArgumentParser, TrainingArguments\n@dataclass\nclass Data:\n  data_path: str = field(default="a.json")\nown, training = HfArgumentParser((Data, TrainingArguments)).parse_args_into_dataclasses()\nx = own.data_path',
      { value: 'a.json', setters: ['--data_path'] },
    ],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--big", action="store_true")\nargs = p.parse_args()\nn = 8\nif args.big:\n  n = 64\nx = n',
      { value: 8, setters: ['--big'] },
    ],
    [
      'import tyro\nfrom dataclasses import dataclass\n@dataclass\nclass Args:\n  steps: int = 4\nargs = tyro.cli(Args)\nx = args.steps',
      { value: 4, setters: ['--steps'] },
    ],
    [
      'import tyro\nfrom dataclasses import dataclass\n@dataclass\nclass Args:\n  steps: int = 4\n  def __post_init__(self):\n    self.steps *= 2\nx = tyro.cli(Args).steps',
      { value: 'unknown', setters: ['--steps'] },
    ],
    [
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--source", default="scratch")\nsource = p.parse_args().source\nif source == "scratch":\n  pass\nelif source.startswith("org/"):\n  x = source',
      { value: 'unknown', setters: ['--source'] },
    ],
    [
      'import yaml\nwith open("config.yaml") as f:\n  config = yaml.safe_load(f)\ntraining = config["training"]\nx = training.get("batch", 4)',
      { value: 4, setters: ['config.yaml:training.batch'] },
    ],
  ])('%j', (text, value) => {
    expect(valueOfX(text)).toEqual(value);
  });

  test('an option that the code changes later is unknown', () => {
    const text =
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--n", default=2)\nargs = p.parse_args()\nargs.n = args.n * 2\nx = args.n';
    expect(valueOfX(text)).toEqual({ value: 'unknown', setters: ['--n'] });
  });
});

describe('argparse defaults', () => {
  const parsed = (declarations: string) =>
    valueOfX(`import argparse\np = argparse.ArgumentParser()\n${declarations}\nargs = p.parse_args()\nx = args.amp`);
  const both = 'p.add_argument("--amp", action="store_true")\np.add_argument("--no-amp", dest="amp", action="store_false")';
  const setters = ['--amp', '--no-amp'];

  test.each([
    ['the first of two options for one name', both, { value: false, setters }],
    ['given afterwards', `${both}\np.set_defaults(amp=True)`, { value: true, setters }],
    ['given afterwards in a dictionary', `${both}\np.set_defaults(**{"amp": True, "lr": 1})`, { value: true, setters }],
    [
      'given before an option without its own',
      'p.set_defaults(amp=True)\np.add_argument("--amp", action="store_true")',
      { value: true, setters: ['--amp'] },
    ],
    [
      'given before an option with its own',
      'p.set_defaults(amp=1)\np.add_argument("--amp", default=2)',
      { value: 2, setters: ['--amp'] },
    ],
    ['out of a file', `${both}\np.set_defaults(**config)`, { value: 'unknown', setters }],
    [
      'of one of two parsers',
      'p.add_argument("--amp", action="store_true")\nq = argparse.ArgumentParser()\nq.set_defaults(amp=True)',
      { value: 'unknown', setters: ['--amp'] },
    ],
  ])('%s', (_, declarations, expected) => {
    expect(parsed(declarations)).toEqual(expected);
  });
});

test('absl flags', () => {
  const text = (read: string) =>
    valueOfX(`from absl import app, flags\nFLAGS = flags.FLAGS\nflags.DEFINE_integer("batch", 8, "of the loader")\nx = ${read}`);
  expect([text('FLAGS.batch'), text('flags.FLAGS.batch')]).toEqual([
    { value: 8, setters: ['--batch'] },
    { value: 8, setters: ['--batch'] },
  ]);
});

test('what sets an unknown key also sets the item', () => {
  expect(valueOfX('import os\nx = {"a": 1, "b": 2}[os.environ["KIND"]]')).toEqual({ value: 'unknown', setters: ['KIND'] });
});

test.each([
  ['self.save_hyperparameters()', 3],
  ['self.save_hyperparameters("other")', 'unknown'],
  ['self.save_hyperparameters()\n    self.hparams.lr = 1', 'unknown'],
  ['pass', 'unknown'],
])('Lightning hyperparameters after %j', (statement, expected) => {
  const text = `import lightning as L\nclass Net(L.LightningModule):\n  def __init__(self, lr=2):\n    ${statement}\n  def rate(self):\n    global x\n    x = self.hparams.lr\nNet(lr=3)`;
  expect(valueOfX(text)).toEqual(expected);
});

test.each([
  ['LightningCLI(Net)', { value: 2, setters: ['--model.lr'] }],
  ['LightningCLI(datamodule_class=Net)', { value: 2, setters: ['--data.lr'] }],
  ['class Own(LightningCLI): pass\nOwn(Net)', { value: 2, setters: ['--model.lr'] }],
  ['register(Net)', 'unknown'],
])('options that %j makes of a class', (call, expected) => {
  const text = `from lightning.pytorch.cli import LightningCLI\nclass Net:\n  def __init__(self, lr=2):\n    self.lr = lr\n  def rate(self):\n    global x\n    x = self.lr\n${call}`;
  expect(valueOfX(text)).toEqual(expected);
});

test('options that are parsed in several ways are the same options', () => {
  const text =
    'import argparse\ndef read(given=None):\n  p = argparse.ArgumentParser()\n  p.add_argument("--n", type=int, default=2)\n  if given:\n    args = p.parse_args(given)\n  else:\n    args = p.parse_args()\n  return args\ndef main(args):\n  return args.n\nargs = read()\nx = main(args)';
  expect(valueOfX(text)).toEqual({ value: 2, setters: ['--n'] });
});

test.each([
  ['x = int(os.environ.get("BATCH", "8"))', undefined],
  ['x = int(os.environ.get("BATCH", "8")) // 2', true],
  ['x = 4 if os.environ.get("BATCH", "8") else 2', true],
  ['x = os.environ.get("BATCH", "8") or "4"', true],
])('%j: the setter gives the value itself, or one it is derived from', (text, derived) => {
  const file = read(`import os\n${text}`);
  const [binding] = file.index.module.bindings.get('x') ?? [];
  const { setters } = file.resolve(binding!.value!, binding!.frame);
  expect(setters.map((setter) => setter.derived)).toEqual([derived]);
});

test('a field that a call passes is unknown inside its class', () => {
  const fields = (call: string): unknown => {
    const file = read(
      `from dataclasses import dataclass\n@dataclass\nclass C:\n  n: int = 4\n  def f(self):\n    return torch.ones(self.n)\n${call}\n`,
    );
    const [ones] = file.index.calls.filter(({ node }) => node.func.nodeType === 'Attribute' && node.func.attr === 'ones');
    return short(file.resolve(ones!.node.args[0]!, ones!.frame));
  };
  expect(['C()', 'C(n=8)', 'C(8)', 'C(**more)', 'pass'].map(fields)).toEqual([4, 'unknown', 'unknown', 'unknown', 'unknown']);
});

describe('through functions and classes', () => {
  test.each([
    ['def main(n=4):\n  return n\nx = main()', 4],
    ['def main(n):\n  return n\nx = main(3)', 3],
    ['def main(n):\n  return n\nmain(4)\nx = main(3)', 3],
    ['def main(n=4):\n  return n\nx = main(**kw)', 'unknown'],
    ['def main(n):\n  global x\n  x = n\nmain(3)', 3],
    ['def main(folder=None):\n  if folder is None:\n    folder = "runs"\n  global x\n  x = folder + "/log"\nmain()', 'runs/log'],
    ['def main(n):\n  global x\n  x = n\nmain(4)\nmain(3)', 'unknown'],
    ['def main(n=4):\n  global x\n  x = n\ncallback(main)\nmain()', 'unknown'],
    ['def join(a, b="z"):\n  whole = a + "/" + b\n  return whole\nx = join("a") + join(b="c", a="b")', 'a/zb/c'],
    ['def f(n):\n  if n > 3:\n    return "large"\n  return "small"\nx = [f(2), f(4)]', ['small', 'large']],
    ['def f(n):\n  if n > m:\n    return "large"\n  return "small"\nx = f(2)', 'unknown'],
    ['def f():\n  if given:\n    return "a"\nx = f()', 'unknown'],
    ['def f(names):\n  for name in names:\n    return name\nx = f(["a"])', 'unknown'],
    ['from functools import lru_cache\n@lru_cache(maxsize=1)\ndef f(n):\n  return n\nx = f(1)', 1],
    ['@wrapped\ndef f(n):\n  return n\nx = f(1)', 'unknown'],
    ['def outer():\n  def inner(n):\n    return n + 1\n  global x\n  x = inner(1)', 2],
    ['def f(n):\n  return f(n - 1) if n else "end"\nx = f(2)', 'end'],
    ['def f(n):\n  return f(n - 1) if n else "end"\nx = f(50)', 'unknown'],
    ['from dataclasses import dataclass\n@dataclass\nclass C:\n  n: int = 4\nc = C()\nx = c.n', 4],
    ['from dataclasses import dataclass, field\n@dataclass\nclass C:\n  n: int = field(default=4)\nc = C(n=5)\nx = c.n', 5],
    ['class C:\n  def __init__(self, n=2):\n    self.n = n\nc = C(6)\nx = c.n', 6],
    ['class C:\n  n = 1\nC.n = 3\nx = C.n', 'unknown'],
    ['class Config:\n  BATCH = 16\nx = Config.BATCH', 16],
    ['class C:\n  def run(self):\n    return self.load(4)\n  def load(self, n):\n    self.n = n\nc = C()\nx = c.n', 4],
    ['class C:\n  def run(self):\n    return self.load()\n  def load(self, n=3):\n    self.n = n\nc = C()\nx = c.n', 3],
    [
      'class C:\n  def run(self):\n    return self.load(4)\n  def load(self, n):\n    self.n = n\nc = C()\nc.load(5)\nx = c.n',
      'unknown',
    ],
    [
      'class C:\n  def run(self):\n    hook(self.load, self.load(4))\n  def load(self, n):\n    self.n = n\nc = C()\nx = c.n',
      'unknown',
    ],
    [
      'class C:\n  def run(self):\n    return self.load(4)\n  def load(self, n):\n    self.n = n\nclass D(C):\n  def more(self):\n    self.load(5)\nc = C()\nx = c.n',
      'unknown',
    ],
    ['import torch.multiprocessing as mp\ndef work(rank, n):\n  global x\n  x = n\nmp.spawn(work, nprocs=2, args=(4,))', 4],
    [
      'import torch.multiprocessing as mp\ndef work(rank, n):\n  global x\n  x = n\nmp.spawn(work, nprocs=2, args=(4,))\nwork(0, 5)',
      'unknown',
    ],
    [
      'import torch.multiprocessing as mp\ndef work(rank, n):\n  global x\n  x = rank\nmp.spawn(work, nprocs=2, args=(4,))',
      'unknown',
    ],
    ['from threading import Thread\ndef work(n):\n  global x\n  x = n\nThread(target=work, args=(4,)).start()', 4],
    ['from threading import Thread\ndef work(n):\n  global x\n  x = n\nThread(target=work, args=rest).start()', 'unknown'],
  ])('%j', (text, value) => {
    expect(valueOfX(text)).toEqual(value);
  });
});

test('circular and deeply chained values end', () => {
  const chain = Array.from({ length: 5000 }, (_, i) => `a${i + 1} = a${i}`).join('\n');
  expect(valueOfX(`a0 = 1\n${chain}\nx = a5000`)).toBe('unknown');
  expect(valueOfX('def f(n): return g(n)\ndef g(n): return f(n)\nx = f(1)')).toBe('unknown');
});
