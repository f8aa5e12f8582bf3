import { defineRule, quoteForShell } from '../../../src/api';
import { namedScripts } from '../presets';

export default defineRule({
  name: 'preset-executable',
  scope: 'metadata',
  docs: {
    summary: 'The script of a preset is executable',
    why: 'Runners refuse a script without the executable bit, and git keeps the missing bit in every clone.',
    bad: [
      {
        wrong: 'train.sh has no executable bit.',
        sample: {
          'example.yaml': 'presets:\n  train: {script: train.sh}\n',
          'train.sh': { text: '#!/bin/bash\n', executable: false },
        },
      },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/bin/bash\n' },
  },
  messages: {
    notExecutable:
      "The preset \"{{name}}\" can't start `{{script}}`, because the file isn't executable. Run `{{command}}` in the example's folder.",
  },
  *check(metadata) {
    const { repository } = metadata;
    for (const { preset, script, path, language, at } of namedScripts(metadata)) {
      const entry = path === undefined || language ? undefined : repository.entry(path);
      if (entry?.type !== 'file' || entry.executable) continue;
      const words = repository.git && entry.tracked ? ['git', 'update-index', '--chmod=+x'] : ['chmod', '+x'];
      yield { message: 'notExecutable', data: { name: preset.name, script, command: quoteForShell([...words, script]) }, at };
    }
  },
});
