import { defineRule } from '../../../src/api';
import { allowSchema, committedFiles } from '../committed';
import { fits, globsSchema } from '../globs';

interface Options {
  readonly weights: readonly string[];
  readonly allow: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'no-artifacts',
  scope: 'example',
  docs: {
    summary: 'Weights and run outputs are not committed',
    why: 'Git keeps every version forever, so each checkpoint makes every later clone slower. Weights belong on a model hub or in a bucket, and are fetched at run time.',
    bad: [{ wrong: 'A checkpoint is committed.', sample: { 'outputs/best.ckpt': 'weights' } }],
    good: { 'train.py': 'x = 1\n', 'outputs/best.ckpt': { text: 'weights', tracked: false } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        weights: { ...globsSchema, description: 'globs of weights and run outputs, relative to the example' },
        allow: allowSchema,
      },
    },
    defaults: { allow: [] },
    tables: { weights: 'large-files.weights' },
  },
  messages: {
    weights:
      "Weights or run outputs of {{size}} are committed, and every clone downloads them forever. Run `{{remove}}` in the example's folder, add the file to .gitignore, and fetch or make it at run time.",
  },
  *check(example, { options: { weights, allow } }) {
    for (const { path, bytes, size, remove } of committedFiles(example, allow, (inside) => fits(weights, inside)))
      yield { message: 'weights', data: { size, remove }, at: { file: path }, evidence: { bytes } };
  },
});
