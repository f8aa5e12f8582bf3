import { defineRule, type Metadata, suggestedEntry } from '../../../src/api';
import { isMapping } from '../mapping';
import { scriptedPresets } from '../presets';
import { workOf } from '../script-work';

interface Main {
  readonly script: string;
  readonly presets: readonly string[];
  readonly purpose: string;
}

interface Options {
  readonly mains: readonly Main[];
}

const build = 'build: {script: build.sh, description: Build the Docker image}';
const train = '#!/bin/bash\ndocker run --rm demo python train.py\n';

export default defineRule<'metadata', Options>({
  name: 'script-preset',
  scope: 'metadata',
  docs: {
    summary: 'A script that trains or predicts is offered as a preset',
    why: 'Runners and listings offer what the presets name. Without a `train` preset, a training example looks as if it could only be built.',
    bad: [
      {
        wrong: 'No preset runs `train.sh`.',
        sample: { 'example.yaml': `presets:\n  ${build}\n`, 'train.sh': train },
      },
    ],
    good: [
      { 'example.yaml': `presets:\n  ${build}\n  train: {script: train.sh}\n`, 'train.sh': train },
      {
        'example.yaml': 'presets:\n  train: {script: run_training.sh}\n',
        'train.sh': train,
        'run_training.sh': '#!/bin/bash\n./train.sh\n',
      },
    ],
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        mains: {
          type: 'array',
          description: 'Scripts that a preset should offer. The first name is suggested; a preset of any of them is enough.',
          items: {
            type: 'object',
            required: ['script', 'presets', 'purpose'],
            additionalProperties: false,
            properties: {
              script: { type: 'string', description: 'the name of the script' },
              presets: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'names of presets' },
              purpose: { type: 'string', description: 'what the preset does, as its description' },
            },
          },
        },
      },
    },
    tables: { mains: 'metadata.mains' },
  },
  messages: {
    missing:
      "There is a `{{script}}`, but no preset runs it, so runners and listings don't offer it. Add `{{name}}: {script: {{script}}, description: {{purpose}}}`.",
  },
  fixable: 'unsafe',
  *check(metadata, { options: { mains } }) {
    const { example, yaml, data, usesCog } = metadata;
    const hasPresets = example.presets.length > 0 || isMapping(data?.['presets']);
    if (!hasPresets || usesCog) return;
    for (const { script, presets, purpose } of mains) {
      if (!isStarted(metadata, script) || example.presetsMatching(presets).length > 0 || isUsed(metadata, script)) continue;
      const at = yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']);
      const entry = `${presets[0]}: {script: ${script}, description: ${purpose}}`;
      yield { message: 'missing', data: { script, name: presets[0], purpose }, at, ...suggestedEntry(yaml, ['presets'], entry) };
    }
  },
});

/** Whether the example has the script, and it starts something. */
function isStarted({ example, repository }: Metadata, name: string): boolean {
  const path = example.join(name);
  const script = path === undefined || !example.has(name) ? undefined : repository.script(path);
  return script !== undefined && workOf(script).starts !== false;
}

/** A preset runs it, or what a preset runs mentions it. */
function isUsed(metadata: Metadata, name: string): boolean {
  const { example, repository } = metadata;
  return scriptedPresets(metadata).some(({ script = '', command = '', path }) => {
    if (path === example.join(name) || script.includes(name) || command.includes(name)) return true;
    return path !== undefined && (repository.source(path)?.text.includes(name) ?? false);
  });
}
