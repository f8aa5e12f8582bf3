import { defineRule } from '../../../src/api';
import { type ChangeOptions, changedUses } from '../library-changes';
import { boundsOf, changeOptions, reportOn } from '../library-reports';
import { isSurely, isToday } from '../library-versions';

export default defineRule<'module', ChangeOptions, 'deprecated'>({
  name: 'api-deprecated',
  tag: 'deprecated',
  scope: 'module',
  docs: {
    summary: 'The code uses no name that the pinned version of its library deprecates',
    why: 'The next version may lack it. The warning that the library prints is one of hundreds of lines before the first step.',
    bad: [
      {
        wrong: 'PyTorch 2.4 deprecates it.',
        sample: {
          'requirements.txt': 'torch==2.5.1\n',
          'train.py': 'import torch\nscaler = torch.cuda.amp.GradScaler()\n',
        },
      },
      {
        wrong: 'transformers 4.41 renames the argument.',
        sample: {
          'requirements.txt': 'transformers==4.44.0\n',
          'train.py':
            'from transformers import TrainingArguments\nargs = TrainingArguments("out", evaluation_strategy="epoch")\n',
        },
      },
    ],
    good: {
      'requirements.txt': 'torch==2.5.1\n',
      'train.py': 'import torch\nscaler = torch.amp.GradScaler("cuda")\n',
    },
  },
  options: changeOptions,
  messages: {
    deprecated: '`{{pin}}` in {{file}} deprecates {{the}}, as of {{since}}{{more}}.{{advice}}',
  },
  fixable: true,
  *check(module, { options }) {
    for (const use of changedUses(module, options)) {
      const { missing, deprecated } = use.change;
      // `python/api` and `python/api-unpinned` report what is gone.
      if (isSurely(missing, use.installed) || isToday(missing, use.installed)) continue;
      if (!isSurely(deprecated, use.installed)) continue;
      yield reportOn(use, 'deprecated', boundsOf(deprecated).from);
    }
  },
});
