import { defineRule } from '../../../src/api';
import { type ChangeOptions, changedUses } from '../library-changes';
import { boundsOf, changeOptions, reportOn } from '../library-reports';
import { isSurely, isToday } from '../library-versions';

export default defineRule<'module', ChangeOptions, 'removed' | 'required'>({
  name: 'api-unpinned',
  scope: 'module',
  docs: {
    summary: 'What an install brings today has the names and arguments that the code uses',
    why: "Without a pin, the next install brings the newest version, and code that was written years ago stops at a name that is gone. It's reported only if no other requirement has a limit that could hold the library back, and nothing names an old Python.",
    bad: [
      {
        wrong: 'Every version of numpy that pip chooses today lacks the name.',
        sample: { 'requirements.txt': 'numpy\n', 'train.py': 'import numpy as np\nloss = np.zeros(3, dtype=np.float)\n' },
      },
      {
        wrong: "The limit on hydra-core doesn't keep pip from the newest numpy.",
        sample: {
          'requirements.txt': 'numpy>=1.21\nhydra-core>=1.0,<1.1\n',
          'train.py': 'import numpy as np\nloss = np.zeros(3, dtype=np.int)\n',
        },
      },
    ],
    good: [
      { 'requirements.txt': 'numpy\n', 'train.py': 'import numpy as np\nloss = np.zeros(3, dtype=float)\n' },
      { 'requirements.txt': 'numpy<1.24\n', 'train.py': 'import numpy as np\nloss = np.zeros(3, dtype=np.float)\n' },
    ],
  },
  options: changeOptions,
  messages: {
    removed:
      '{{file}} asks for `{{pin}}`, and the version that this installs today has no {{what}}, which {{since}} removed{{more}}.{{advice}}',
    required:
      '{{file}} asks for `{{pin}}`, and the version that this installs today requires the {{what}} here, as of {{since}}{{more}}.{{advice}}',
  },
  fixable: true,
  *check(module, { options }) {
    for (const use of changedUses(module, options)) {
      const { missing } = use.change;
      if (isSurely(missing, use.installed) || !isToday(missing, use.installed)) continue;
      yield reportOn(use, use.kind === 'required' ? 'required' : 'removed', boundsOf(missing).from);
    }
  },
});
