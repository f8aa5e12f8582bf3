import { ConfigurationError } from '../../config/errors';
import { configurationFlags } from '../flags';
import { Flags } from '../oclif';

export const verifyFlags = {
  ...configurationFlags,
  yes: Flags.boolean({ char: 'y', description: 'Start the scripts without asking.' }),
  quick: Flags.boolean({ default: false, description: 'Limit the work, by the variables that the programs read for that.' }),
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
  output: Flags.string({
    char: 'o',
    helpValue: 'DIR',
    description: 'Keep logs and evidence in this folder. Default: a folder of the cache of the user.',
  }),
  write: Flags.boolean({ description: 'Put the verification into the metadata, where it passed.' }),
  twice: Flags.boolean({ default: false, description: 'Run a second time, which must download nothing.' }),
  clean: Flags.boolean({
    default: false,
    description: 'Verify a fresh checkout of HEAD, without files that were never committed.',
  }),
  resume: Flags.boolean({ description: 'Go on after the last good step of the verification in the same folder.' }),
  'fail-fast': Flags.boolean({ description: 'Stop a training run at the first error in its metrics, and then stop altogether.' }),
  'gpu-free': Flags.string({ helpValue: 'SIZE', description: 'Wait until a GPU has so much free memory, such as 8GB.' }),
  'retry-oom': Flags.boolean({
    description: 'Repeat a run that found too little GPU memory while other programs used some.',
  }),
  engine: Flags.string({
    helpValue: 'WORDS',
    description: 'The client of the container engine, such as podman or "sudo docker".',
  }),
  all: Flags.boolean({ description: 'Take only examples that need verifying: never verified, changed since, or stale.' }),
  since: Flags.string({ helpValue: 'COMMIT', description: 'Take the examples whose files have changed since this commit.' }),
  plan: Flags.option({ options: ['json', 'github', 'slurm', 'kubernetes'] as const })({
    description: 'Only print the jobs in which other machines would verify the examples.',
  }),
  evidence: Flags.string({ helpValue: 'DIR', description: 'With --plan: take the durations from this evidence.' }),
  image: Flags.string({
    helpValue: 'IMAGE',
    description: 'With --plan kubernetes: the image of the pods, with Node.js, git, and a docker client.',
  }),
  collect: Flags.string({ helpValue: 'DIR', description: 'Merge the evidence in this folder into one report.' }),
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

/** MiB, from `8GB`, `8g`, or `512MB`. Throws ConfigurationError. */
export function mibOf(flag: string, text: string): number {
  const [, figure, unit = 'g'] = /^(\d+(?:\.\d+)?)\s*([mg])?i?b?$/i.exec(text) ?? [];
  if (figure === undefined) throw new ConfigurationError(`${flag} ${text}: Write a size such as 8GB.`);
  return Number(figure) * (unit.toLowerCase() === 'm' ? 1 : 1024);
}
