import { defineRule } from '../../../src/api';
import { torchFile } from '../files';

const net = (layers: string, use: string): string => `import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        ${layers}

    def forward(self, x):
        ${use}


net = Net([64, 64, 10])
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
`;

const listed = 'self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]';
const passed = `for layer in self.layers:
            x = layer(x).relu()
        return x`;
const heads = '{"mean": nn.Linear(64, 1), "spread": nn.Linear(64, 1)}';

export default defineRule({
  name: 'module-list',
  scope: 'module',
  docs: {
    summary: 'Layers are in a list or dictionary that PyTorch knows',
    why: "A module finds its layers by its attributes, and doesn't look into plain lists and dictionaries. The optimizer then never gets these layers, so they keep their random weights, `.to(device)` leaves them on the CPU, and the checkpoint lacks them. No message says so, except where all layers are hidden: “optimizer got an empty parameter list”.",
    bad: [
      { wrong: 'The list hides its layers.', sample: { 'net.py': net(listed, passed) } },
      {
        wrong: 'The list is filled later.',
        sample: {
          'net.py': net(
            'self.layers = []\n        for _ in range(3):\n            self.layers.append(nn.Linear(64, 64))',
            passed,
          ),
        },
      },
      {
        wrong: 'The dictionary hides its layers.',
        sample: { 'net.py': net(`self.heads = ${heads}`, 'return self.heads["mean"](x), self.heads["spread"](x)') },
      },
    ],
    good: [
      { 'net.py': net('self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))', passed) },
      { 'net.py': net(`${listed}\n        self.net = nn.Sequential(*self.layers)`, 'return self.net(x)') },
      {
        'net.py': net(`self.heads = nn.ModuleDict(${heads})`, 'return self.heads["mean"](x), self.heads["spread"](x)'),
      },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html',
      'https://github.com/pytorch/pytorch/issues/1053',
    ],
  },
  messages: {
    hidden:
      "PyTorch doesn't look into a plain {{kind}}, so the layers in `{{attribute}}` are never trained, moved, or saved. Write `{{write}}`.",
    keys: "PyTorch doesn't look into a plain dictionary, so the layers in `{{attribute}}` are never trained, moved, or saved. Use `nn.ModuleDict`, with keys that are strings.",
  },
  fixes: {
    hidden: { by: '{{write}}', unsafe: true },
  },
  *check(module) {
    const file = torchFile(module);
    for (const { attribute, kind, at, write } of file?.facts.hiddenLayers ?? []) {
      if (write === undefined) yield { message: 'keys', data: { attribute }, at };
      else yield { message: 'hidden', data: { attribute, write, kind: kind === 'list' ? 'list' : 'dictionary' }, at };
    }
  },
});
