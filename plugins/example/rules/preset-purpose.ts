import { defineRule, isPresetName, type Metadata, type Preset, type Report } from '../../../src/api';
import { scriptedPresets } from '../presets';
import { workOf } from '../script-work';

interface Options {
  /** Names of presets that build. */
  readonly builds: readonly string[];
  /** Names of presets that train or predict. */
  readonly starts: readonly string[];
}

type Id = 'build' | 'build-other' | 'start' | 'start-other';

const names = { type: 'array', items: { type: 'string' } } as const;

const train = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py
`;
const build = '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n';

export default defineRule<'metadata', Options, Id>({
  name: 'preset-purpose',
  scope: 'metadata',
  docs: {
    summary: 'A build preset builds, and a train or predict preset starts something',
    why: 'A runner that finds no image offers to run the `build` preset. If that starts a container instead, the image is missing again, and nobody sees why. What a script does is read from its commands, not from its name.',
    bad: [
      {
        wrong: 'The build preset starts the training.',
        sample: {
          'example.yaml': 'presets:\n  build: {script: train.sh}\n  train: {script: train.sh}\n',
          'train.sh': train,
          'build.sh': build,
        },
      },
      {
        wrong: 'The train preset only builds the image.',
        sample: { 'example.yaml': 'presets:\n  build: {script: build.sh}\n  train: {script: build.sh}\n', 'build.sh': build },
      },
    ],
    good: {
      'example.yaml': 'presets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n',
      'train.sh': train,
      'build.sh': build,
    },
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        builds: { ...names, description: 'names of presets that build, such as `build-*`' },
        starts: { ...names, description: 'names of presets that train or predict, such as `train*`' },
      },
    },
    tables: { builds: 'metadata.builds.presets', starts: 'launches.presets' },
  },
  messages: {
    build: 'The preset "{{name}}" runs `{{script}}`, which starts the program but builds no image. Write a script that builds.',
    'build-other':
      'The preset "{{name}}" runs `{{script}}`, which starts the program but builds no image. Write `script: {{other}}`.',
    start: 'The preset "{{name}}" runs `{{script}}`, which builds but starts nothing. Write a script that starts it.',
    'start-other': 'The preset "{{name}}" runs `{{script}}`, which builds but starts nothing. Write `script: {{other}}`.',
  },
  fixes: {
    'build-other': { replace: '{{script}}', by: '{{other}}', unsafe: true },
    'start-other': { replace: '{{script}}', by: '{{other}}', unsafe: true },
  },
  *check(metadata, { options }) {
    const { builds, starts } = options;
    for (const preset of scriptedPresets(metadata)) {
      if (isPresetName(preset.name, builds)) yield* faultOf(metadata, preset, 'build', options);
      else if (isPresetName(preset.name, starts)) yield* faultOf(metadata, preset, 'start', options);
    }
  },
});

function* faultOf(
  { example, repository }: Metadata,
  preset: Preset,
  wanted: 'build' | 'start',
  options: Options,
): Iterable<Report<Id>> {
  const script = preset.path === undefined ? undefined : repository.script(preset.path);
  if (!script || preset.script === undefined || preset.docker === false) return;
  const { prepares, starts } = workOf(script);
  const isMain = script.launches.length > 0 || example.presetsOf(script).some(({ name }) => isPresetName(name, options.starts));
  const isWrong = wanted === 'build' ? prepares === false && starts === true && isMain : starts === false && prepares === true;
  if (!isWrong) return;
  const candidates = example.scripts.filter(({ path }) => path === example.join(path.split('/').at(-1) ?? ''));
  const other = candidates.find(
    (each) =>
      each !== script &&
      (wanted === 'build' ? workOf(each).prepares : workOf(each).starts) === true &&
      isNamed(each.path, preset.name),
  );
  const data = { name: preset.name, script: preset.script, other: other?.path.split('/').at(-1) };
  yield { message: other ? `${wanted}-other` : wanted, data, at: preset.spans.script ?? preset.spans.name };
}

/** `build.sh` for `build`, and for `build-cpu` too. */
const isNamed = (path: string, preset: string): boolean => {
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? '';
  return name !== '' && (preset === name || preset.startsWith(name));
};
