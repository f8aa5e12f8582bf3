import { causes, closest, defineRule, type Example, joinPath } from '../../../src/api';
import { impliedScript, isCommandLine, isList, keyOf, namedScripts, namesNoScript, scriptedPresets } from '../presets';

export default defineRule({
  name: 'preset-script',
  scope: 'metadata',
  docs: {
    summary: 'Every preset names a script that exists',
    why: "A runner looks up `script` as a file name in the example's folder. A name without a file fails only when someone runs the preset.",
    bad: [
      { wrong: 'There is no train.sh.', sample: 'presets:\n  train: {script: train.sh}\n' },
      {
        wrong: 'The name is misspelled.',
        sample: { 'example.yaml': 'presets:\n  train: {script: trian.sh}\n', 'train.sh': '#!/bin/bash\n' },
      },
      { wrong: 'The preset names no script.', sample: 'presets:\n  train: {description: Train}\n' },
    ],
    good: {
      'example.yaml': 'presets:\n  train: {script: train.sh, description: Train}\n',
      'train.sh': '#!/usr/bin/env bash\npython train.py\n',
    },
  },
  messages: {
    noScript: 'The preset "{{name}}" names no script. Write `script: {{script}}`.',
    missing: 'The preset "{{name}}" runs `{{script}}`, which isn\'t in {{folder}}. Add the file, or delete the preset.',
    misspelled: 'The preset "{{name}}" runs `{{script}}`, which isn\'t in {{folder}}. Did you mean `{{near}}`?',
  },
  fixes: {
    misspelled: { replace: '{{script}}', by: '{{near}}', unsafe: true },
  },
  *check(metadata) {
    const { example } = metadata;
    for (const preset of isList(metadata) ? [] : scriptedPresets(metadata)) {
      const script = impliedScript(preset.name);
      if (!namesNoScript(preset) || example.has(script)) continue;
      yield { message: 'noScript', data: { name: preset.name, script }, at: keyOf(metadata, preset) };
    }
    for (const { preset, script, path, at } of namedScripts(metadata)) {
      if (path !== undefined || isCommandLine(script)) continue;
      const near = closest(script, scriptsBeside(example));
      const data = {
        name: preset.name,
        script,
        folder: example.folder ? `\`${example.folder}\`` : "the repository's root",
        near,
      };
      const cause = causes.missingFile(joinPath(example.folder, script));
      yield { message: near ? 'misspelled' : 'missing', data, at, cause };
    }
  },
});

const scriptsBeside = ({ files, folder }: Example): readonly string[] =>
  files.map(({ path }) => (folder === '' ? path : path.slice(folder.length + 1))).filter((inside) => /^[^/]+\.sh$/.test(inside));
