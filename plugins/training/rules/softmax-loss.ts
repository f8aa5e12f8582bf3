import { defineRule, type LossInput, type Report } from '../../../src/api';
import { torchFile } from '../files';
import { training, update } from '../samples';

const withLoss = (loss: string): string => update.replace('nn.functional.cross_entropy(model(inputs), labels)', loss);

const twice = withLoss('nn.functional.cross_entropy(model(inputs).softmax(1), labels)');

const sequential = (last: string, loss = 'CrossEntropyLoss'): string => `import torch
from torch import nn

net = nn.Sequential(nn.Linear(64, 10)${last})
criterion = nn.${loss}()
for x, y in batches:
    out = net(x)
    loss = criterion(out, y)
    loss.backward()
`;

const model = (returned: string): string => `import torch
import torch.nn.functional as F
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = self.fc(x)
        return ${returned}

def train(net, criterion, batches):
    for x, y in batches:
        loss = criterion(net(x), y)
        loss.backward()

train(Net().cuda(), nn.NLLLoss(), batches)
`;

type Id = 'twice' | 'redundant' | 'squashed' | 'logarithm' | 'logits' | 'probabilities';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'softmax-loss',
  scope: 'module',
  docs: {
    summary: 'A loss gets what it expects: logits, probabilities, or their logarithms',
    why: '`CrossEntropyLoss` applies softmax itself, and `BCEWithLogitsLoss` sigmoid. Applied twice, the gradients become so small that training is slow and the loss stays high, such as at 1.46 for ten classes. `NLLLoss` expects the logarithms of probabilities and reports no error for anything else. `BCELoss` expects probabilities and stops at other numbers.',
    bad: [
      { wrong: 'Softmax is applied twice.', sample: { 'train.py': training(twice) } },
      { wrong: 'The model ends with softmax.', sample: { 'train.py': sequential(', nn.Softmax(dim=1)') } },
      { wrong: 'The loss expects logarithms, and gets probabilities.', sample: { 'train.py': model('F.softmax(x, dim=1)') } },
      { wrong: 'The loss expects probabilities, and gets logits.', sample: { 'train.py': sequential('', 'BCELoss') } },
    ],
    good: [
      { 'train.py': training(update) },
      { 'train.py': sequential('') },
      { 'train.py': model('F.log_softmax(x, dim=1)') },
      { 'train.py': sequential('', 'BCEWithLogitsLoss') },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
      'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    ],
  },
  messages: {
    twice:
      "{{loss}} applies {{activation}} itself, so it's applied twice and the model learns slowly. Remove this {{activation}} from what the loss gets.",
    redundant: '{{loss}} applies log-softmax itself. Remove this one, or use `NLLLoss`, which expects it.',
    squashed:
      '{{loss}} expects logits, and this {{activation}} squeezes them into 0 to 1, so the model learns slowly. Remove the {{activation}} from what the loss gets.',
    logarithm:
      '{{loss}} expects logarithms of probabilities, but it gets probabilities, so the loss is wrong. Use log-softmax instead of {{activation}} here.',
    logits:
      '{{loss}} expects logarithms of probabilities, but it gets the scores of a layer without log-softmax. Use `{{instead}}` instead of `{{loss}}`.',
    probabilities:
      '{{loss}} expects probabilities, but it gets the scores of a layer without sigmoid, which can be below 0 and above 1. Use `{{instead}}` instead of `{{loss}}`.',
  },
  *check(module) {
    const file = torchFile(module);
    const seen = new Set<number>();
    for (const input of file?.facts.lossInputs ?? []) {
      const report = reportOf(input);
      if (!report || seen.has(report.at.start ?? 0)) continue;
      seen.add(report.at.start ?? 0);
      yield report;
    }
  },
});

function reportOf({ expects, gets, loss, lossAt, at }: LossInput): (Report<Id> & { at: LossInput['at'] }) | undefined {
  const related = [{ message: 'The loss is here.', at: lossAt }];
  const data = { loss, activation: gets };
  switch (expects) {
    case 'softmax-logits':
      if (gets === 'logits') return undefined;
      if (gets === 'log-softmax') return { message: 'redundant', data, at, related, severity: 'info' };
      return { message: gets === 'softmax' ? 'twice' : 'squashed', data, at, related };
    case 'sigmoid-logits':
      return gets === 'sigmoid' || gets === 'softmax'
        ? { message: gets === 'sigmoid' ? 'twice' : 'squashed', data, at, related }
        : undefined;
    case 'logarithms':
      if (gets === 'log-softmax') return undefined;
      return gets === 'logits'
        ? {
            message: 'logits',
            data: { loss, instead: loss === 'nll_loss' ? 'cross_entropy' : 'CrossEntropyLoss' },
            at: lossAt,
            related: [{ message: 'The scores come from here.', at }],
          }
        : { message: 'logarithm', data, at, related };
    case 'probabilities':
      return gets === 'logits'
        ? {
            message: 'probabilities',
            data: { loss, instead: loss === 'BCELoss' ? 'BCEWithLogitsLoss' : `${loss}_with_logits` },
            at: lossAt,
            related: [{ message: 'The scores come from here.', at }],
          }
        : undefined;
  }
}
