import table from '../../../rules/tables/run-settings.yaml';
import { type ConfigEntry, defineRule, type Launch, type Location, type RunArtifact } from '../../../src/api';
import { settingName } from '../words';

interface Options {
  readonly settings: readonly { readonly variable: string; readonly keys: readonly string[] }[];
}

interface Written {
  readonly variable: string;
  readonly value: string;
  readonly at: Location;
}

const { settings } = table as Options;

export default defineRule<'run', Options, 'differs'>({
  name: 'configuration',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'The run was made with what its script says',
    why: 'A run that was made with other settings than train.sh writes today is no evidence for train.sh. Only values that the script writes out are compared: a default that a user may replace says nothing.',
    bad: {
      'example.yaml': 'name: demo\n',
      'train.sh': '#!/usr/bin/env bash\ndocker run --rm --gpus=all --env BATCH_SIZE=8 demo python train.py\n',
      'lightning_logs/version_0/hparams.yaml': 'batch_size: 2\nlearning_rate: 0.001\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
    },
    good: {
      'example.yaml': 'name: demo\n',
      'train.sh': '#!/usr/bin/env bash\ndocker run --rm --gpus=all --env BATCH_SIZE="${BATCH_SIZE:-8}" demo python train.py\n',
      'lightning_logs/version_0/hparams.yaml': 'batch_size: 2\nlearning_rate: 0.001\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
    },
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { settings: { type: 'array', items: { type: 'object', required: ['variable', 'keys'] } } },
    },
    defaults: { settings },
  },
  messages: {
    differs:
      'This run was made with {{key}} = {{found}}; {{script}} writes {{variable}}={{written}}. Run it again, or write what was used.',
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
        related: [{ message: 'what the script writes', at: first.at }],
        evidence: { setting: variable, run: found.value, script: first.value },
      };
    }
  },
});

/** The values of a variable that a launch writes out in all cases: no default that may be replaced, no condition. */
function writtenBy({ spec }: Launch, variable: string): Written[] {
  return spec.env.flatMap(({ name, value }) => {
    if (name.text !== variable || value?.text === undefined || value.text === '') return [];
    const isReplaceable = value.word.segments.some(
      ({ defaultOf, positional }) => defaultOf !== undefined || positional !== undefined,
    );
    return isReplaceable ? [] : [{ variable, value: value.text, at: value.span }];
  });
}

/** What the command itself gives by an option of that name, where no argument of the caller can come after it. */
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

/** The setting of the run, where all names that it has there agree. */
function onlyValue({ run }: RunArtifact, keys: readonly string[]): ConfigEntry | undefined {
  const found = run.config.filter(({ key, value }) => value !== null && keys.includes(settingName(key)));
  return new Set(found.map(({ value }) => String(value))).size === 1 ? found[0] : undefined;
}

const isSame = (written: string, found: ConfigEntry['value']): boolean =>
  written === String(found) || (written.trim() !== '' && Number(written) === Number(found) && !Number.isNaN(Number(written)));
