import { type ConfigEntry, defineRule, type Launch, type Location, type RunArtifact } from '../../../src/api';
import { lightningLog } from '../samples';
import { settingName } from '../words';

interface Options {
  readonly settings: readonly { readonly variable: string; readonly keys: readonly string[] }[];
}

interface Written {
  readonly variable: string;
  readonly value: string;
  readonly at: Location;
}

const run = (words: string) => ({
  'example.yaml': 'name: demo\n',
  'train.sh': `#!/usr/bin/env bash
docker run --rm --gpus=all ${words}
`,
  'lightning_logs/version_0/hparams.yaml': `batch_size: 2
learning_rate: 0.001
`,
  'lightning_logs/version_0/metrics.csv': lightningLog,
});

export default defineRule<'run', Options, 'differs'>({
  name: 'configuration',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'A run used the settings that its script has',
    why: 'A run with other settings than train.sh has today is no evidence for train.sh. Only values that the script always sets are compared: a default that a user may replace says nothing.',
    bad: [
      { wrong: 'The run used a batch size of 2, and the script sets 8.', sample: run('--env BATCH_SIZE=8 demo python train.py') },
      {
        wrong: 'The script asks for DoRA, and the adapter was trained without it.',
        sample: {
          'example.yaml': 'name: demo\n',
          'train.sh': `#!/usr/bin/env bash
docker run --rm --gpus=all --env USE_DORA=true demo python train.py
`,
          'outputs/adapter/adapter_config.json': '{"peft_type": "LORA", "r": 8, "use_dora": false}\n',
        },
      },
      { wrong: 'The script gives the program a batch size of 8.', sample: run('demo python train.py --batch-size 8') },
    ],
    good: run('--env BATCH_SIZE="${BATCH_SIZE:-8}" demo python train.py'),
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        settings: {
          type: 'array',
          description: 'Variables of scripts, and the names of the same setting in the configuration of a run.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['variable', 'keys'],
            properties: { variable: { type: 'string' }, keys: { type: 'array', items: { type: 'string' } } },
          },
        },
      },
    },
    tables: { settings: 'run-settings.settings' },
  },
  messages: {
    differs:
      'This run used {{key}} = {{found}}, but {{script}} sets `{{variable}}={{written}}`. Run it again, or set what the run used.',
  },
  *check(target, { options }) {
    const launches = target.example?.launches ?? [];
    for (const { variable, keys } of options.settings) {
      const written = launches.flatMap((launch) => [...writtenBy(launch, variable), ...optionsOf(launch, keys)]);
      const found = onlyValue(target, keys);
      if (found === undefined || written.length === 0 || written.some(({ value }) => isSame(value, found.value))) continue;
      const first = written[0]!;
      yield {
        message: 'differs',
        at: found.place,
        data: {
          key: found.key,
          found: String(found.value),
          variable: first.variable,
          written: first.value,
          script: first.at.file.split('/').at(-1)!,
        },
        related: [{ message: 'The script sets it here.', at: first.at }],
        evidence: { setting: variable, run: found.value, script: first.value },
      };
    }
  },
});

/** The values of a variable that a launch always sets: no default that a caller may replace. */
function writtenBy({ spec }: Launch, variable: string): Written[] {
  return spec.env.flatMap(({ name, value }) => {
    if (name.text !== variable || value?.text === undefined || value.text === '') return [];
    const isReplaceable = value.word.segments.some(
      ({ defaultOf, positional }) => defaultOf !== undefined || positional !== undefined,
    );
    return isReplaceable ? [] : [{ variable, value: value.text, at: value.span }];
  });
}

/** What the command itself sets by an option of that name, where no argument of the caller can come after it. */
function optionsOf({ spec }: Launch, keys: readonly string[]): Written[] {
  if (spec.command.some(({ word }) => word.many || word.segments.some(({ positional }) => positional !== undefined))) return [];
  return spec.command.flatMap(({ text }, index) => {
    const [, name, attached] = /^--([\w-]+)(?:=(.+))?$/s.exec(text ?? '') ?? [];
    if (name === undefined || !keys.includes(settingName(name))) return [];
    const part = spec.command[attached === undefined ? index + 1 : index]!;
    const value = attached ?? part?.text;
    const isGiven =
      value !== undefined && part !== undefined && !part.word.segments.some(({ defaultOf }) => defaultOf !== undefined);
    return isGiven ? [{ variable: `--${name}`, value, at: part.span }] : [];
  });
}

/** The setting of the run or of its adapters, where all names that it has there agree. */
function onlyValue({ run }: RunArtifact, keys: readonly string[]): ConfigEntry | undefined {
  const entries = [...run.config, ...run.adapters.flatMap(({ config = [] }) => config)];
  const found = entries.filter(({ key, value }) => value !== null && keys.includes(settingName(key)));
  return new Set(found.map(({ value }) => String(value))).size === 1 ? found[0] : undefined;
}

const isSame = (written: string, found: ConfigEntry['value']): boolean =>
  written === String(found) ||
  (typeof found === 'boolean' && (switches.get(written.trim().toLowerCase()) ?? found) === found) ||
  (written.trim() !== '' && Number(written) === Number(found) && !Number.isNaN(Number(written)));

/** How scripts write a switch. Any other text is left to the code. */
const switches: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on', 'y', 't'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off', 'n', 'f'].map((word) => [word, false] as const),
]);
