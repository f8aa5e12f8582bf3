import { defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { namesAny, torchFile } from '../files';
import { training, update } from '../samples';

const distributed = (after: string): string =>
  training(update, {
    head: `torch.distributed.init_process_group("nccl")
rank = torch.distributed.get_rank()
model = nn.parallel.DistributedDataParallel(model)`,
    after,
  });

export default defineRule({
  name: 'rank-save',
  scope: 'module',
  docs: {
    summary: 'One process of a distributed training writes its checkpoint',
    why: 'If every process writes the same file, they overwrite each other, and the checkpoint can end up truncated: “unexpected EOF” or “invalid load key” when it is loaded.',
    bad: [
      {
        wrong: 'Every process writes the file.',
        sample: { 'train.py': distributed('torch.save(model.state_dict(), "model.pt")') },
      },
    ],
    good: { 'train.py': distributed('if rank == 0:\n    torch.save(model.state_dict(), "model.pt")') },
    references: ['https://docs.pytorch.org/tutorials/intermediate/ddp_tutorial.html#save-and-load-checkpoints'],
  },
  messages: {
    all: 'Every process writes this file at the same time, which can truncate it. Write `if torch.distributed.get_rank() == 0:` around it.',
  },
  *check(module) {
    const file = torchFile(module);
    if (
      !file?.source.text.includes('init_process_group') ||
      namesAny(file, ['FSDP', 'FullySharded', 'deepspeed', 'ZeroRedundancy'])
    )
      return;
    if (!file.index.calls.some(({ node }) => nameOfCall(node) === 'init_process_group')) return;
    for (const { node, frame } of file.index.calls) {
      const { func, args } = node;
      const isSave =
        func.nodeType === 'Attribute' && func.attr === 'save' && func.value.nodeType === 'Name' && func.value.id === 'torch';
      if (
        !isSave ||
        !args[0] ||
        args.length < 2 ||
        !state.test(textOf(args[0], file)) ||
        rank.test(textOf(node, file)) ||
        isGuarded(frame, file, 0)
      )
        continue;
      yield { message: 'all', at: file.span(func) };
    }
  },
});

type Frame = MethodUse['frame'];

/** What holds the state of the training, which is the same in all processes. */
const state = /state|ckpt|checkpoint|snapshot/i;

/** Words by which code tells its processes apart. */
const rank =
  /rank|is_main|is_master|main_process|master|primary|is_chief|is_writer|world|distributed|gpu|device|dist\b|args\.\w*id\b/i;

const textOf = (node: MethodUse['node'] | Frame['node'], file: PythonFile): string => {
  const { start, end } = file.span(node);
  return file.source.text.slice(start, end);
};

const nameOfCall = ({ func }: MethodUse['node']): string =>
  func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';

/** Whether a branch around the place, or around every call of its function, may be for one process. A function that nothing calls counts. */
function isGuarded(frame: Frame, file: PythonFile, depth: number): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    const { node } = current;
    if (node.nodeType === 'If' && rank.test(textOf(node.test, file))) return true;
    if (node.nodeType === 'FunctionDef') {
      if (depth > 3 || leavesEarly(node.name, file) || node.decorator_list.length > 0) return true;
      const calls = file.index.calls.filter((site) => isCallOf(node.name, site.node));
      const isStarted = file.index.escaping.has(node.name);
      return calls.length === 0 ? !isStarted : calls.some((site) => isGuarded(site.frame, file, depth + 1));
    }
  }
  return false;
}

/** By its name, or as a method of `self`. */
const isCallOf = (name: string, { func }: MethodUse['node']): boolean =>
  func.nodeType === 'Name'
    ? func.id === name
    : func.nodeType === 'Attribute' && func.attr === name && func.value.nodeType === 'Name' && func.value.id === 'self';

/** `if rank != 0: return` in the function. */
function leavesEarly(name: string, file: PythonFile): boolean {
  const owner = file.index.functions.find(({ node }) => node.name === name)?.node;
  return (
    owner?.body.some(
      (statement) =>
        statement.nodeType === 'If' && statement.body.at(-1)?.nodeType === 'Return' && rank.test(textOf(statement.test, file)),
    ) ?? true
  );
}
