import caches from '../../../plugins/python/rules/caches';
import downloadFolders from '../../../plugins/python/rules/download-folders';
import ignoredOutputs from '../../../plugins/python/rules/ignored-outputs';
import outputs from '../../../plugins/python/rules/outputs';
import readOnlyOutputs from '../../../plugins/python/rules/read-only-outputs';
import sharedCache from '../../../plugins/python/rules/shared-cache';
import { build, messages, reported, script } from './reported';

const image = (run = '') => ({ Dockerfile: `FROM pytorch/pytorch:2.3.0\n${run}\n`, 'build.sh': build });
const saves = (path: string) => `import torch\ntorch.save({}, ${path})\n`;

describe('outputs', () => {
  test.each([
    ['"/models/x.pt"', '', ['train.py [/models/x.pt] outputs lost']],
    ['"/models/x.pt"', '-v "$HOME/models:/models"', []],
    ['"/repo/x.pt"', '', ['train.py [/repo/x.pt] read-only-outputs readonly']],
    ['"/tmp/x.pt"', '', []],
    ['"outputs/x.pt"', '', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['"ignored/x.pt"', '', []],
    ['path', '', []],
    [
      'os.path.join(os.path.dirname(__file__), "runs", "x.pt")',
      '',
      ['train.py [os.path.join(os.path.dirname(__file__), "runs", "x.pt")] ignored-outputs untracked'],
    ],
  ])('%s with %s', async (path, flags, expected) => {
    const sample = {
      'train.sh': script('python train.py', flags),
      'train.py': `import os\n${saves(path)}`,
      '.gitignore': 'ignored/\n',
      ...image(),
    };
    expect(await reported([outputs, readOnlyOutputs, ignoredOutputs], sample)).toEqual(expected);
  });

  test.each([
    ['python train.py "$@"', ['train.py [args.out] ignored-outputs untracked']],
    ['python train.py --out "$OUT"', []],
    ['python train.py --out /tmp/x.pt "$@"', []],
  ])('a default that the caller may replace: %s', async (command, expected) => {
    const code =
      'import argparse\nimport torch\np = argparse.ArgumentParser()\np.add_argument("--out", default="outputs/x.pt")\nargs = p.parse_args()\ntorch.save({}, args.out)\n';
    expect(await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script(command), 'train.py': code })).toEqual(
      expected,
    );
  });

  test.each([
    ['if args.save:\n    ', []],
    ['if not args.save:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['if args.save:\n    pass\nelse:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['if unknown:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['try:\n    pass\nexcept ValueError:\n    ', []],
  ])('a branch that the defaults take or not: %j', async (head, expected) => {
    const code = `import argparse\nimport torch\np = argparse.ArgumentParser()\np.add_argument("--save", action="store_true")\nargs = p.parse_args()\n${head}torch.save({}, "outputs/x.pt")\n`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toEqual(expected);
  });

  test('a default that the launch replaces is not judged', async () => {
    const code = `import argparse\np = argparse.ArgumentParser()\np.add_argument("--out", default="results")\nargs = p.parse_args()\n${saves('args.out + "/x.pt"')}`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toHaveLength(1);
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], {
        'train.sh': script('python train.py --out /tmp/x'),
        'train.py': code,
      }),
    ).toEqual([]);
  });

  test('what is saved only where an option asks for it has no place by default', async () => {
    const code = `import argparse, os\np = argparse.ArgumentParser()\np.add_argument("--out", default="")\nargs = p.parse_args()\nif args.out:\n    ${saves('os.path.join(args.out, "x.pt")').replace('\n', '\n    ')}`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toEqual([]);
  });
});

test('a link to another place is not an output', async () => {
  const code = 'import os\nos.symlink("/root/.cache/model", "/opt/model")\n';
  expect(
    await reported([outputs, readOnlyOutputs, ignoredOutputs], {
      'train.sh': script('python train.py'),
      'train.py': code,
      ...image(),
    }),
  ).toEqual([]);
});

