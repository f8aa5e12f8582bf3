import { signatures } from '../../../src/languages/python/facts/signatures';
import { read, short, textAt } from './read';

describe('imports', () => {
  const file = read(`
import os, numpy as np
from torch.utils.data import DataLoader, Dataset as D
from . import a
from ..b.c import d
if TYPE_CHECKING:
    import typed
try:
    import wandb
except ImportError:
    wandb = None
if fancy:
    import fancy_package
def f():
    import lazy
    module = importlib.import_module("dynamic.part")
import importlib
`);
  test('have a module, a guard, and a span', () => {
    expect(file.facts.imports.map((fact) => [textAt(file, fact.span), fact.module, fact.level, fact.guard, fact.lazy])).toEqual([
      ['os', 'os', 0, 'none', false],
      ['numpy', 'numpy', 0, 'none', false],
      ['torch.utils.data', 'torch.utils.data', 0, 'none', false],
      ['.', '', 1, 'none', false],
      ['..b.c', 'b.c', 2, 'none', false],
      ['typed', 'typed', 0, 'type-checking', false],
      ['wandb', 'wandb', 0, 'try', false],
      ['fancy_package', 'fancy_package', 0, 'condition', false],
      ['lazy', 'lazy', 0, 'none', true],
      ['importlib', 'importlib', 0, 'none', false],
      ['"dynamic.part"', 'dynamic.part', 0, 'none', true],
    ]);
    expect(file.facts.imports[2]?.names?.map(({ name }) => name)).toEqual(['DataLoader', 'Dataset']);
  });

  test('a handler that only raises again does not guard', () => {
    expect(read('try:\n  import a\nexcept ImportError:\n  x = 1\n').facts.imports[0]?.guard).toBe('try');
    expect(read('try:\n  import a\nexcept:\n  raise\n').facts.imports[0]?.guard).toBe('none');
  });

  test.each([
    ['except ImportError as error:\n  raise RuntimeError("install a") from error', 'none'],
    ['except ImportError:\n  print("install a")\n  sys.exit(1)', 'none'],
    ['except ImportError:\n  print("install a")\n  raise', 'none'],
    ['except KeyError:\n  pass', 'none'],
    ['except (KeyError, ValueError):\n  pass', 'none'],
    ['except (KeyError, ImportError):\n  pass', 'try'],
    ['except Unavailable:\n  pass', 'try'],
    ['except ImportError:\n  if strict:\n    raise\n  a = None', 'try'],
    ['except ValueError:\n  raise\nexcept Exception:\n  a = None', 'try'],
    ['finally:\n  print("done")', 'none'],
  ])('after `try: import a`, %j makes the guard %s', (handler, guard) => {
    expect(read(`import sys\ntry:\n  import a\n${handler}\n`).facts.imports[1]?.guard).toBe(guard);
  });
});

