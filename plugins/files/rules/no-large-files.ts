import { defineRule } from '../../../src/api';
import { allowSchema, committedFiles } from '../committed';
import { fits, globsSchema } from '../globs';

interface Options {
  readonly bytes: number;
  readonly weights: readonly string[];
  readonly data: readonly string[];
  readonly allow: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'no-large-files',
  scope: 'example',
  docs: {
    summary: 'Large files are not committed',
    why: 'Git keeps every version forever, so a large figure or video makes every later clone slower.',
    bad: [
      {
        wrong: 'A figure of 6 MB is committed.',
        sample: { 'figures/result.png': { size: 6_000_000 } },
      },
    ],
    good: { 'figures/result.png': { size: 90_000 } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        bytes: { type: 'integer', minimum: 0, description: 'the size from which a file is reported' },
        weights: { ...globsSchema, description: 'globs of files to leave to files/no-artifacts, relative to the example' },
        data: { ...globsSchema, description: 'globs of files to leave to files/no-data, relative to the example' },
        allow: allowSchema,
      },
    },
    defaults: { allow: [] },
    tables: { bytes: 'large-files.anyBytes', weights: 'large-files.weights', data: 'large-files.data' },
  },
  messages: {
    large:
      "A file of {{size}} is committed, and every clone downloads it forever. Make it smaller, or host it elsewhere and run `{{remove}}` in the example's folder.",
  },
  *check(example, { options: { bytes: limit, weights, data, allow } }) {
    const isMeant = (inside: string, bytes: number): boolean => bytes >= limit && !fits(weights, inside) && !fits(data, inside);
    for (const { path, bytes, size, remove } of committedFiles(example, allow, isMeant))
      yield { message: 'large', data: { size, remove }, at: { file: path }, evidence: { bytes } };
  },
});
