import { defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { torchFile } from '../files';
import { isDistributed, isGuarded, nameOfCall, ownTest, rank, textOf } from '../ranks';
import { training, update } from '../samples';

const distributed = (start: string): string =>
  training(update, {
    head: `torch.distributed.init_process_group("nccl")
rank = torch.distributed.get_rank()
model = nn.parallel.DistributedDataParallel(model)
${start}`,
  }).replace('import torch\n', 'import torch\nimport wandb\n');

export default defineRule({
  name: 'rank-log',
  scope: 'module',
  docs: {
    summary: 'One process of a distributed training logs to the tracker',
    why: 'Each process that calls `wandb.init()` makes a run of its own. A training on eight GPUs leaves eight runs with the same name and partial metrics, and nothing says which one counts.',
    bad: [
      { wrong: 'Every process starts a run.', sample: { 'train.py': distributed('wandb.init(project="demo")') } },
      {
        wrong: 'Every process starts a run, before it knows its rank.',
        sample: { 'train.py': distributed('').replace('model = models', 'wandb.init(project="demo")\nmodel = models') },
      },
    ],
    good: [
      { 'train.py': distributed('if rank == 0:\n    wandb.init(project="demo")') },
      { 'train.py': distributed('wandb.init(project="demo", group="first")') },
    ],
    references: ['https://docs.wandb.ai/models/track/log/distributed-training'],
  },
  messages: {
    all: 'Every process starts a run of its own here. Write `if torch.distributed.get_rank() == 0:` around it, or pass `group=` to keep the runs together.',
    own: 'Every process starts a run of its own here. Write `if {{test}}:` around it, or pass `group=` to keep the runs together.',
    early:
      'Every process starts a run of its own here. Move this below `init_process_group(…)`, and write `if torch.distributed.get_rank() == 0:` around it.',
  },
  fixes: {
    own: { under: 'if {{test}}:', unsafe: true },
    all: { under: 'if torch.distributed.get_rank() == 0:', unsafe: true },
  },
  *check(module) {
    const file = torchFile(module);
    if (!file?.source.text.includes('wandb.init') || !isDistributed(file) || file.source.text.includes('Accelerator')) return;
    for (const { node, frame } of file.index.calls) {
      const { func, keywords } = node;
      const isInit =
        func.nodeType === 'Attribute' && func.attr === 'init' && func.value.nodeType === 'Name' && func.value.id === 'wandb';
      const isChosen = keywords.some(({ arg }) => arg === undefined || arg === 'group' || arg === 'mode' || arg === 'id');
      if (!isInit || isChosen || rank.test(textOf(node, file)) || isGuarded(file.span(node).start, frame, file)) continue;
      const at = file.span(func);
      const test = ownTest(frame, file);
      if (test !== undefined) yield { message: 'own', data: { test }, at };
      else yield { message: isBelowStart(node, frame, file) ? 'all' : 'early', at };
    }
  },
});

/** Whether the processes surely know their ranks at a place: its function, or the module, starts the group above it, or calls what does. */
function isBelowStart(node: MethodUse['node'], { scope }: MethodUse['frame'], { index, facts, span }: PythonFile): boolean {
  const starts = index.calls.filter((site) => nameOfCall(site.node) === 'init_process_group');
  const places = starts.flatMap((site) => {
    const owner = index.functions.find((each) => each.node === site.frame.scope.node);
    return [site, ...(owner ? facts.functions.callsOf(owner.node) : [])];
  });
  return places.some((site) => site.frame.scope === scope && span(site.node).start < span(node).start);
}