describe('environment', () => {
  const reads = (text: string) => {
    const file = read(text);
    return file.facts.environment.reads.map((fact) => [
      textAt(file, fact.span),
      short(fact.fallback),
      fact.conversion,
      fact.required,
      fact.presence,
    ]);
  };

  test.each([
    ['import os\na = os.environ["A"]', [['A', 'unknown', undefined, true, false]]],
    ['import os\na = int(os.environ["A"])', [['A', 'unknown', 'int', true, false]]],
    ['import os\na = os.getenv("A")', [['A', null, undefined, false, false]]],
    ['import os\nn = float(os.environ.get("A", 1))', [['A', 1, 'float', false, false]]],
    ['from os import environ\nb = environ.get("A", "0").lower() == "true"', [['A', '0', 'bool', false, false]]],
    ['import os\nv = os.getenv("A", "")\nn = int(v or 3)', [['A', '', 'int', false, false]]],
    [
      'import os\nif "A" in os.environ:\n  a = os.environ["A"]',
      [
        ['A', 'unknown', undefined, false, true],
        ['A', 'unknown', undefined, false, false],
      ],
    ],
    ['import os\ntry:\n  a = os.environ["A"]\nexcept KeyError:\n  a = 1', [['A', 'unknown', undefined, false, false]]],
    [
      'import argparse, os\np = argparse.ArgumentParser()\np.add_argument("--a", type=int, default=os.getenv("A", "4"))\np.add_argument("--b", default=os.getenv("B"))',
      [
        ['A', '4', 'int', false, false],
        ['B', null, undefined, false, false],
      ],
    ],
    ['import os\na = "A" in os.environ.keys()', [['A', 'unknown', undefined, false, true]]],
    ['import os\nKEY = "A"\na = os.environ[KEY]', [['KEY', 'unknown', undefined, true, false]]],
    [
      'import os\ndef env_int(name, default):\n  return int(os.environ.get(name, default))\nb = env_int("BATCH", 4)',
      [['BATCH', 4, 'int', false, false]],
    ],
    [
      'import os\ndef flag(name, default=False):\n  v = os.getenv(name, "")\n  return v == "1" if v else default\na = flag("FAST")\nb = flag("SLOW", True)',
      [
        ['FAST', false, 'bool', false, false],
        ['SLOW', true, 'bool', false, false],
      ],
    ],
    ['import os\na = os.environ.copy()\nfor k in os.environ: print(os.environ[k])', []],
    ['class os: environ = {}\na = os.environ["A"]', []],
  ])('%j', (text, expected) => {
    expect(reads(text)).toEqual(expected);
  });

  test.each([
    ['if "RUN_ID" in os.environ and len(os.environ["RUN_ID"]) > 0: pass', false],
    ['a = os.environ["RUN_ID"] if "RUN_ID" in os.environ else None', false],
    ['a = None if "RUN_ID" not in os.environ else os.environ["RUN_ID"]', false],
    ['tracked = os.getenv("RUN_ID") is not None\nif tracked:\n  a = os.environ["RUN_ID"]', false],
    ['def tracked(): return "RUN_ID" in os.environ\nif tracked():\n  a = os.environ["RUN_ID"]', false],
    ['if "RUN_ID" not in os.environ:\n  sys.exit("set it")\na = os.environ["RUN_ID"]', false],
    ['def f():\n  if not os.getenv("RUN_ID"): return None\n  for i in x:\n    a = os.environ["RUN_ID"]', false],
    ['assert "RUN_ID" in os.environ\na = os.environ["RUN_ID"]', false],
    ['if "RUN_ID" not in os.environ:\n  print("set it")\na = os.environ["RUN_ID"]', true],
    ['if a:\n  if "RUN_ID" not in os.environ: raise ValueError()\nelse:\n  b = os.environ["RUN_ID"]', true],
    ['if fast:\n  a = os.environ["RUN_ID"]', true],
    ['a = os.environ["RUN_ID"] if fast else "x"', true],
    ['a = os.environ["RUN_ID"] or "RUN_ID"', true],
  ])('%j requires the variable: %j', (text, required) => {
    const found = read(`import os, sys\n${text}\n`).facts.environment.reads.filter(({ conversion, presence, fallback }) => {
      return !presence && conversion === undefined && fallback.kind === 'unknown';
    });
    expect(found.map((fact) => fact.required)).toEqual([required]);
  });

  test('are written, and loaded from files', () => {
    const file = read(
      'import os\nfrom dotenv import load_dotenv\nload_dotenv()\nos.environ["A"] = "1"\nos.environ.setdefault("B", "2")\nos.environ.update({"C": "3"})\n',
    );
    expect(file.facts.environment.writes.map((fact) => [fact.name, short(fact.value), fact.keeps])).toEqual([
      ['A', '1', false],
      ['B', '2', true],
      ['C', '3', false],
    ]);
    expect(file.facts.environment.dotenv.map((span) => textAt(file, span))).toEqual(['load_dotenv()']);
    expect(file.facts.environment.reads).toEqual([]);
  });
});

