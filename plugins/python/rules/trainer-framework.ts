import { type ContainerProgram, defineRule, nameOf, suggestedEntry } from '../../../src/api';
import {
  type FrameworkOptions,
  frameworkKey,
  frameworkNamed,
  frameworksProperty,
  frameworksTable,
  knownPrograms,
} from '../frameworks';
import { launch } from '../samples';

interface Options extends FrameworkOptions {
  readonly trainers: { readonly [call: string]: string };
}

const code = `import sklearn
from trl import SFTTrainer
SFTTrainer(model="x").train()
`;

export default defineRule<'metadata', Options>({
  name: 'trainer-framework',
  scope: 'metadata',
  docs: {
    summary: 'The metadata lists the framework that the code trains with',
    why: "People choose an example by its framework, and don't find one whose metadata leaves it out.",
    bad: [
      {
        wrong: 'The code trains with TRL.',
        sample: {
          'example.yaml': `name: demo
frameworks: [scikit-learn]
`,
          'train.sh': launch('python train.py'),
          'train.py': code,
        },
      },
    ],
    good: {
      'example.yaml': `name: demo
frameworks: [trl]
`,
      'train.sh': launch('python train.py'),
      'train.py': code,
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...frameworksProperty,
        trainers: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'The framework that a call trains with, by the full name of the call.',
        },
      },
    },
    tables: { ...frameworksTable, trainers: 'python-frameworks.trainers' },
  },
  messages: { undeclared: '{{file}} trains with {{used}}, but `frameworks` lists only {{names}}. Add `{{used}}`.' },
  fixable: 'unsafe',
  *check(metadata, { options }) {
    const declared = metadata.frameworks;
    const [first] = declared;
    const programs = first && knownPrograms(metadata);
    if (!programs || declared.some(({ text }) => !frameworkNamed(text, options))) return;
    const names = declared.map(({ text }) => frameworkKey(text));
    for (const { file, span, used } of trainedWith(programs, options.trainers)) {
      if (kinOf(used, options).some((name) => names.includes(name))) continue;
      const related = [{ message: 'The code trains here.', at: span }];
      yield {
        message: 'undeclared',
        data: { file: nameOf(file.path), used, names: names.join(', ') },
        at: first.at,
        related,
        ...suggestedEntry(metadata.yaml, ['frameworks'], used),
      };
      return;
    }
  },
});

/** A framework, those that it's built on, and those that are built on it. */
const kinOf = (used: string, options: FrameworkOptions): string[] => [
  used,
  ...(frameworkNamed(used, options)?.on ?? []),
  ...Object.entries(options.frameworks).flatMap(([name, { on }]) => (on?.includes(used) ? name : [])),
];

/** The calls in the programs' own code that train with a known framework. */
function* trainedWith(programs: readonly ContainerProgram[], trainers: Options['trainers']) {
  for (const file of programs.flatMap(({ own }) => own)) {
    const { lightning, trainers: classes, openmmlab } = file.facts;
    for (const { name, span } of [...lightning.trainers, ...classes, ...openmmlab.runners]) {
      const used = Object.hasOwn(trainers, name) ? trainers[name] : undefined;
      if (used) yield { file, span, used };
    }
  }
}
