import { defineRule, type Metadata, type Preset, placeOf, type Report } from '../../../src/api';
import { isMapping } from '../mapping';
import { impliedScript, isList, scriptedPresets } from '../presets';

type Message = 'list' | 'notMapping' | 'empty' | 'notText';

export default defineRule<'metadata', Record<string, never>, Message>({
  name: 'preset-form',
  scope: 'metadata',
  docs: {
    summary: 'A preset is a mapping whose script is a file name',
    why: 'Runners read `script` of each preset. They take any other form for a file name that does not exist, or do not find the preset at all.',
    bad: [
      { wrong: "A list can't name scripts.", sample: 'presets: [build, train]\n' },
      { wrong: 'A preset has one script, not a list.', sample: 'presets:\n  train: [train.sh]\n' },
      { wrong: 'A number names no file.', sample: 'presets:\n  train: {script: 7}\n' },
      { wrong: 'The script is empty.', sample: 'presets:\n  train: {script: }\n' },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh, description: Train}\n', 'train.sh': '#!/bin/bash\n' },
  },
  messages: {
    list: "`presets` is a list, which can't name scripts. Write a mapping, such as `{{name}}: {script: {{script}}, description: …}`.",
    notMapping:
      'The preset "{{name}}" is {{what}}, and runners take it for a file name. Write `{{name}}: {script: {{script}}, description: …}`.',
    empty: 'The script of the preset "{{name}}" is empty. Write `script: {{script}}`.',
    notText: 'The script of the preset "{{name}}" must be a file name, not {{what}}. Write `script: {{script}}`.',
  },
  *check(metadata) {
    const { yaml, example, usesCog } = metadata;
    if (usesCog) return;
    if (isList(metadata)) {
      const name = example.presets[0]?.name ?? 'train';
      const at = yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']);
      yield { message: 'list', data: { name, script: `${name}.sh` }, at };
      return;
    }
    for (const preset of scriptedPresets(metadata)) {
      const fault = isMapping(preset.value) ? scriptFault(metadata, preset, preset.value) : valueFault(metadata, preset);
      if (fault) yield fault;
    }
  },
});

/** A value that is neither a mapping, nor a file name or empty, which other rules report. */
function valueFault({ yaml }: Metadata, { name, value }: Preset): Report<Message> | undefined {
  if (value === null || (typeof value === 'string' && value.trim() !== '')) return undefined;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const script = typeof first === 'string' && first.endsWith('.sh') ? first : impliedScript(name);
  const what = Array.isArray(value) ? 'a list' : value === '' ? 'an empty string' : `the value "${String(value)}"`;
  return { message: 'notMapping', data: { name, script, what }, at: placeOf(yaml, ['presets', name]) };
}

function scriptFault(
  { yaml }: Metadata,
  { name, script: read }: Preset,
  value: { readonly [key: string]: unknown },
): Report<Message> | undefined {
  if (!('script' in value) || read !== undefined) return undefined;
  const { script } = value;
  const at = placeOf(yaml, ['presets', name, 'script']);
  const data = { name, script: impliedScript(name) };
  if (script === null || typeof script === 'string') return { message: 'empty', data, at };
  const what = Array.isArray(script) ? 'a list' : isMapping(script) ? 'a mapping' : `the value "${String(script)}"`;
  return { message: 'notText', data: { ...data, what }, at };
}
