import { defineRule } from '../../../src/api';
import { type ChangeOptions, changedUses } from '../library-changes';
import { boundsOf, changeOptions, reportOn } from '../library-reports';
import { isSurely } from '../library-versions';

type Id = 'removed' | 'newer' | 'required';

export default defineRule<'module', ChangeOptions, Id>({
  name: 'api',
  scope: 'module',
  docs: {
    summary: 'The pinned versions of libraries have the names and arguments that the code uses',
    why: 'A library that renames an argument stops the program with a TypeError, often after a model of gigabytes was loaded. The version is what the container, the requirements, the lock file, or the README of the nearest folder pins. Nothing is reported where they contradict each other, or where the code checks the version or handles the error.',
    bad: [
      {
        wrong: 'transformers 4.52 removed the argument.',
        sample: {
          'requirements.txt': 'transformers==4.53.1\n',
          'train.py': `from transformers import TrainingArguments
args = TrainingArguments("outputs", evaluation_strategy="epoch")
`,
        },
      },
      {
        wrong: 'numpy 1.24 removed the name.',
        sample: { 'requirements.txt': 'numpy==1.26.4\n', 'train.py': 'import numpy as np\nloss = np.zeros(3, dtype=np.float)\n' },
      },
      {
        wrong: 'PyTorch 2.0 added the function.',
        sample: {
          'requirements.txt': 'torch==1.13.1\n',
          'train.py': 'import torch\nnet = torch.compile(torch.nn.Linear(1, 1))\n',
        },
      },
      {
        wrong: 'PyYAML 6 requires the argument.',
        sample: { 'requirements.txt': 'PyYAML==6.0.1\n', 'train.py': 'import yaml\nconfig = yaml.load(open("config.yaml"))\n' },
      },
    ],
    good: [
      {
        'requirements.txt': 'transformers==4.53.1\n',
        'train.py': `from transformers import TrainingArguments
args = TrainingArguments("outputs", eval_strategy="epoch")
`,
      },
      {
        'requirements.txt': 'torch==1.13.1\n',
        'train.py': `import torch
net = torch.nn.Linear(1, 1)
if hasattr(torch, "compile"):
    net = torch.compile(net)
`,
      },
    ],
  },
  options: changeOptions,
  messages: {
    removed: '`{{pin}}` in {{file}} has no {{what}}, which {{since}} removed{{more}}.{{advice}}',
    newer: '`{{pin}}` in {{file}} has no {{what}}, which {{since}} added{{more}}. {{raise}}{{advice}}',
    required: '`{{pin}}` in {{file}} requires the {{what}} here, as of {{since}}{{more}}.{{advice}}',
  },
  fixable: true,
  *check(module, { options }) {
    for (const use of changedUses(module, options)) {
      const { missing } = use.change;
      if (!isSurely(missing, use.installed)) continue;
      const { from, to } = boundsOf(missing);
      if (use.kind === 'required') yield reportOn(use, 'required', from);
      else yield from === undefined ? reportOn(use, 'newer', to) : reportOn(use, 'removed', from);
    }
  },
});
