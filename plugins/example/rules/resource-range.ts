import { defineRule, placeOf } from '../../../src/api';
import { isMapping } from '../mapping';

export default defineRule({
  name: 'resource-range',
  scope: 'metadata',
  docs: {
    summary: 'A range of resources goes from the smaller to the larger number',
    why: 'The first number is the minimum and the second the maximum. No machine fits a range that goes down.',
    bad: [{ wrong: 'No GPU has at least 24 GB and at most 8 GB.', sample: 'resources: {vram_gb: 24-8}\n' }],
    good: 'resources: {vram_gb: 8-24}\n',
  },
  messages: {
    descending: '"{{path}}" goes down from {{low}} to {{high}}, so no machine fits. Write `{{high}}-{{low}}`.',
  },
  fixes: {
    descending: { replace: '{{low}}-{{high}}', by: '{{high}}-{{low}}' },
  },
  *check({ data, yaml }) {
    // JSON Schema can't compare the two numbers.
    const resources = data?.['resources'];
    for (const [key, value] of isMapping(resources) ? Object.entries(resources) : []) {
      const [, low, high] = (typeof value === 'string' && /^(\d{1,6})-(\d{1,6})$/.exec(value)) || [];
      if (Number(low) > Number(high))
        yield { message: 'descending', data: { path: `resources.${key}`, low, high }, at: placeOf(yaml, ['resources', key]) };
    }
  },
});
