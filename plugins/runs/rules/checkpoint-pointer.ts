import { defineRule } from '../../../src/api';
import { checkpointed, safetensors } from '../samples';
import { isPointer, weightsOf } from '../weights';

const pointer = `version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
`;

export default defineRule<'run', Record<string, never>, 'pointer'>({
  name: 'checkpoint-pointer',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Weights in Git LFS are fetched',
    why: 'Git LFS leaves a small text file in place of a file that was not fetched, and loading that text as weights fails.',
    bad: [{ wrong: 'The file is a pointer.', sample: checkpointed(new TextEncoder().encode(pointer)) }],
    good: checkpointed(safetensors({ 'head.weight': [10, 4] }, 0.5)),
    references: ['Git LFS specification'],
  },
  messages: { pointer: 'This file is a Git LFS pointer, not the weights. Run `git lfs pull` to fetch them.' },
  *check(target) {
    for (const { path } of weightsOf(target).filter(isPointer)) yield { message: 'pointer', at: { file: path } };
  },
});
