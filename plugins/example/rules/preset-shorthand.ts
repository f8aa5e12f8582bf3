import { defineRule, placeOf } from '../../../src/api';
import { isList, scriptedPresets } from '../presets';

export default defineRule({
  name: 'preset-shorthand',
  scope: 'metadata',
  docs: {
    summary: 'A preset is a mapping with a description, not only a file name',
    why: 'Runners accept a bare file name, but listings have no description to show for it.',
    bad: [{ wrong: 'Nothing says what the preset does.', sample: 'presets:\n  train: train.sh\n' }],
    good: 'presets:\n  train: {script: train.sh, description: Train}\n',
  },
  messages: {
    shorthand:
      'The preset "{{name}}" is only a file name, so it has no description to list. Write `{{name}}: {script: {{script}}, description: …}`.',
  },
  *check(metadata) {
    if (isList(metadata)) return;
    for (const { name, value } of scriptedPresets(metadata))
      if (typeof value === 'string' && value.trim() !== '')
        yield { message: 'shorthand', data: { name, script: value }, at: placeOf(metadata.yaml, ['presets', name]) };
  },
});
