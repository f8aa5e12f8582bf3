import { defineRule, suggestedEntry } from '../../../src/api';
import { impliedScript, isList, keyOf, namesNoScript, scriptedPresets } from '../presets';

export default defineRule({
  name: 'preset-implied',
  scope: 'metadata',
  docs: {
    summary: 'A preset names its script, even if that has the name of the preset',
    why: "Some runners look for a script with the preset's name. Others fail.",
    bad: [
      {
        wrong: 'The preset leaves it to the runner to find train.sh.',
        sample: { 'example.yaml': 'presets:\n  train: {description: Train}\n', 'train.sh': '#!/bin/bash\n' },
      },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/bin/bash\n' },
  },
  messages: {
    implied: 'The preset "{{name}}" names no script, so runners guess `{{script}}` or fail. Write `script: {{script}}`.',
  },
  fixable: 'unsafe',
  *check(metadata) {
    if (isList(metadata)) return;
    for (const preset of scriptedPresets(metadata)) {
      const script = impliedScript(preset.name);
      if (!namesNoScript(preset) || !metadata.example.has(script)) continue;
      const fix = suggestedEntry(metadata.yaml, ['presets', preset.name], `script: ${script}`);
      yield { message: 'implied', data: { name: preset.name, script }, at: keyOf(metadata, preset), ...fix };
    }
  },
});
