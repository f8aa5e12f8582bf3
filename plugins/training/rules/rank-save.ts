import { defineRule, type MethodUse, mentions, type PythonFile } from '../../../src/api';
import { torchFile } from '../files';
import { isDistributed, isGuarded, nameOfCall, ownTest, rank, textOf } from '../ranks';
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
    own: 'Every process writes this file at the same time, which can truncate it. Write `if {{test}}:` around it.',
    accelerate:
      'Every process writes this file at the same time, which can truncate it. Write `if accelerator.is_main_process:` around it.',
  },
  fixes: {
    all: { under: 'if torch.distributed.get_rank() == 0:', unsafe: true },
    own: { under: 'if {{test}}:', unsafe: true },
    accelerate: { under: 'if accelerator.is_main_process:', unsafe: true },
  },
  *check(module) {
    const file = torchFile(module);
    if (!file || !mentions(file, ['save', 'save_pretrained']) || !isDistributed(file)) return;
    // On SageMaker, the hosts of a job each have a disk of their own.
    if (mentions(file, ['current_host', 'SM_CURRENT_HOST'])) return;
    for (const { node, frame } of file.index.calls) {
      const { start } = file.span(node);
      if (!savesState(node, file) || rank.test(textOf(node, file)) || isGuarded(start, frame, file)) continue;
      const isAccelerate = file.index.calls.some((each) => nameOfCall(each.node) === 'Accelerator');
      const at = file.span(node.func);
      // Programs with accelerate often run in one process.
      if (isAccelerate) yield { message: 'accelerate', at, severity: 'info' };
      else {
        const test = ownTest(frame, file);
        yield test === undefined ? { message: 'all', at } : { message: 'own', data: { test }, at };
      }
    }
  },
});

/** `torch.save` of what holds the state of the training, which is the same in all processes, or `model.module.save_pretrained(…)`. */
function savesState(node: MethodUse['node'], file: PythonFile): boolean {
  const { func, args } = node;
  if (func.nodeType !== 'Attribute') return false;
  if (func.attr === 'save_pretrained') return func.value.nodeType === 'Attribute' && func.value.attr === 'module';
  const isSave = func.attr === 'save' && func.value.nodeType === 'Name' && func.value.id === 'torch';
  return isSave && args[0] !== undefined && args.length > 1 && state.test(textOf(args[0], file));
}

const state = /state|ckpt|checkpoint|snapshot|^(?:model|net|network)(?:\.module)?$/i;
