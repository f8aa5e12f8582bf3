import { defineRule, keptGraphs } from '../../../src/api';
import { trainingFile } from '../files';
import { training, update } from '../samples';

type Id = 'sum' | 'list';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'loss-graph',
  scope: 'module',
  docs: {
    summary: 'Losses are summed up as numbers, not as tensors with their graph',
    why: 'A tensor keeps all that its gradient was computed from. `total += loss` therefore keeps something of every batch, and GPU memory grows until the run stops with “out of memory”, often hours later.',
    bad: [
      {
        wrong: '`total` holds the graph of each batch.',
        sample: { 'train.py': training(`${update}\ntotal += loss * len(labels)`, { head: 'total = 0.0' }) },
      },
      {
        wrong: '`losses` holds the graph of each batch.',
        sample: { 'train.py': training(`${update}\nlosses.append(loss)`, { head: 'losses = []' }) },
      },
    ],
    good: [
      { 'train.py': training(`${update}\ntotal += loss.item() * len(labels)`, { head: 'total = 0.0' }) },
      { 'train.py': training(`${update}\nlosses.append(loss.detach())`, { head: 'losses = []' }) },
    ],
    references: ['https://docs.pytorch.org/docs/stable/notes/faq.html#my-model-reports-cuda-runtime-error-2-out-of-memory'],
  },
  messages: {
    sum: '`{{into}}` keeps the graph of each batch, so memory grows until it runs out. Write `{{loss}}.item()` instead of `{{loss}}`.',
    list: '`{{into}}` keeps the graph of each batch, so memory grows until it runs out. Append `{{loss}}.item()` instead.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const lossNames = new Set(file.facts.updates.flatMap(({ loss, backward }) => [loss, ...backward.passed]));
    const seen = new Set<number>();
    for (const update of file.facts.updates) {
      for (const { into, at, isList } of keptGraphs(update, file)) {
        if (lossNames.has(into) || seen.has(at.start)) continue;
        seen.add(at.start);
        yield { message: isList ? 'list' : 'sum', data: { into, loss: update.loss }, at };
      }
    }
  },
});
