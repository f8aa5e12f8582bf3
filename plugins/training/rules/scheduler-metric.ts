import { defineRule } from '../../../src/api';
import { trainingFile } from '../files';
import { evaluation, training, update } from '../samples';
import { schedulesOf } from '../schedules';

const head = 'scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer)';
const stepping = (step: string): string => training(update, { head, after: `${evaluation}\n${step}` });

export default defineRule({
  name: 'scheduler-metric',
  scope: 'module',
  docs: {
    summary: 'ReduceLROnPlateau gets the metric that it watches',
    why: '`ReduceLROnPlateau` lowers the learning rate when a metric stops getting better. Without the metric, its step stops the run. With the number of the epoch, which always grows, the learning rate falls on schedule whatever the model does, or never.',
    bad: [
      { wrong: 'The step gets no metric.', sample: { 'train.py': stepping('scheduler.step()') } },
      { wrong: 'The step gets the epoch.', sample: { 'train.py': stepping('scheduler.step(epoch)') } },
    ],
    good: { 'train.py': stepping('scheduler.step(validation_loss)') },
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html'],
  },
  messages: {
    missing:
      '`ReduceLROnPlateau` needs the metric that it watches, so this fails. Write `{{scheduler}}.step(…)` with the loss or metric of the evaluation.',
    epoch:
      '`ReduceLROnPlateau` takes this for the metric that it watches, but it is the number of the epoch. Write `{{scheduler}}.step(…)` with the loss or metric of the evaluation.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('ReduceLROnPlateau')) return;
    for (const { use, name, loop } of schedulesOf(file)) {
      if (name !== 'ReduceLROnPlateau') continue;
      const { args, keywords } = use.node;
      const [given] = args;
      const data = { scheduler: use.receiver };
      if (!given && keywords.length === 0) yield { message: 'missing', data, at: use.span };
      const counter = loop?.nodeType === 'For' && loop.target.nodeType === 'Name' ? loop.target.id : undefined;
      if (given?.nodeType === 'Name' && given.id === counter && args.length === 1)
        yield { message: 'epoch', data, at: file.span(given) };
    }
  },
});
