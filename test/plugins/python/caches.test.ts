import caches from '../../../plugins/python/rules/caches';
import downloadFolders from '../../../plugins/python/rules/download-folders';
import sharedCache from '../../../plugins/python/rules/shared-cache';
import { build, messages, reported, script } from './reported';

const image = (run = '') => ({ Dockerfile: `FROM pytorch/pytorch:2.3.0\n${run}\n`, 'build.sh': build });

describe('caches', () => {
  const loads = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("org/model")\n';
  test.each([
    ['', loads, ['train.py ["org/model"] caches lost']],
    ['-v "$HOME/.cache/huggingface:/root/.cache/huggingface"', loads, []],
    ['-v "$HOME/.cache:/root/.cache"', loads, []],
    ['-e HF_HOME=/workspace/hf', loads, []],
    ['-e HF_HOME=/opt/hf', loads, ['train.sh [/opt/hf] caches moved']],
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