describe('caches', () => {
  const loads = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("org/model")\n';
  test.each([
    ['', loads, ['train.py ["org/model"] caches lost']],
    ['-v "$HOME/.cache/huggingface:/root/.cache/huggingface"', loads, []],
    ['-v "$HOME/.cache:/root/.cache"', loads, []],
    ['-e HF_HOME=/workspace/hf', loads, []],
    ['-e HF_HOME=/opt/hf', loads, ['train.py ["org/model"] caches lost']],
    ['--user 1000', loads, []],
    ['-e HF_HUB_OFFLINE=1', loads, []],
    ['', loads.replace('org/model', './outputs/model'), []],
    ['', loads.replace('"org/model"', 'name'), []],
    ['', `import os\nos.environ["HF_HOME"] = "/workspace/hf"\n${loads}`, []],
    ['', `import os\nos.environ["HF_HOME"] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hf")\n${loads}`, []],
    ['', loads.replace('"org/model"', '"org/model", cache_dir="/models"'), ['train.py ["/models"] download-folders lost']],
    ['', loads.replace('"org/model"', '"org/model", cache_dir="models"'), []],
    [
      '',
      'from huggingface_hub import hf_hub_download\nhf_hub_download("org/model", "a.bin", cache_dir="/models", local_dir="models")\n',
      [],
    ],
  ])('%s %j', async (flags, code, expected) => {
    expect(
      await reported([caches, downloadFolders], { 'train.sh': script('python train.py', flags), 'train.py': code, ...image() }),
    ).toEqual(expected);
  });

  test.each([
    ['resnet50(weights="DEFAULT")', ['train.py [resnet50] caches lost']],
    ['resnet50(weights=ResNet50_Weights.IMAGENET1K_V2)', ['train.py [resnet50] caches lost']],
    ['resnet50(pretrained=True)', ['train.py [resnet50] caches lost']],
    ['resnet50()', []],
    ['resnet50(weights=None)', []],
    ['resnet50(weights=chosen)', []],
  ])('weights of torchvision: %s', async (call, expected) => {
    const code = `from torchvision.models import ResNet50_Weights, resnet50\nmodel = ${call}\n`;
    const files = (flags: string) => ({ 'train.sh': script('python train.py', flags), 'train.py': code, ...image() });
    expect(await reported([caches, downloadFolders], files(''))).toEqual(expected);
    expect(await reported([caches, downloadFolders], files('-v "$HOME/.cache/torch:/root/.cache/torch"'))).toEqual([]);
  });

  test('what is chosen if an option is not given is reported with the option', async () => {
    const code = `import argparse\np = argparse.ArgumentParser()\np.add_argument("--large", action="store_true")\nargs = p.parse_args()\nname = "org/small"\nif args.large:\n    name = "org/large"\n${loads.replace('"org/model"', 'name')}`;
    const sample = { 'train.sh': script('python train.py'), 'train.py': code, ...image() };
    expect(await messages(caches, sample)).toEqual([expect.stringContaining("org/small (if --large isn't given)")]);
    expect(await reported([caches, downloadFolders], { ...sample, 'train.sh': script('python train.py --large') })).toEqual([]);
  });

  test('what the build downloads is in the image', async () => {
    const run = 'RUN python -c "from transformers import AutoModel; AutoModel.from_pretrained(\'org/model\')"';
    expect(
      await reported([caches, downloadFolders], { 'train.sh': script('python train.py'), 'train.py': loads, ...image(run) }),
    ).toEqual([]);
  });

  test('a pack may want one cache for all examples', async () => {
    const sample = {
      'train.sh': script('python train.py'),
      'train.py': loads.replace('"org/model"', '"org/model", cache_dir="models"'),
      ...image(),
    };
    expect(await reported(sharedCache, sample)).toEqual(['train.py ["models"] inside']);
  });
});
