import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import type { Reader } from '../reader';

/**
 * The columns by which a table of reinforcement learning is known, with those that count steps, best first.
 * Each project's logger writes `progress.csv`, Spinning Up `progress.txt`.
 */
const WRITERS: readonly { readonly framework: string; readonly has: RegExp; readonly steps: readonly string[] }[] = [
  // stable_baselines3/common/logger.py, on_policy_algorithm.py
  { framework: 'stable-baselines3', has: /^time\/total[_ ]timesteps$/, steps: ['time/total_timesteps', 'time/total timesteps'] },
  // stable_baselines/common, and OpenAI Baselines: ppo2, a2c, acer, deepq, ddpg, trpo_mpi
  {
    framework: 'stable-baselines',
    has: /^(?:total_timesteps|misc\/total_timesteps|serial_timesteps|misc\/serial_timesteps|total\/steps|TimestepsSoFar)$/,
    steps: [
      'total_timesteps',
      'misc/total_timesteps',
      'serial_timesteps',
      'misc/serial_timesteps',
      'total/steps',
      'TimestepsSoFar',
    ],
  },
  {
    framework: 'stable-baselines',
    has: /^(?:mean 100 episode reward|eprewmean|ep_rewmean|ep_reward_mean|EpRewMean|mean_episode_reward)$/,
    steps: ['steps', 'nupdates', 'n_updates', 'iteration'],
  },
  // spinup/utils/logx.py; rlkit and garage name their columns alike
  {
    framework: 'spinning-up',
    has: /^(?:AverageEpRet|AverageTestEpRet)$/,
    steps: ['TotalEnvInteracts', 'Epoch'],
  },
  {
    framework: 'garage',
    has: /^(?:Evaluation\/AverageReturn|evaluation\/Returns Mean|evaluation\/Average Returns)$/,
    steps: ['TotalEnvSteps', 'Itr', 'Epoch'],
  },
];

const writerOf = (columns: readonly string[]): (typeof WRITERS)[number] | undefined =>
  WRITERS.find(({ has }) => columns.some((column) => has.test(column)));

/** Columns that count: they are no series. */
const COUNTS =
  /(?:^|\/)(?:iterations?|total[_ ]timesteps|time[_ ]elapsed|episodes|nupdates|n_updates|serial_timesteps|steps|epochs|EpisodesSoFar|TimeElapsed|EpThisIter|duration|steps_per_second)$/;

/** `progress.csv` of Stable-Baselines 2 and 3 and of OpenAI Baselines, `progress.txt` of Spinning Up. */
export const stableBaselinesCsv: Reader = {
  name: 'stable-baselines/csv',
  about: 'Stable-Baselines, OpenAI Baselines, and garage: progress.csv; Spinning Up: progress.txt',
  detect(candidate) {
    if (!/\.csv$|^progress\.txt$/.test(candidate.name)) return 0;
    if (writerOf(headerOf(candidate)?.columns ?? []) === undefined) return 0;
    return /^progress\.(?:csv|txt)$/.test(candidate.name) ? 0.96 : 0.8;
  },
  async read(file, sink) {
    let isNamed = false;
    await readTable(file, sink, {
      step: (columns) => (writerOf(columns)?.steps ?? []).filter((column) => columns.includes(column)).slice(0, 1),
      series(column, columns) {
        const writer = writerOf(columns);
        if (!isNamed && writer !== undefined) sink.framework(writer.framework);
        isNamed = true;
        return COUNTS.test(column) ? false : {};
      },
    });
  },
};
