import { defineRule } from '../../../src/api';
import { checkpointed, safetensors } from '../samples';
import { tensorReport, weightsOf } from '../weights';

export default defineRule<'run', Record<string, never>, 'tensor' | 'tensors'>({
  name: 'checkpoint-empty',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Every tensor of saved weights has elements',
    why: 'A process of a distributed run holds only its shard, and saving from there leaves tensors without elements.',
    bad: [
      {
        wrong: 'A tensor has the shape [0].',
        sample: checkpointed(safetensors({ 'head.weight': [10, 4], 'head.bias': [0] }, 1)),
      },
      {
        wrong: 'Two tensors have no elements.',
        sample: checkpointed(safetensors({ 'head.weight': [0, 4], 'head.bias': [0], scale: [1] }, 1)),
      },
    ],
    good: checkpointed(safetensors({ 'head.weight': [10, 4] }, 0.5)),
    references: ['Hugging Face, safetensors format'],
  },
  messages: {
    tensor:
      'The tensor `{{name}}` has no elements: a shard of a distributed run was saved instead of the whole. Gather the weights before saving.',
    tensors:
      '{{count}} tensors have no elements, `{{name}}` among them: a shard of a distributed run was saved instead of the whole. Gather the weights before saving.',
  },
  *check(target) {
    for (const { path, header } of weightsOf(target)) yield* tensorReport(path, header?.empty);
  },
});
