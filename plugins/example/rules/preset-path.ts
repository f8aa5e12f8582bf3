import { defineRule } from '../../../src/api';
import { namedScripts } from '../presets';

export default defineRule({
  name: 'preset-path',
  scope: 'metadata',
  docs: {
    summary: 'The script of a preset is beside the metadata',
    why: "Runners look up `script` as a file name in the example's folder, and refuse a path.",
    bad: [
      {
        wrong: 'The name needs no `./`.',
        sample: { 'example.yaml': 'presets:\n  train: {script: ./train.sh}\n', 'train.sh': '#!/bin/bash\n' },
      },
      {
        wrong: 'The script is in a folder.',
        sample: { 'example.yaml': 'presets:\n  train: {script: scripts/train.sh}\n', 'scripts/train.sh': '#!/bin/bash\n' },
      },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/bin/bash\n' },
  },
  messages: {
    prefix: 'The script of the preset "{{name}}" must be a file name, not the path `{{script}}`. Write `script: {{bare}}`.',
    folder:
      'The script of the preset "{{name}}" must be beside the metadata, but `{{script}}` is in another folder. Add a script beside the metadata that starts it, and name that one.',
  },
  fixes: {
    prefix: { replace: '{{script}}', by: '{{bare}}' },
  },
  *check(metadata) {
    for (const { preset, script, path, at } of namedScripts(metadata)) {
      if (path === undefined || !script.includes('/')) continue;
      const bare = script.replace(/^(?:\.\/)+/, '');
      yield { message: bare.includes('/') ? 'folder' : 'prefix', data: { name: preset.name, script, bare }, at };
    }
  },
});
