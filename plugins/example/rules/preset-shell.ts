import { defineRule } from '../../../src/api';
import { namedScripts } from '../presets';

export default defineRule({
  name: 'preset-shell',
  scope: 'metadata',
  docs: {
    summary: 'The script of a preset is a shell script',
    why: 'Runners start the script with Bash, which fails at the first line of another language.',
    bad: [
      {
        wrong: "Bash can't run Python.",
        sample: { 'example.yaml': 'presets:\n  train: {script: train.py}\n', 'train.py': 'print(1)\n' },
      },
    ],
    good: {
      'example.yaml': 'presets:\n  train: {script: train.sh}\n',
      'train.sh': '#!/bin/bash\npython train.py\n',
      'train.py': 'print(1)\n',
    },
  },
  messages: {
    notShell: 'The preset "{{name}}" runs `{{script}}` with Bash, but it is {{language}}. Name a shell script that runs it.',
  },
  *check(metadata) {
    for (const { preset, script, language, at } of namedScripts(metadata))
      if (language) yield { message: 'notShell', data: { name: preset.name, script, language }, at };
  },
});