describe('options', () => {
  const options = (text: string) => {
    const { options: found, open } = read(text).facts.commandLine;
    return {
      options: found.map((fact) => [
        fact.names.map((name) => name.text).join(' '),
        fact.type,
        short(fact.default),
        fact.required,
      ]),
      open: open.map(({ why }) => why),
    };
  };

  test('argparse', () => {
    const file = read(`
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("input")
parser.add_argument("--batch-size", "-b", type=int, default=8, help="per GPU", choices=[8, 16])
parser.add_argument("--amp", action=argparse.BooleanOptionalAction, default=True)
group = parser.add_argument_group("more")
group.add_argument("--name", required=True, nargs="+")
group.add_argument("--note", required=False)
sub = parser.add_subparsers()
train = sub.add_parser("train")
train.add_argument("--epochs", type=int)
args = parser.parse_args()
`);
    const { commandLine } = file.facts;
    expect(
      commandLine.options.map((fact) => [
        fact.name,
        fact.positional,
        fact.type,
        short(fact.default),
        fact.required,
        fact.multiple,
        fact.command,
      ]),
    ).toEqual([
      ['input', true, undefined, 'unknown', true, false, undefined],
      ['--batch-size', false, 'int', 8, false, false, undefined],
      ['--amp', false, undefined, true, false, false, undefined],
      ['--name', false, undefined, 'unknown', true, true, undefined],
      ['--note', false, undefined, null, false, false, undefined],
      ['--epochs', false, 'int', null, false, false, 'train'],
    ]);
    expect(commandLine.options[2]?.names.map(({ text }) => text)).toEqual(['--amp', '--no-amp']);
    expect(commandLine.options[1]?.help).toBe('per GPU');
    expect(textAt(file, commandLine.options[1]?.span as never)).toBe('--batch-size');
    expect(commandLine.subcommands.map(({ name }) => name)).toEqual(['train']);
    expect(commandLine.open).toEqual([]);
    expect(commandLine.reads).toBe(true);
  });

  test('click', () => {
    expect(
      options(
        'import click\n@click.command()\n@click.option("--lr", "-l", type=float, default=0.1)\n@click.option("--fast/--slow", default=False)\n@click.argument("path")\ndef main(lr, fast, path): pass\n',
      ).options,
    ).toEqual([
      ['--lr -l', 'float', 0.1, false],
      ['--fast --slow', undefined, false, false],
      ['path', undefined, 'unknown', true],
    ]);
  });

  test('click: defaults and choices', () => {
    const file = read(
      'import click\n@click.command()\n@click.option("--out", required=True)\n@click.option("--resume", type=str)\n@click.option("--tag", multiple=True)\n@click.option("--size", type=click.Choice(["s", "l"]), default="s")\n@click.option("--loose", type=click.Choice(["a"], case_sensitive=False))\ndef main(**options): pass\n',
    );
    expect(file.facts.commandLine.options.map((fact) => [fact.name, short(fact.default), short(fact.choices)])).toEqual([
      ['--out', 'unknown', 'absent'],
      ['--resume', null, 'absent'],
      ['--tag', [], 'absent'],
      ['--size', 's', ['s', 'l']],
      ['--loose', null, 'absent'],
    ]);
  });

  test('typer, fire, and dataclasses', () => {
    expect(
      options(
        'import typer\ndef main(path: str, batch_size: int = typer.Option(8, "--batch", "-b"), amp: bool = False): pass\ntyper.run(main)\n',
      ).options,
    ).toEqual([
      ['path', 'str', 'unknown', true],
      ['--batch -b', 'int', 8, false],
      ['--amp --no-amp', 'bool', false, false],
    ]);
    expect(
      options('import fire\ndef main(batch_size=4, name=None): pass\nfire.Fire(main)\n').options.map(([names]) => names),
    ).toEqual(['--batch_size --batch-size', '--name']);
    expect(
      options(
        'from dataclasses import dataclass\nfrom transformers import HfArgumentParser, TrainingArguments\n@dataclass\nclass A:\n  model_id: str = "x"\nHfArgumentParser((A, TrainingArguments)).parse_args_into_dataclasses()\n',
      ),
    ).toEqual({ options: [['--model_id --model-id', 'str', 'x', 'unknown']], open: ['a library defines the options'] });
  });

  test.each([
    ['import argparse\np = argparse.ArgumentParser()\nadd_more(p)\n', 'the parser is passed to code outside this file'],
    [
      'import argparse\np = argparse.ArgumentParser()\nfor n in names: p.add_argument("--" + n)\n',
      'the name of an option is computed',
    ],
    ['import argparse\np = argparse.ArgumentParser()\na, _ = p.parse_known_args()\n', 'unknown options are accepted'],
    ['import argparse\np = argparse.ArgumentParser(parents=[base])\n', 'a parent parser adds options'],
    ['import hydra\n@hydra.main(config_path="c")\ndef main(cfg): pass\n', 'a library defines the options'],
  ])('%j leaves the list of options open', (text, why) => {
    expect(options(text).open).toContain(why);
  });
});

