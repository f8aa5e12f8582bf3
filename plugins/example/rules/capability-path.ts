import { defineRule, isBelow } from '../../../src/api';

interface Options {
  readonly roots: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'capability-path',
  scope: 'metadata',
  docs: {
    summary: 'The capability agrees with the folder',
    why: 'People look for an example in the folder of its capability, and listings group by the field. If the two differ, one of them misleads.',
    bad: [
      {
        wrong: 'The folder says `perception/ocr`.',
        sample: { '/examples/perception/ocr/demo/example.yaml': 'name: demo\ncapability: perception/segmentation\n' },
      },
    ],
    good: [
      { '/examples/perception/ocr/demo/example.yaml': 'name: demo\ncapability: perception/ocr\n' },
      { '/examples/perception/ocr/torch/demo/example.yaml': 'name: demo\ncapability: perception/ocr\n' },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        roots: {
          type: 'array',
          items: { type: 'string' },
          description: 'folders in which the path of an example is <capability>/<example>',
        },
      },
    },
    tables: { roots: 'metadata.roots' },
  },
  messages: {
    differs:
      'The capability is "{{capability}}", but the folder says "{{below}}". Write `capability: {{better}}`, or move the example.',
  },
  fixes: {
    differs: { replace: '{{capability}}', by: '{{better}}', unsafe: true },
  },
  *check(metadata, { options }) {
    const { text: capability, at } = metadata.capability ?? {};
    const steps = metadata.example.folder.split('/');
    const root = steps.findIndex((step) => options.roots.includes(step));
    if (capability === undefined || !/^[\w-]+(?:\/[\w-]+)+$/.test(capability) || !at || root < 0) return;
    const below = steps.slice(root + 1, -1).join('/');
    if (below === '') return;
    const readings = [below, `${steps[root]}/${below}`];
    if (readings.some((folder) => isWithin(folder, capability) || isWithin(capability, folder))) return;
    const [category, subcategory = '<subcategory>'] = below.split('/');
    yield { message: 'differs', data: { capability, below, better: `${category}/${subcategory}` }, at };
  },
});

const isWithin = (inner: string, outer: string): boolean => inner === outer || isBelow(inner, outer);
