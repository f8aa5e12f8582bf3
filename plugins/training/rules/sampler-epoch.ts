import { defineRule, type PythonFile } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';

const distributed = (epoch = ''): string =>
  training(update, {
    head: 'sampler = torch.utils.data.distributed.DistributedSampler(images)\nloader = DataLoader(images, sampler=sampler)',
  }).replace('model.train()', `${epoch}model.train()`);

export default defineRule({
  name: 'sampler-epoch',
  scope: 'module',
  docs: {
    summary: 'A distributed sampler is told each epoch',
    why: 'DistributedSampler shuffles by a seed and the epoch. Without `set_epoch`, every epoch has the same order, and each process sees the same part of the data each time.',
    bad: [{ wrong: 'The order is the same in each epoch.', sample: { 'train.py': distributed() } }],
    good: { 'train.py': distributed('sampler.set_epoch(epoch)\n    ') },
    references: ['https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.distributed.DistributedSampler'],
  },
  messages: {
    missing:
      'Every epoch has the same order, because nothing tells this sampler the epoch. Write `{{sampler}}.set_epoch(epoch)` at the start of each epoch.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, ['set_epoch', 'accelerate', 'lightning', 'ignite']) || !repeats(file)) return;
    for (const { node } of file.index.calls) {
      const { func, keywords } = node;
      const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
      if (name !== 'DistributedSampler' || keywords.some(({ arg }) => arg === 'shuffle' || arg === undefined)) continue;
      const at = file.span(func);
      const line = file.source.text.slice(file.source.text.lastIndexOf('\n', at.start) + 1, at.start);
      if (/val|test|eval|dev/i.test(line)) continue;
      const sampler = /([A-Za-z_][\w.]{0,80})\s{0,9}=\s{0,9}$/.exec(line)?.[1] ?? 'sampler';
      yield { message: 'missing', data: { sampler }, at };
    }
  },
});

/** Whether the file itself goes through the data more than once. */
const repeats = ({ facts }: PythonFile): boolean => facts.updates.some(({ loops }) => loops.length > 1);