describe('files', () => {
  const files = (text: string) => {
    const file = read(text);
    return file.facts.files.map((use) => [use.action, use.by, use.path, use.base]);
  };

  test.each([
    ['open("a.txt")', ['read', 'open', 'a.txt', 'working-folder']],
    ['open("a.txt", "w")', ['write', 'open', 'a.txt', 'working-folder']],
    ['open("a.txt", mode="rb")', ['read', 'open', 'a.txt', 'working-folder']],
    ['import torch\ntorch.save(model, f"{"out"}/m.pt")', ['write', 'torch.save', 'out/m.pt', 'working-folder']],
    [
      'from pathlib import Path\n(Path("/data") / "x.json").write_text("{}")',
      ['write', '*.write_text', '/data/x.json', 'absolute'],
    ],
    [
      'from pathlib import Path\nPath(__file__).with_name("x")\nPath(__file__).parent.joinpath("y").mkdir()',
      ['create-folder', '*.mkdir', '/<repository>/examples/demo/y', 'repository'],
    ],
    [
      'import os\nos.makedirs(os.path.expanduser("~/.cache/cvl"), exist_ok=True)',
      ['create-folder', 'os.makedirs', '~/.cache/cvl', 'home'],
    ],
    ['df.to_csv("outputs/m.csv")', ['write', '*.to_csv', 'outputs/m.csv', 'working-folder']],
    ['import numpy as np\nnp.memmap("a.bin")', ['write', 'numpy.memmap', 'a.bin', 'working-folder']],
    ['import numpy as np\nnp.memmap("a.bin", np.uint16, "r")', ['read', 'numpy.memmap', 'a.bin', 'working-folder']],
    ['import tarfile\ntarfile.open("a.tar.xz", "r:xz")', ['read', 'tarfile.open', 'a.tar.xz', 'working-folder']],
    ['import zipfile\nzipfile.ZipFile("out/a.zip", "w")', ['write', 'zipfile.ZipFile', 'out/a.zip', 'working-folder']],
    ['from pathlib import Path\nPath("out/a").rename("out/b.pt")', ['write', '*.rename', 'out/b.pt', 'working-folder']],
    ['import lightgbm as lgb\nlgb.Booster(model_file="m.txt")', ['read', 'lightgbm.Booster', 'm.txt', 'working-folder']],
    ['model.save_pretrained("outputs/lora")', ['write', '*.save_pretrained', 'outputs/lora', 'working-folder']],
    ['from trl import SFTConfig\nSFTConfig(output_dir="outputs")', ['write', 'trl.SFTConfig', 'outputs', 'working-folder']],
    [
      'OUT = "runs"\nfrom torch.utils.tensorboard import SummaryWriter\nw = SummaryWriter(log_dir=OUT)',
      ['write', 'torch.utils.tensorboard.SummaryWriter', 'runs', 'working-folder'],
    ],
  ])('%j', (text, expected) => {
    expect(files(text)).toEqual([expected]);
  });

  test('a copy reads one file and writes another', () => {
    expect(files('import shutil\nshutil.copy2("a.yaml", "out/a.yaml")\nshutil.copy(a, "b.yaml")\n')).toEqual([
      ['read', 'shutil.copy2', 'a.yaml', 'working-folder'],
      ['write', 'shutil.copy2', 'out/a.yaml', 'working-folder'],
      ['write', 'shutil.copy', 'b.yaml', 'working-folder'],
    ]);
  });

  test.each([
    'if args.out:\n  open(args.out + "/log.txt", "w")',
    'target = Path(args.out)\nif args.out and is_main():\n  (target / "log.txt").open("a")',
    'if not args.out:\n  pass\nelse:\n  open(f"{args.out}/log.txt", "w")',
    'def save(folder): open(folder + "/log.txt", "w")\nif args.out: save(args.out)',
  ])('%j is only written if the option is given', (code) => {
    const parser = 'parser = argparse.ArgumentParser()\nparser.add_argument("--out", default="")\nargs = parser.parse_args()\n';
    expect(files(`import argparse\nfrom pathlib import Path\n${parser}${code}\n`)).toEqual([]);
  });

  test.each([
    'df.rename("name")',
    'open(path)',
    'open("a", mode)',
    'open("https://x/y")',
    'def open(p): pass\nopen("a")',
    'f.save("name")',
  ])('%j is no file that is known', (text) => {
    expect(files(text)).toEqual([]);
  });
});

