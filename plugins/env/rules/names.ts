import { defineRule, type Example } from '../../../src/api';
import { isMentioned, isNearTable, libraryVariableFor } from '../spelling';
import { codeUsesOf, settingsOf, type Use } from '../uses';
import { isLibraryVariable, type Options, variablesOption } from '../variables';

export default defineRule<'example', Options>({
  name: 'names',
  scope: 'example',
  docs: {
    summary: 'Variables of libraries are spelled as the libraries read them',
    why: 'A misspelled variable raises no error: Python still buffers its output, CUDA still shows all GPUs, and the run trains with defaults, because nothing reads the name that was set.',
    bad: [
      { wrong: 'Python reads `PYTHONUNBUFFERED`.', sample: { Dockerfile: 'FROM python:3.12\nENV PYTHON_UNBUFFERED=1\n' } },
      {
        wrong: 'CUDA reads `CUDA_VISIBLE_DEVICES`.',
        sample: {
          'train.sh': `#!/bin/bash
export CUDA_VISIBLE_DEVICE=0
python train.py
`,
        },
      },
    ],
    good: [
      { Dockerfile: 'FROM python:3.12\nENV PYTHONUNBUFFERED=1 MY_SETTING=1\n' },
      {
        'train.sh': `#!/bin/bash
export WANDB_PROJECTS="a b"
python train.py
`,
        'train.py': `import os
for project in os.environ["WANDB_PROJECTS"].split():
    print(project)
`,
      },
    ],
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: variablesOption,
  messages: { misspelled: 'Nothing reads {{name}}. Write `{{right}}` ({{meaning}}).' },
  *check(example, { options: { variables } }) {
    const uses = [...settingsOf(example), ...codeUsesOf(example, (name) => isNearTable(variables, name))];
    for (const use of uses) {
      const { name, nameAt, kind } = use;
      if (kind === 'script' || isLibraryVariable(variables, name)) continue;
      const found = libraryVariableFor(variables, name);
      if (!found || isReadByName(example, use, uses)) continue;
      const { right, variable, isMistaken } = found;
      if (isMistaken && uses.some((other) => other.name === right && other.nameAt.file === nameAt.file)) continue;
      yield { message: 'misspelled', data: { name, right, meaning: variable.meaning }, at: nameAt };
    }
  },
  fixes: {
    misspelled: { replace: '{{name}}', by: '{{right}}', unsafe: true },
  },
});

/** The example itself uses the name, on the other side of the container or in the same code. */
function isReadByName(example: Example, { name, kind }: Use, uses: readonly Use[]): boolean {
  if (kind === 'python-write' && uses.some((other) => other.kind === 'python-read' && other.name === name)) return true;
  const otherSide = kind.startsWith('python') ? /\.(sh|md|ya?ml)$|Dockerfile/ : /\.(py|ipynb|js|ts|toml|ya?ml)$/;
  return isMentioned(example, name, otherSide);
}
