import { ConfigurationError } from '../../config/errors';
import { configurationFlags } from '../flags';
import { Flags } from '../oclif';

export const verifyFlags = {
  ...configurationFlags,
  quick: Flags.boolean({ description: 'Limit the work, by the variables that the programs read for that.' }),
  set: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
    description: 'Set a variable for the scripts and their containers. May be repeated.',
  }),
  preset: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME',
    description: 'Run this preset instead of those for training and inference. May be repeated.',
  }),
  timeout: Flags.string({
    helpValue: 'TIME',
    default: '2h',
    description: 'Stop a script after this time, such as 90s, 30m, or 2h.',
  }),
  all: Flags.boolean({ description: 'Take only the examples that need verifying: never verified, changed since, or stale.' }),
  since: Flags.string({ helpValue: 'COMMIT', description: 'Take the examples whose files have changed since this commit.' }),
  plan: Flags.option({ options: ['json', 'github', 'slurm', 'kubernetes'] as const })({
    required: true,
    description: 'Print the jobs in which other machines would verify the examples.',
  }),
  evidence: Flags.string({ helpValue: 'DIR', description: 'With --plan: take the durations from this evidence.' }),
  image: Flags.string({
    helpValue: 'IMAGE',
    description: 'With --plan kubernetes: the image of the pods, with Node.js, git, and a docker client.',
  }),
};

/** Seconds, from `90`, `90s`, `30m`, `2h`, or `1h30m`. Throws ConfigurationError. */
export function secondsOf(flag: string, text: string): number {
  const [whole, hours, minutes, seconds] = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s?)?$/.exec(text) ?? [];
  const total = 3600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0) + Number(seconds ?? 0);
  if (!whole || total === 0) throw new ConfigurationError(`${flag} ${text}: Write a time such as 90s, 30m, or 2h.`);
  return total;
}

/** The variables of `--set`. Throws ConfigurationError. */
export const settingsOf = (given: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    given.map((pair): [string, string] => {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new ConfigurationError(`--set ${pair}: Write NAME=VALUE.`);
      return [name, value];
    }),
  );
