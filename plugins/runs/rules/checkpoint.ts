import { defineRule } from '../../../src/api';
import { checkpointed, safetensors } from '../samples';
import { isPointer, weightsOf } from '../weights';

export default defineRule<'run', Record<string, never>, 'broken'>({
  name: 'checkpoint',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Saved weights can be loaded',
    why: 'Weights that are cut short or empty fail when they are loaded, which may be weeks later and on another machine.',
    bad: [{ wrong: 'The file is empty.', sample: checkpointed(new Uint8Array(0)) }],
    good: checkpointed(safetensors({ 'head.weight': [10, 4] }, 0.5)),
    references: ['Hugging Face, safetensors format'],
  },
  messages: {
    broken: "These weights can't be loaded: {{why}}. Remove the file, and save it again from a checkpoint that is whole.",
  },
  *check(target) {
    for (const weights of weightsOf(target)) {
      const { path, broken } = weights;
      if (broken !== undefined && !isPointer(weights))
        yield { message: 'broken', at: { file: path }, data: { why: broken }, evidence: { why: broken } };
    }
  },
});
