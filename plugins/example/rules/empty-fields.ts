import { defineRule, placeOf } from '../../../src/api';
import { type ExpectedFields, expectedFields } from '../expected';
import { illustrate } from '../illustrate';
import { exampleSchema, isForeign } from '../mismatches';

export default defineRule<'metadata', ExpectedFields>({
  name: 'empty-fields',
  scope: 'metadata',
  docs: {
    summary: 'The lists by which people find and judge an example are not empty',
    why: 'An empty list says that an example has no tags or trains on no data. Searches miss it, and nobody can judge its results.',
    bad: [
      { wrong: 'The example has no tags.', sample: 'name: demo\ntags: []\n' },
      {
        wrong: "A training example doesn't say what it trains on.",
        sample: {
          'example.yaml': 'name: demo\ndatasets: []\npresets:\n  train: {script: train.sh}\n',
          'train.sh': '#!/bin/bash\n',
        },
      },
    ],
    good: [
      'name: demo\ntags: [detection]\n',
      {
        'example.yaml': 'name: demo\ndatasets: []\npresets:\n  predict: {script: predict.sh}\n',
        'predict.sh': '#!/bin/bash\n',
      },
    ],
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: expectedFields,
  messages: {
    list: '"{{field}}" is empty, and people find and judge examples by it. List at least one, for example `{{example}}`.',
    datasets: '"{{field}}" is empty, so nobody can tell what this example trains on. Name its data, for example `{{example}}`.',
  },
  *check({ data, yaml, example }, { options: { fields } }) {
    if (!data || isForeign(data)) return;
    for (const { field, kinds } of fields) {
      const value = data[field];
      if (!Array.isArray(value) || value.length > 0 || (kinds && !kinds.includes(example.kind))) continue;
      yield {
        message: field === 'datasets' ? 'datasets' : 'list',
        data: { field, example: illustrate(exampleSchema, field) },
        at: placeOf(yaml, [field]),
      };
    }
  },
});
