import { defineRule, patternWith } from '../../../src/api';
import {
  codeOf,
  type Framework,
  type FrameworkOptions,
  frameworkKey,
  frameworkNamed,
  frameworksProperty,
  frameworksTable,
  knownPrograms,
} from '../frameworks';
import { launch } from '../samples';

export default defineRule<'metadata', FrameworkOptions, 'unused' | 'other'>({
  name: 'frameworks',
  scope: 'metadata',
  docs: {
    summary: 'The example uses the frameworks that its metadata lists',
    why: 'People choose an example by its framework. A name that was copied from another example, or that stayed when the code moved on, misleads them.',
    bad: [
      {
        wrong: 'The code imports PyTorch.',
        sample: {
          'example.yaml': `name: demo
frameworks: [tensorflow]
`,
          'train.sh': launch('python train.py'),
          'train.py': `import torch
net = torch.nn.Linear(1, 1)
`,
        },
      },
      {
        wrong: 'Nothing mentions JAX.',
        sample: {
          'example.yaml': `name: demo
frameworks: [jax]
`,
          'train.sh': launch('python train.py'),
          'train.py': 'print("training")\n',
        },
      },
    ],
    good: {
      'example.yaml': `name: demo
frameworks: [pytorch]
`,
      'train.sh': launch('python train.py'),
      'train.py': `from transformers import Trainer
Trainer().train()
`,
      'requirements.txt': 'torch\n',
    },
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: frameworksProperty },
    tables: frameworksTable,
  },
  messages: {
    unused: "No code, script, or requirement of this example uses {{name}}. Name what it's built with.",
    other: 'No code, script, or requirement of this example uses {{name}}, but the code imports {{used}}. Name that instead.',
  },
  *check(metadata, { options }) {
    const programs = knownPrograms(metadata);
    if (!programs) return;
    const imported = new Set(programs.flatMap(({ graph }) => graph.imports.map((use) => use.import.module.split('.')[0] ?? '')));
    const isImported = ({ modules }: Framework): boolean => modules.some((module) => imported.has(module));
    const code = codeOf(metadata.example);
    const mentions = (word: string): boolean => patternWith('i')`(^|[^\w])${word}`.test(code);
    const frameworks = Object.entries(options.frameworks);
    for (const { text: name, at } of metadata.frameworks) {
      const framework = frameworkNamed(name, options);
      if (!framework || isImported(framework)) continue;
      if ([...framework.modules, ...(framework.also ?? []), name].some(mentions)) continue;
      const builtOnIt = frameworks.flatMap(([, other]) => (other.on?.includes(frameworkKey(name)) ? other : []));
      if (builtOnIt.some((other) => isImported(other) || other.modules.some((module) => code.includes(module)))) continue;
      const used = frameworks.find(([, other]) => !other.on && isImported(other))?.[0];
      yield { message: used === undefined ? 'unused' : 'other', data: { name, used }, at };
    }
  },
});
