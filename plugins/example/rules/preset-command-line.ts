import { defineRule } from '../../../src/api';
import { impliedScript, isCommandLine, namedScripts } from '../presets';

export default defineRule({
  name: 'preset-command-line',
  scope: 'metadata',
  docs: {
    summary: 'The script of a preset is a file name without arguments',
    why: "A runner looks up `script` as a file name in the example's folder. A command line fails when someone runs the preset.",
    bad: [
      {
        wrong: 'There is no file `train.sh --epochs 1`.',
        sample: { 'example.yaml': 'presets:\n  train: {script: train.sh --epochs 1}\n', 'train.sh': '#!/bin/bash\n' },
      },
      {
        wrong: 'The second preset needs a script of its own.',
        sample: { 'example.yaml': 'presets:\n  quick: {script: train.sh --epochs 1}\n', 'train.sh': '#!/bin/bash\n' },
      },
    ],
    good: {
      'example.yaml': 'presets:\n  quick: {script: quick.sh}\n',
      'quick.sh': '#!/bin/bash\n./train.sh --epochs 1\n',
      'train.sh': '#!/bin/bash\n',
    },
  },
  messages: {
    arguments:
      'Runners look for a file called `{{script}}` to run the preset "{{name}}". Write `script: {{own}}`, and set the arguments and variables inside it.',
    command:
      'Runners look for a file called `{{script}}` to run the preset "{{name}}". Write `script: {{own}}`, and put the command into a new `{{own}}`.',
  },
  *check(metadata) {
    for (const { preset, script, path, at } of namedScripts(metadata)) {
      if (path !== undefined || !isCommandLine(script)) continue;
      const own = impliedScript(preset.name);
      const message = metadata.example.has(own) ? 'arguments' : 'command';
      yield { message, data: { name: preset.name, script, own }, at };
    }
  },
});
