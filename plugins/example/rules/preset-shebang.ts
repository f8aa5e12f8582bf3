import { defineRule } from '../../../src/api';
import { namedScripts } from '../presets';

export default defineRule({
  name: 'preset-shebang',
  scope: 'metadata',
  docs: {
    summary: 'The script of a preset begins with `#!`',
    why: 'Without `#!`, it depends on the caller which shell runs the script.',
    bad: [
      {
        wrong: 'The first line names no shell.',
        sample: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': 'python train.py\n' },
      },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/usr/bin/env bash\npython train.py\n' },
  },
  messages: {
    noShebang:
      'The preset "{{name}}" starts this script, but without `#!` it depends on the caller which shell runs it. Add `#!/usr/bin/env bash` as the first line.',
  },
  fixes: {
    noShebang: { by: '#!/usr/bin/env bash\n{{line}}' },
  },
  *check(metadata) {
    for (const { preset, path, firstLine, language, at } of namedScripts(metadata)) {
      if (path === undefined || firstLine === undefined || language || firstLine.startsWith('#!')) continue;
      const end = firstLine.replace(/\r$/, '').length;
      yield {
        message: 'noShebang',
        data: { name: preset.name, line: firstLine.slice(0, end) },
        at: { file: path, start: 0, end, anchor: 'shebang' },
        related: [{ message: 'The preset is here.', at }],
      };
    }
  },
});
