import { defineRule } from '../../../src/api';
import { checkpointed, safetensors } from '../samples';
import { tensorReport, weightsOf } from '../weights';

export default defineRule<'run', Record<string, never>, 'tensor' | 'tensors'>({
  name: 'checkpoint-finite',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Saved weights hold neither NaN nor infinity',
    why: 'A model with NaN in its weights answers NaN to everything. Only small safetensors files are searched.',
    bad: [
      { wrong: 'A tensor holds NaN.', sample: checkpointed(safetensors({ 'head.weight': [10, 4] }, Number.NaN)) },
      {
        wrong: 'Two tensors hold NaN.',
        sample: checkpointed(safetensors({ 'head.weight': [10, 4], 'head.bias': [10] }, Number.NaN)),
      },
    ],
    good: checkpointed(safetensors({ 'head.weight': [10, 4] }, 0.5)),
    references: ['Hugging Face, safetensors format'],
  },
  messages: {
    tensor:
      'The tensor `{{name}}` holds NaN or infinity, so the model had diverged when it was saved. Go back to an earlier checkpoint.',
    tensors:
      '{{count}} tensors hold NaN or infinity, `{{name}}` among them, so the model had diverged when it was saved. Go back to an earlier checkpoint.',
  },
  *check(target) {
    for (const { path, header } of weightsOf(target)) yield* tensorReport(path, header?.nonFinite);
  },
});
