import { defineRule, type Report } from '../../../src/api';
import type { Use } from '../uses';
import { fits, givenValues } from '../values';
import { type Options, type VariableType, variableNamed, variablesOption } from '../variables';

interface ValueOptions extends Options {
  readonly openWords: readonly string[];
}

type Message = 'integer' | 'number' | 'boolean' | 'devices' | 'listed';

export default defineRule<'example', ValueOptions, Message>({
  name: 'values',
  scope: 'example',
  docs: {
    summary: 'Environment variables have values of the type that their reader expects',
    why: "A batch size that isn't a number ends the run at its first line, after the image was pulled and the model loaded. A switch that the library can't read is left at its default.",
    bad: [
      {
        wrong: 'A batch size is a whole number.',
        sample: {
          'train.sh': `#!/bin/bash
BATCH_SIZE="\${BATCH_SIZE:-2 per gpu}"
python train.py
`,
        },
      },
      { wrong: 'A learning rate is a number.', sample: { Dockerfile: 'FROM python:3.12\nENV LR=fast\n' } },
      { wrong: 'A switch is true or false.', sample: { Dockerfile: 'FROM python:3.12\nENV HF_HUB_OFFLINE=never\n' } },
      { wrong: 'CUDA reads numbers of GPUs.', sample: { Dockerfile: 'FROM python:3.12\nENV CUDA_VISIBLE_DEVICES=all\n' } },
      { wrong: "The mode `off` doesn't exist.", sample: { Dockerfile: 'FROM python:3.12\nENV WANDB_MODE=off\n' } },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
BATCH_SIZE="\${BATCH_SIZE:-2}" LR="\${LR:-1e-4}" MODEL_ID=org/model
python train.py
`,
      },
      { Dockerfile: 'FROM python:3.12\nENV CUDA_VISIBLE_DEVICES=0,1 USE_DORA=true\n' },
    ],
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: {
    schema: {
      ...variablesOption.schema,
      properties: {
        ...variablesOption.schema.properties,
        openWords: {
          type: 'array',
          items: { type: 'string' },
          description: 'Lower-case words that an example may read in place of a number.',
        },
      },
    },
    tables: { ...variablesOption.tables, openWords: 'environment-variables.openWords' },
  },
  messages: {
    integer: "{{name}} ({{meaning}}) is {{value}}, which isn't a whole number. Write digits only.",
    number: "{{name}} ({{meaning}}) is {{value}}, which isn't a number. Write a number such as `1e-4`.",
    boolean: '{{name}} ({{meaning}}) is {{value}}, which is neither true nor false. Write `true` or `false`.',
    devices:
      "{{name}} ({{meaning}}) is {{value}}, which doesn't name GPUs. Write numbers such as `0,1`, or leave it unset for all GPUs.",
    listed: '{{name}} ({{meaning}}) has no value {{value}}. Write one of {{values}}.',
  },
  *check(example, { options: { variables, openWords } }): Iterable<Report<Message>> {
    for (const { name, value, valueAt, kind } of givenValues(example, variables)) {
      const variable = variableNamed(variables, name);
      if (!variable || fits(value, variable.type)) continue;
      if (variable.read === 'example' && (!example.metadata || mayBeRead(value, kind, openWords))) continue;
      const { meaning, type } = variable;
      const values = typeof type === 'string' ? undefined : type.map((each) => `\`${each}\``).join(', ');
      yield { message: messageFor(type), data: { name, meaning, value: JSON.stringify(value), values }, at: valueAt };
    }
  },
});

const messageFor = (type: VariableType): Message =>
  type === 'integer' || type === 'number' || type === 'boolean' || type === 'devices' ? type : 'listed';

/** The example's own code may take more than the table says, and what is written in the code is what it takes. */
const mayBeRead = (value: string, kind: Use['kind'], openWords: readonly string[]): boolean =>
  openWords.includes(value.toLowerCase()) || kind.startsWith('python');
