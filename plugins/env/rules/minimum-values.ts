import { defineRule } from '../../../src/api';
import { givenValues, isNumber } from '../values';
import { type Options, variableNamed, variablesOption } from '../variables';

export default defineRule<'example', Options>({
  name: 'minimum-values',
  scope: 'example',
  docs: {
    summary: 'Environment variables are at least their minimum',
    why: 'A batch size of 0 or a negative LoRA rank fails after the image was pulled and the model loaded, or trains nothing.',
    bad: [{ wrong: 'A batch has at least one sample.', sample: { Dockerfile: 'FROM python:3.12\nENV BATCH_SIZE=0\n' } }],
    good: { Dockerfile: 'FROM python:3.12\nENV BATCH_SIZE=-1 LORA_R=16\n' },
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: variablesOption,
  messages: { small: '{{name}} ({{meaning}}) is {{value}}, but must be at least {{minimum}}. Write a larger number.' },
  *check(example, { options: { variables } }) {
    if (!example.metadata) return;
    for (const { name, value, valueAt } of givenValues(example, variables)) {
      const { minimum, meaning } = variableNamed(variables, name) ?? {};
      // Code often takes -1 for "chosen by the code".
      if (minimum === undefined || !isNumber(value) || Number(value) >= minimum || Number(value) === -1) continue;
      yield { message: 'small', data: { name, meaning, minimum, value }, at: valueAt };
    }
  },
});
