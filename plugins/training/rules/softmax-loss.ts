import { defineRule } from '../../../src/api';
import { torchFile } from '../files';
import { training, update } from '../samples';

const twice = update.replace('cross_entropy(model(inputs), labels)', 'cross_entropy(model(inputs).softmax(1), labels)');

const sequential = (last: string): string => `import torch
from torch import nn

net = nn.Sequential(nn.Linear(64, 10)${last})
criterion = nn.CrossEntropyLoss()
for x, y in batches:
    out = net(x)
    loss = criterion(out, y)
    loss.backward()
`;

export default defineRule({
  name: 'softmax-loss',
  scope: 'module',
  docs: {
    summary: 'A loss of logits gets logits',
    why: '`CrossEntropyLoss` applies softmax itself, and `BCEWithLogitsLoss` sigmoid. Applied twice, the gradients become so small that training is slow and the loss stays high, such as at 1.46 for ten classes.',
    bad: [
      { wrong: 'Softmax is applied twice.', sample: { 'train.py': training(twice) } },
      { wrong: 'The model ends with softmax.', sample: { 'train.py': sequential(', nn.Softmax(dim=1)') } },
    ],
    good: [{ 'train.py': training(update) }, { 'train.py': sequential('') }],
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html'],
  },
  messages: {
    twice:
      "{{loss}} applies {{activation}} itself, so it's applied twice and the model learns slowly. Remove this {{activation}} from what the loss gets.",
  },
  *check(module) {
    const file = torchFile(module);
    const seen = new Set<number>();
    for (const { at, loss, activation, lossAt } of file?.facts.doubleActivations ?? []) {
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      yield { message: 'twice', data: { loss, activation }, at, related: [{ message: 'The loss is here.', at: lossAt }] };
    }
  },
});