describe('training', () => {
  test('data loaders, with the settings that they have and lack', () => {
    const file = read(`
import argparse
from torch.utils.data import DataLoader
p = argparse.ArgumentParser()
p.add_argument("--workers", type=int, default=4)
args = p.parse_args()
common = dict(pin_memory=True, num_workers=args.workers)
a = DataLoader(ds, 16, shuffle=True, **common)
b = DataLoader(ds, batch_size=n, **extra)
c = DataLoader(ds)
`);
    const [a, b, c] = file.facts.dataLoaders;
    expect(
      [a, b, c].map((loader) => [
        short(loader?.setting('batch_size')),
        short(loader?.setting('num_workers')),
        short(loader?.setting('pin_memory')),
      ]),
    ).toEqual([
      [16, { value: 4, setters: ['--workers'] }, true],
      ['unknown', 'unknown', 'unknown'],
      ['absent', 'absent', 'absent'],
    ]);
    expect(textAt(file, a?.span as never)).toBe('DataLoader');
  });

  test('a handwritten loop, and what it does', () => {
    const file = read(`
import torch
def train(loader):
    for epoch in range(3):
        for batch in loader:
            with torch.autocast("cuda", dtype=torch.bfloat16):
                loss = model(batch)
            loss.backward()
            optimizer.step()
        validate(model)
        trainer.validate(model)
        print(f"epoch {epoch} loss: {loss:.3f}")
class F(torch.autograd.Function):
    @staticmethod
    def backward(ctx, g): return g
`);
    const [loop, ...more] = file.facts.trainingLoops;
    expect(more).toEqual([]);
    expect(
      loop && [
        textAt(file, loop.span),
        textAt(file, loop.backward),
        loop.function,
        loop.depth,
        loop.steps,
        loop.autocast,
        loop.iterates,
      ],
    ).toEqual(['for batch in loader:', 'loss.backward', 'train', 2, true, true, 'loader']);
    expect(loop?.logs).toHaveLength(1);
    expect(loop?.validates).toHaveLength(1);
    expect(file.facts.precision.map(({ by, format }) => [by, format])).toEqual([['autocast', 'bf16']]);
    expect(file.facts.metrics.map(({ name, to }) => [name, to])).toEqual([['loss', 'text']]);
  });

  test('Lightning', () => {
    const file = read(`
import pytorch_lightning as pl
from lightning.pytorch.callbacks import ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger
class Net(pl.LightningModule):
    def training_step(self, batch, i):
        self.log("train/loss", loss)
        self.log_dict({"train/acc": a, f"{kind}_iou": b})
    def validation_step(self, batch, i): self.log("val/loss", 1)
    def configure_optimizers(self): return torch.optim.AdamW(self.parameters(), lr=1e-3)
import torch
trainer = pl.Trainer(precision="bf16-mixed", max_epochs=3, callbacks=[ModelCheckpoint(dirpath="ckpt")], logger=CSVLogger("logs"))
trainer.fit(Net())
`);
    const { lightning, metrics, precision, optimisers, files } = file.facts;
    expect(lightning.modules.map(({ name, validates }) => [name, validates])).toEqual([['Net', true]]);
    expect(
      [lightning.trainers, lightning.callbacks, lightning.loggers].map((calls) => calls.map(({ callee }) => callee)),
    ).toEqual([['Trainer'], ['ModelCheckpoint'], ['CSVLogger']]);
    expect(short(lightning.trainers[0]?.setting('max_epochs'))).toBe(3);
    expect(metrics.map(({ name, to }) => [name, to])).toEqual([
      ['train/loss', 'lightning'],
      ['train/acc', 'lightning'],
      ['*_iou', 'lightning'],
      ['val/loss', 'lightning'],
    ]);
    expect(precision.map(({ by, format }) => [by, format])).toEqual([['trainer', 'bf16']]);
    expect(optimisers.map(({ name }) => name)).toEqual(['torch.optim.AdamW']);
    expect(files.map(({ path }) => path)).toEqual(['ckpt', 'logs']);
  });

  test('Hugging Face, PEFT, and quantization', () => {
    const file = read(`
from transformers import AutoModelForCausalLM, BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer
from peft import LoraConfig
import torch
model = AutoModelForCausalLM.from_pretrained("org/model", torch_dtype=torch.bfloat16)
model.gradient_checkpointing_enable()
args = SFTConfig(output_dir="out", bf16=True, gradient_accumulation_steps=4, gradient_checkpointing=True)
trainer = SFTTrainer(model=model, args=args, peft_config=LoraConfig(r=16))
trainer.train()
`);
    const { facts } = file;
    expect(facts.trainingArguments.map((call) => [call.name, short(call.setting('gradient_accumulation_steps'))])).toEqual([
      ['trl.SFTConfig', 4],
    ]);
    expect(facts.trainers.map(({ callee }) => callee)).toEqual(['SFTTrainer']);
    expect(facts.peft.map((call) => short(call.setting('r')))).toEqual([16]);
    expect(facts.precision.map(({ by, format }) => [by, format])).toEqual([
      ['trainer', 'bf16'],
      ['model', 'bf16'],
    ]);
    expect(facts.gradientCheckpointing).toHaveLength(2);
    expect(facts.accumulates).toBe(true);
    expect(facts.downloads.map(({ callee, cache, what, local }) => [callee, cache, short(what), local])).toEqual([
      ['from_pretrained', 'huggingface', 'org/model', false],
    ]);
  });

  test('trackers and the metrics that they log', () => {
    const file = read(`
import wandb, mlflow
from torch.utils.tensorboard import SummaryWriter
wandb.init(project="p")
writer = SummaryWriter()
wandb.log({"train/loss": 1, "lr": 2})
writer.add_scalar("val/mAP", 1, 2)
mlflow.log_metric("acc", 1)
run = wandb.init()
run.log(values)
bar.set_postfix(loss=1)
print("Val IoU: %.2f" % v, "done")
print("accuracy:", acc)
`);
    expect(file.facts.trackers.map(({ name }) => name)).toEqual([
      'wandb.init',
      'torch.utils.tensorboard.SummaryWriter',
      'wandb.init',
    ]);
    expect(file.facts.metrics.map(({ name, to }) => `${to} ${name}`)).toEqual([
      'wandb train/loss',
      'wandb lr',
      'tensorboard val/mAP',
      'mlflow acc',
      'wandb *',
      'text loss',
      'text Val IoU',
      'text accuracy',
    ]);
  });

  test('seeds of generators count, but not generators without a seed', () => {
    const file = read(`
import argparse, random, torch
import numpy as np
p = argparse.ArgumentParser()
p.add_argument("--seed", type=int)
args = p.parse_args()
if args.seed is not None:
    torch.manual_seed(args.seed)
g = torch.Generator().manual_seed(3)
rng = np.random.default_rng(seed=4)
other = np.random.default_rng()
r = random.Random(5)
`);
    expect(file.facts.seeds.map((call) => [call.callee, short(call.setting('seed'))])).toEqual([
      ['manual_seed', { value: 'unknown', setters: ['--seed'] }],
      ['manual_seed', 3],
      ['default_rng', 4],
      ['Random', 5],
    ]);
  });

  test('models, OpenMMLab, Keras, seeds, and compilation', () => {
    const file = read(`
import torch, timm, torchvision, random
from torchvision.models.detection import fasterrcnn_resnet50_fpn
from mmengine.config import Config
from mmengine.runner import Runner
import tensorflow as tf
a = fasterrcnn_resnet50_fpn(weights="DEFAULT")
b = timm.create_model("resnet18", pretrained=True)
cfg = Config.fromfile("configs/x.py")
Runner.from_cfg(cfg).train()
m = tf.keras.Sequential([])
m.compile(optimizer="adam", loss="mse")
m.fit(x, y, epochs=3, validation_data=v)
torch.manual_seed(1)
random.seed(2)
c = torch.compile(a)
@torch.compile(dynamic=True)
def step(): pass
`);
    const { facts } = file;
    expect(facts.models.map(({ callee }) => callee)).toEqual(['fasterrcnn_resnet50_fpn', 'create_model']);
    expect(facts.openmmlab.configs.map((call) => short(call.setting('filename')))).toEqual(['configs/x.py']);
    expect(facts.openmmlab.runners).toHaveLength(1);
    expect(facts.keras.compiles).toHaveLength(1);
    expect(facts.keras.fits).toHaveLength(1);
    expect(facts.seeds.map((call) => [call.name, short(call.setting('seed'))])).toEqual([
      ['torch.manual_seed', 1],
      ['random.seed', 2],
    ]);
    expect(facts.compilations.map((span) => textAt(file, span))).toEqual(['torch.compile', 'torch.compile']);
  });

  test('a pipeline downloads a model by its name, but not one that is passed to it', () => {
    const file = read(`
from transformers import AutoModel, pipeline
from names import best
name = best()
a = pipeline("summarization", model="org/model")
b = pipeline("summarization", model=AutoModel.from_config(config))
c = pipeline("summarization", model=name)
`);
    expect(file.facts.downloads.map(({ span, what }) => [textAt(file, span), short(what)])).toEqual([
      ['"org/model"', 'org/model'],
      ['name', 'unknown'],
    ]);
  });

  test('downloads: what, where to, and whether it is local', () => {
    const file = read(`
from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from torchvision.datasets import CIFAR10
import torch, os
load_dataset("org/set", cache_dir="data")
load_dataset("json", data_files="a.json")
hf_hub_download(repo_id="a/b", filename="w.bin", revision="main")
snapshot_download("a/b", cache_dir="cache", local_dir=os.getenv("MODELS", "models"))
torch.hub.load("facebookresearch/dino", "vit")
CIFAR10("data", download=True)
CIFAR10("data")
AutoModel.from_pretrained("./outputs/final")
`);
    expect(
      file.facts.downloads.map(({ callee, cache, what, target, local }) => [
        callee,
        cache,
        short(what),
        short(target?.value),
        local,
      ]),
    ).toEqual([
      ['load_dataset', 'huggingface', 'org/set', 'data', false],
      ['load_dataset', 'huggingface', 'json', 'absent', true],
      ['hf_hub_download', 'huggingface', 'a/b', 'absent', false],
      ['snapshot_download', 'huggingface', 'a/b', { value: 'models', setters: ['MODELS'] }, false],
      ['load', 'torch', 'facebookresearch/dino', 'absent', false],
      ['CIFAR10', 'none', 'unknown', 'data', false],
      ['from_pretrained', 'huggingface', './outputs/final', 'absent', true],
    ]);
  });
});

