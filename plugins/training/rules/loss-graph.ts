import { defineRule } from '../../../src/api';
import { trainingFile } from '../files';
import { training, update } from '../samples';

type Id = 'sum' | 'list' | 'method';

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
    sum: '`{{into}}` keeps the graph of each batch, so memory grows with every batch. Write `{{loss}}.item()` instead of `{{loss}}`.',
    list: '`{{into}}` keeps the graph of each batch, so memory grows with every batch. Append `{{loss}}.item()` instead.',
    method:
      '`{{into}}` adds up tensors with the graph of each batch, so memory grows with every batch. Pass `{{loss}}.item()` instead of `{{loss}}`.',
  },
  fixes: {
    sum: { replace: '{{loss}}', by: '{{loss}}.item()', unsafe: true },
    list: { replace: '{{loss}}', by: '{{loss}}.item()', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    const seen = new Set<number>();
    for (const { into, at, how } of file?.facts.keptGraphs ?? []) {
      if (!file || seen.has(at.start)) continue;
      seen.add(at.start);
      yield { message: how, data: { into, loss: file.source.text.slice(at.start, at.end) }, at };
    }
  },
});
