import type { GitHistory } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { type Due, dueOf, dueSince } from './due';
import { type Job, packJobs } from './jobs';
import { type Needs, needsOf } from './needs';
import type { VerificationPolicy } from './policy';
import { type Stage, stagesOf } from './stages';

/** Which examples need verifying, and the jobs that do it. */
export interface Plan {
  readonly commit: string | undefined;
  readonly examples: readonly PlannedExample[];
  /** Examples that need none, or that can't be verified, with the reason. */
  readonly skipped: readonly { readonly folder: string; readonly because: string }[];
  readonly jobs: readonly Job[];
  /** What a reader of the plan should know, in sentences. */
  readonly notes: readonly string[];
}

export interface PlannedExample {
  readonly folder: string;
  readonly due: Due;
  readonly needs: Needs;
  readonly stages: readonly Stage[];
}

interface PlanOptions {
  readonly policy: VerificationPolicy;
  readonly history: GitHistory | undefined;
  readonly today: string;
  readonly staleAfterDays: number;
  readonly quick: boolean;
  /** The presets to run instead of the main ones. */
  readonly presets: readonly string[];
  /** `due`: those that need it; `asked`: all of them; else those whose ground is among the files that changed since a commit. */
  readonly choice: 'due' | 'asked' | { readonly commit: string; readonly changed: ReadonlySet<string> };
  /** Minutes that earlier verifications took, by folder. */
  readonly measured: ReadonlyMap<string, number>;
}

export function planOf(examples: readonly Example[], options: PlanOptions): Plan {
  const { policy, history, quick, measured } = options;
  const planned: PlannedExample[] = [];
  const skipped: { folder: string; because: string }[] = [];
  for (const example of examples) {
    const { folder } = example;
    const stages = stagesOf(example, policy, options.presets);
    const due = chosen(example, options);
    if (!due) skipped.push({ folder, because: 'It needs no verification.' });
    else if (stages.length === 0) skipped.push({ folder, because: 'It has no script to build or run.' });
    else {
      const minutes = measured.get(folder);
      const needs = needsOf(example, stages, { policy, quick, ...(minutes !== undefined && { measured: minutes }) });
      planned.push({ folder, due, needs, stages });
    }
  }
  return { commit: history?.head, examples: planned, skipped, jobs: packJobs(planned, policy), notes: notesOf(options, planned) };
}

function chosen(example: Example, { choice, ...options }: PlanOptions): Due | undefined {
  if (choice === 'due') return dueOf(example, options);
  if (choice === 'asked') return dueOf(example, options) ?? { reason: 'asked', because: 'It was asked for.', changed: [] };
  return dueSince(example, choice.changed, choice.commit);
}

function notesOf({ history, choice }: PlanOptions, planned: readonly PlannedExample[]): readonly string[] {
  const notes: string[] = [];
  if (!history && typeof choice === 'string')
    notes.push('There is no git history, so examples that have changed since their verification are not known.');
  if (history?.isShallow) notes.push('The clone is shallow, so changes before its oldest commit are not seen.');
  const unstated = planned.filter(({ needs }) => needs.assumed.includes('vramGb')).length;
  if (unstated > 0) notes.push(`${unstated} of the examples state no \`vram_gb\`, so a common card is assumed.`);
  const guessed = planned.filter(({ needs }) => !needs.isMeasured).length;
  if (guessed > 0)
    notes.push(`The minutes of ${guessed} of ${planned.length} examples are estimates. \`--evidence DIR\` takes measured ones.`);
  return notes;
}

/** Hours of all examples, and hours times GPUs. */
export function totalsOf({ examples, jobs }: Plan) {
  const hours = (of: (needs: Needs) => number): number =>
    Math.round((10 * examples.reduce((sum, { needs }) => sum + of(needs), 0)) / 60) / 10;
  return {
    examples: examples.length,
    jobs: jobs.length,
    hours: hours(({ minutes }) => minutes),
    gpuHours: hours(({ minutes, gpus }) => minutes * gpus),
  };
}