describe('every known call is found under another local name', () => {
  /** Last parts that stand for any name of a module, looked up at run time. */
  const lookUps = ['__dict__', 'getattr'];
  const cases = signatures.flatMap(({ kind, names }) =>
    names.flatMap((name) => (lookUps.some((lookUp) => name.endsWith(`.${lookUp}`)) ? [] : [[kind, name] as const])),
  );

  /** A program that makes the call, as far from its usual spelling as Python allows. */
  function program(name: string): string {
    if (name.startsWith('*.')) return `x = given()\nx \\\n  .${name.slice(2)} (1, dtype=half)\n`;
    if (name.startsWith('self.')) return `class A:\n    def f(self):\n        ${name}(1)\n`;
    const [library = '', first, ...rest] = name.split('.');
    if (first === undefined) return `${library}(1)\n`;
    const parts = [first, ...rest];
    const last = parts.findIndex((part) => /^[A-Z]/.test(part) || part.endsWith('()'));
    const at = last < 0 ? parts.length - 1 : last;
    const from = [library, ...parts.slice(0, at)].join('.');
    const [imported = '', ...after] = parts.slice(at);
    return `from ${from} import ${imported.replace('()', '')} as Other\n${[`Other${imported.endsWith('()') ? '()' : ''}`, ...after].join('.')}(1)\n`;
  }

  test.each(cases)('%s: %s', (kind, name) => {
    expect(read(program(name)).facts.calls.of(kind)).toHaveLength(1);
  });
});
