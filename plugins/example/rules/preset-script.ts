import { defineRule } from '../../../src/api';
import { scriptFaults, shapeFault } from '../preset-faults';

export default defineRule({
  name: 'preset-script',
  scope: 'metadata',
  docs: {
    summary: 'Every preset names an executable Bash script beside the metadata',
    why: 'A runner looks `script` up as a file name in the example’s folder, refuses it without the executable bit, and hands it to Bash. Arguments, paths and Python files fail only when somebody runs the preset.',
    bad: [
      'presets: [build, train]\n',
      'presets:\n  train: {script: train.sh --epochs 1}\n',
      'presets:\n  train: {script: train.sh}\n',
      { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': { text: '#!/bin/bash\n', executable: false } },
      { 'example.yaml': 'presets:\n  train: {script: train.py}\n', 'train.py': 'print(1)\n' },
    ],
    good: {
      'example.yaml': 'presets:\n  train: {script: train.sh, description: Train}\n',
      'train.sh': '#!/usr/bin/env bash\npython train.py\n',
    },
  },
  messages: {
    legacy:
      '"presets" is a list, a form that names no scripts; write a mapping such as `{{name}}: {script: {{name}}.sh, description: …}`',
    notMapping:
      'preset "{{name}}" is {{what}}, which is taken for a file name; write `{{name}}: {script: {{script}}, description: …}`',
    shorthand:
      'preset "{{name}}" is only a file name, so it has no description to list; write `{{name}}: {script: {{script}}, description: …}`',
    implied: 'preset "{{name}}" names no script, so runners guess {{script}} or fail; write `script: {{script}}`',
    noScript: 'preset "{{name}}" names no script; write `script: {{script}}`',
    notText: 'the script of preset "{{name}}" must be a file name, not {{what}}; write `script: {{script}}`',
    arguments:
      'the script of preset "{{name}}" is looked up as a file called "{{script}}"; write `script: {{own}}`, and give the arguments and variables inside it',
    command:
      'the script of preset "{{name}}" is looked up as a file called "{{script}}"; write `script: {{own}}`, and put that command into a new {{own}}',
    folder: 'the script of preset "{{name}}" must be a bare file name beside the metadata, not the path "{{script}}"; {{advice}}',
    missing: 'preset "{{name}}" runs "{{script}}", which is not in {{folder}}{{advice}}',
    notShell: 'preset "{{name}}" runs "{{script}}" with Bash, but it is {{language}}; name a shell script that starts it',
    notExecutable:
      'preset "{{name}}" cannot start "{{script}}": it is not executable; run `{{command}} {{script}}` in its folder',
    noShebang:
      'preset "{{name}}" starts this script, but without `#!` it depends on the caller which shell reads it; write `#!/usr/bin/env bash` first',
  },
  *check(metadata) {
    const { data, yaml, example, usesCog } = metadata;
    if (usesCog) return;
    const isList = Array.isArray(data?.['presets']);
    if (isList) {
      const name = example.presets[0]?.name ?? 'train';
      yield { message: 'legacy', data: { name }, at: yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']) };
    }
    const seen = new Set<string>();
    for (const preset of example.presets) {
      const found = isList ? undefined : shapeFault(metadata, preset);
      if (found) yield found;
      if (preset.script === undefined || seen.has(preset.script)) continue;
      seen.add(preset.script);
      yield* scriptFaults(metadata, preset, preset.script);
    }
  },
});
