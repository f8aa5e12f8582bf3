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

const byDefault = (workers: number): string => `import torch
from torch.utils.data import DataLoader

torch.set_default_device("cuda")
loader = DataLoader(images, batch_size=8, num_workers=${workers})
`;

type Id = 'worker' | 'default';

export default defineRule<'module', Record<string, never>, Id>({
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
      { wrong: 'Every new tensor is on the GPU, also in the workers.', sample: { 'train.py': byDefault(4) } },
    ],
    good: [{ 'train.py': dataset('torch.zeros(3)') }, { 'train.py': transform() }, { 'train.py': byDefault(0) }],
    references: ['https://docs.pytorch.org/docs/stable/notes/multiprocessing.html#cuda-in-multiprocessing'],
  },
  messages: {
    worker:
      'This runs in forked workers of the data loader, where CUDA fails with “Cannot re-initialize CUDA”. Move the batch to the GPU in the training loop instead.',
    default:
      'This also applies in the forked workers of the data loader, where a tensor that is made without a device fails with “Cannot re-initialize CUDA”. Move the model and each batch to the GPU instead, or set `num_workers=0`.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file || !/cuda/.test(file.source.text) || namesAny(file, ['spawn', 'forkserver', 'multiprocessing_context'])) return;
    if (!file.facts.dataLoaders.some((call) => (numberValue(call.setting('num_workers')) ?? 0) > 0)) return;
    for (const site of file.index.calls) {
      if (isDefault(site, file)) yield { message: 'default', severity: 'info', at: file.span(site.node.func) };
      else if (putsOnCuda(site, file) && runsInWorker(site.frame, file, 0))
        yield { message: 'worker', at: file.span(site.node.func) };
    }
  },
});

type Frame = MethodUse['frame'];
type Site = Pick<MethodUse, 'node' | 'frame'>;
type Expression = MethodUse['node']['args'][number];

const nameOf = (node: Expression): string =>
  node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : '';

/** `torch.set_default_device("cuda")` and the older `set_default_tensor_type`. */
function isDefault({ node: { func, args }, frame }: Site, file: PythonFile): boolean {
  const [value] = args;
  if (func.nodeType !== 'Attribute' || nameOf(func.value) !== 'torch' || !value) return false;
  if (func.attr === 'set_default_device') return isCuda(value, frame, file);
  const text = value.nodeType === 'Constant' && typeof value.value === 'string' ? value.value : '';
  return func.attr === 'set_default_tensor_type' && text.startsWith('torch.cuda.');
}

/** `.cuda()`, `.to("cuda")`, and `torch.zeros(3, device="cuda")`. */
function putsOnCuda({ node, frame }: Site, file: PythonFile): boolean {
  const { func, args, keywords } = node;
  if (func.nodeType !== 'Attribute') return false;
  if (func.attr === 'cuda') return nameOf(func.value) !== 'torch';
  const device = keywords.find(({ arg }) => arg === 'device')?.value ?? (func.attr === 'to' ? args[0] : undefined);
  return device !== undefined && (func.attr === 'to' || nameOf(func.value) === 'torch') && isCuda(device, frame, file);
}

/** `"cuda"`, `torch.device("cuda")`, and names for it, also of a choice between it and the CPU: that is made where there is a GPU. */
function isCuda(device: Expression, frame: Frame, file: PythonFile): boolean {
  const origins = file.facts.objects.originsOf(device, frame) ?? [];
  const values = origins.map(({ node }) =>
    node.nodeType === 'Call' && nameOf(node.func) === 'device' ? choices(node.args[0]) : choices(node),
  );
  return (
    values.length > 0 &&
    values.flat().some((value) => value?.startsWith('cuda')) &&
    values.flat().every((value) => value !== undefined)
  );
}

function choices(node: Expression | undefined): (string | undefined)[] {
  if (node?.nodeType === 'IfExp') return [...choices(node.body), ...choices(node.orelse)];
  if (node?.nodeType === 'JoinedStr') return choices(node.values[0] as Expression | undefined);
  return [node?.nodeType === 'Constant' && typeof node.value === 'string' ? node.value : undefined];
}

/** In `__getitem__` of a data set, in a transform, in a function that collates, or in what these call. */
function runsInWorker(frame: Frame, file: PythonFile, depth: number): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const { node, parent } = current;
    if (node.nodeType === 'Lambda') return isGivenToLoader((value) => value === node, file);
    if (node.nodeType !== 'FunctionDef') continue;
    if (/^__(?:getitem|iter|getitems)__$/.test(node.name)) return isDataset(parent);
    const owner = parent?.node;
    if (node.name === '__call__' && owner?.nodeType === 'ClassDef')
      return isGivenToLoader((value) => value.nodeType === 'Call' && nameOf(value.func) === owner.name, file);
    if (node.name === '__init__') return false;
    if (isGivenToLoader((value) => nameOf(value) === node.name, file)) return true;
    const calls = file.facts.functions.callsOf(node);
    return depth < 3 && calls.length > 0 && calls.every((site) => runsInWorker(site.frame, file, depth + 1));
  }
  return false;
}

const isDataset = (owner: Frame | undefined): boolean =>
  owner?.node.nodeType === 'ClassDef' && owner.node.bases.some((base) => /Dataset$|ImageFolder$/.test(nameOf(base)));

/** Given to `transforms.Lambda`, in `transforms.Compose`, or as `collate_fn` or `transform`. */
function isGivenToLoader(isIt: (value: Expression) => boolean, { index }: PythonFile): boolean {
  return index.calls.some(({ node: { func, args, keywords } }) => {
    const name = nameOf(func);
    if (name === 'Lambda' && args.some(isIt)) return true;
    const [list] = args;
    if (name === 'Compose' && list?.nodeType === 'List' && list.elts.some(isIt)) return true;
    return keywords.some(({ arg, value }) => (arg === 'collate_fn' || arg === 'transform') && isIt(value));
  });
}
