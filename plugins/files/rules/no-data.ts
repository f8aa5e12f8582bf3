import { defineRule } from '../../../src/api';
import { allowSchema, committedFiles } from '../committed';
import { fits, globsSchema } from '../globs';

interface Options {
  readonly data: readonly string[];
  readonly bytes: number;
  readonly allow: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'no-data',
  scope: 'example',
  docs: {
    summary: 'Datasets are not committed',
    why: 'Git keeps every version forever, so data makes every later clone slower. Data belongs on a hub or in a bucket, and is fetched at run time. Small files, such as test fixtures, are fine.',
    bad: [
      {
        wrong: 'A dataset of 600 kB is committed.',
        sample: { 'data/train.npz': { size: 600_000 } },
      },
    ],
    good: { 'data/sample.npz': { size: 2_000 } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        data: { ...globsSchema, description: 'globs of data files, relative to the example' },
        bytes: { type: 'integer', minimum: 0, description: 'the size from which a data file is reported' },
        allow: allowSchema,
      },
    },
    defaults: { allow: [] },
    tables: { data: 'large-files.data', bytes: 'large-files.dataBytes' },
  },
  messages: {
    data: "A data file of {{size}} is committed, and every clone downloads it forever. Host it elsewhere, fetch it at run time, and run `{{remove}}` in the example's folder.",
  },
  *check(example, { options: { data, bytes: limit, allow } }) {
    const isMeant = (inside: string, bytes: number): boolean => bytes >= limit && fits(data, inside);
    for (const { path, bytes, size, remove } of committedFiles(example, allow, isMeant))
      yield { message: 'data', data: { size, remove }, at: { file: path }, evidence: { bytes } };
  },
});
