import { defineRule } from '../../../src/api';
import { isMentioned, isRelated, libraryVariableFor } from '../spelling';
import { codeUsesOf, settingsOf, type Use } from '../uses';
import { isLibraryVariable, type Options, variableNamed, variablesOption } from '../variables';

export default defineRule<'example', Options>({
  name: 'passed-names',
  scope: 'example',
  docs: {
    summary: 'A container gets variables by the names that its code reads',
    why: 'A launch that passes `WARMUP_STEP` to code that reads `WARMUP_STEPS` changes nothing: the code takes its default, and no one notices.',
    bad: [
      {
        wrong: 'The launch passes `WARMUP_STEP`, and the code reads `WARMUP_STEPS`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace --env WARMUP_STEP=5 demo python train.py
`,
          'train.py': `import os
warmup = int(os.environ.get("WARMUP_STEPS", "10"))
`,
        },
      },
      {
        wrong: 'All examples pass `GRAD_ACCUM`, but this code reads another name.',
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace --env GRAD_ACCUM=8 demo python train.py
`,
          'train.py': `import os
steps = int(os.environ.get("GRAD_ACCUMULATION", "1"))
`,
        },
      },
    ],
    good: {
      'train.sh': `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace --env WARMUP_STEPS=5 demo python train.py
`,
      'train.py': `import os
warmup = int(os.environ.get("WARMUP_STEPS", "10"))
`,
    },
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: variablesOption,
  messages: {
    launch: 'The container gets {{name}}, which nothing reads: the code reads {{right}}. Write `{{right}}`.',
    code: 'The code reads {{right}}, but the container gets {{name}}, which nothing reads. Read `{{name}}` here.',
  },
  fixes: {
    launch: { replace: '{{name}}', by: '{{right}}', unsafe: true },
    code: { replace: '{{right}}', by: '{{name}}', unsafe: true },
  },
  *check(example, { options: { variables } }) {
    const settings = settingsOf(example);
    const passed = settings.filter(({ kind }) => kind === 'passed');
    const code = codeUsesOf(example, (name) => passed.some((other) => isRelated(name, other.name)));
    for (const { name, nameAt } of passed) {
      if (name.length < 5 || isLibraryVariable(variables, name) || libraryVariableFor(variables, name)) continue;
      const read = readInstead(name, settings, code);
      if (!read || isMentioned(example, name, /\.(py|ipynb|js|ts|toml|ya?ml)$|Dockerfile/)) continue;
      const data = { name, right: read.name };
      // The name of the table is the one that other examples use.
      if (variableNamed(variables, name) && !variableNamed(variables, read.name))
        yield { message: 'code', data, at: read.nameAt, related: [{ message: 'The launch passes this.', at: nameAt }] };
      else yield { message: 'launch', data, at: nameAt, related: [{ message: 'The code reads this.', at: read.nameAt }] };
    }
  },
});

/** The one name that the code reads, that is nearly this one, and that the container doesn't get. */
function readInstead(name: string, settings: readonly Use[], code: readonly Use[]): Use | undefined {
  const given = new Set(settings.filter(({ kind }) => kind === 'passed' || kind === 'image').map((other) => other.name));
  const reads = code.filter((other) => other.kind === 'python-read' && isRelated(name, other.name) && !given.has(other.name));
  const [read] = reads;
  return reads.every((other) => other.name === read?.name) ? read : undefined;
}
