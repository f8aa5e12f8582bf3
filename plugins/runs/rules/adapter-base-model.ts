import { defineRule, joinPath } from '../../../src/api';
import { adapterConfig, adapterFiles, safetensors } from '../samples';

export default defineRule<'run', Record<string, never>, 'beside'>({
  name: 'adapter-base-model',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'An adapter is apart from its base model',
    why: 'An adapter is a few megabytes, and its base model comes from the hub. A whole model beside it takes gigabytes, and nobody can tell whether the adapter is merged into it.',
    bad: [
      {
        wrong: 'A whole model is beside the adapter.',
        sample: {
          ...adapterFiles(adapterConfig),
          'outputs/adapter/model.safetensors': { bytes: safetensors({ w: [2] }, 1), tracked: false },
        },
      },
    ],
    good: adapterFiles(adapterConfig),
    references: ['Training Pipeline Verification, “TRL”'],
  },
  messages: {
    beside:
      '{{name}} is a whole model beside an adapter, but adapters are kept apart from their base model. Remove it, or merge the adapter into it and keep only the model.',
  },
  *check({ run, repository }) {
    for (const { path } of run.adapters) {
      const model = repository
        .list(path)
        .find(({ name }) => /^(pytorch_model.*\.bin|model(-\d+-of-\d+)?\.safetensors)$/.test(name));
      if (model) yield { message: 'beside', at: { file: joinPath(path, model.name) }, data: { name: model.name } };
    }
  },
});
