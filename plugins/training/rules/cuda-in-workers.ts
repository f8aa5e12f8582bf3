import { defineRule, type MethodUse, numberValue, type PythonFile } from '../../../src/api';
import { namesAny, torchFile } from '../files';

const dataset = (item: string): string => `import torch
from torch.utils.data import DataLoader, Dataset


class Images(Dataset):
    def __len__(self):
        return 100

    def __getitem__(self, index):
        return ${item}


loader = DataLoader(Images(), batch_size=8, num_workers=4)
`;

const transform = (more = ''): string => `from torch.utils.data import DataLoader
from torchvision import datasets, transforms

steps = transforms.Compose([transforms.ToTensor()${more}])
loader = DataLoader(datasets.ImageFolder("images", steps), batch_size=8, num_workers=4)
`;

export default defineRule({
  name: 'cuda-in-workers',
  scope: 'module',
  docs: {
    summary: 'Data loader workers leave the GPU alone',
    why: "Workers are forked from the training process, and CUDA can't be used after a fork: the first batch ends with “Cannot re-initialize CUDA in forked subprocess”. Move each batch to the GPU in the training loop.",
    bad: [
      { wrong: 'The data set puts each item on the GPU.', sample: { 'train.py': dataset('torch.zeros(3).cuda()') } },
      {
        wrong: 'A transform puts each image on the GPU.',
        sample: { 'train.py': transform(', transforms.Lambda(lambda x: x.to("cuda"))') },
      },
    ],
    good: [{ 'train.py': dataset('torch.zeros(3)') }, { 'train.py': transform() }],
    references: ['https://docs.pytorch.org/docs/stable/notes/multiprocessing.html#cuda-in-multiprocessing'],
  },
  messages: {
    worker:
      'This runs in forked workers of the data loader, where CUDA fails with “Cannot re-initialize CUDA”. Move the batch to the GPU in the training loop instead.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file || !/\.cuda\(|["']cuda/.test(file.source.text) || namesAny(file, ['spawn', 'multiprocessing_context'])) return;
    if (!file.facts.dataLoaders.some((call) => (numberValue(call.setting('num_workers')) ?? 0) > 0)) return;
    for (const { node, frame } of file.index.calls) {
      const { func, args } = node;
      if (func.nodeType !== 'Attribute' || !(func.attr === 'cuda' || (func.attr === 'to' && isCuda(args[0])))) continue;
      if (runsInWorker(frame, file)) yield { message: 'worker', at: file.span(func) };
    }
  },
});

type Frame = MethodUse['frame'];
type Argument = MethodUse['node']['args'][number] | undefined;

const isCuda = (argument: Argument): boolean =>
  argument?.nodeType === 'Constant' && typeof argument.value === 'string' && argument.value.startsWith('cuda');

/** In `__getitem__` of a data set, in a transform, or in a function that collates. */
function runsInWorker(frame: Frame, file: PythonFile): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const { node, parent } = current;
    if (node.nodeType === 'Lambda') return isGivenToLoader(({ value }) => value === node, file);
    if (node.nodeType !== 'FunctionDef') continue;
    if (node.name === '__getitem__') return isDataset(parent);
    return isGivenToLoader(({ value }) => value.nodeType === 'Name' && value.id === node.name, file);
  }
  return false;
}

const isDataset = (owner: Frame | undefined): boolean =>
  owner?.node.nodeType === 'ClassDef' &&
  owner.node.bases.some((base) =>
    /Dataset$|ImageFolder$/.test(base.nodeType === 'Attribute' ? base.attr : base.nodeType === 'Name' ? base.id : ''),
  );

interface Given {
  readonly value: MethodUse['node']['args'][number];
}

/** Given to `transforms.Lambda`, or as `collate_fn` or `transform`. */
function isGivenToLoader(isIt: (given: Given) => boolean, { index }: PythonFile): boolean {
  return index.calls.some(({ node: { func, args, keywords } }) => {
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (name === 'Lambda' && args.some((value) => isIt({ value }))) return true;
    return keywords.some(({ arg, value }) => (arg === 'collate_fn' || arg === 'transform') && isIt({ value }));
  });
}
