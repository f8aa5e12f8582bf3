import datasets from '../../../plugins/python/rules/datasets';
import { messages, reported, script } from './reported';

const sample = (declared: string, code: string) => ({
  'example.yaml': `name: demo\ndatasets: [${declared}]\n`,
  'train.sh': script('python train.py'),
  'train.py': code,
});
const load = (name: string) => `from datasets import load_dataset\ndata = load_dataset(${name})\n`;

test.each([
  ['imagenet', load('"uoft-cs/cifar10"'), ['example.yaml [imagenet] undeclared']],
  ['cifar-10', load('"uoft-cs/cifar10"'), []],
  ['CIFAR10, imagenet', load('"uoft-cs/cifar10"'), []],
  ['my-own-data', `# my-own-data\n${load('"uoft-cs/cifar10"')}`, []],
  ['custom', `# custom\n${load('"uoft-cs/cifar10"')}`, ['example.yaml [custom] undeclared']],
  ['custom', load('"json", data_files="own.json"'), []],
  ['custom', load('name'), []],
  ['imagenet', 'from torchvision.datasets import MNIST\nMNIST("data", download=True)\n', ['example.yaml [imagenet] undeclared']],
])('%s for %j', async (declared, code, expected) => {
  expect(await reported(datasets, sample(declared, code))).toEqual(expected);
});

test('the option that would change a default is named', async () => {
  const code = `import argparse\np = argparse.ArgumentParser()\np.add_argument("--data", default="uoft-cs/cifar10")\nargs = p.parse_args()\n${load('args.data')}`;
  expect(await reported(datasets, sample('imagenet', code))).toEqual(['example.yaml [imagenet] default']);
  expect(await messages(datasets, sample('imagenet', code))).toEqual([expect.stringContaining('--data')]);
});
