import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import { minutesOf, readEvidence } from '../../live/evidence/read';
import type { JobCommand } from '../../live/plan/command';
import { planAsWorkflow } from '../../live/plan/github';
import { planAsJson } from '../../live/plan/json';
import { planAsKubernetes } from '../../live/plan/kubernetes';
import { type Plan, planOf, totalsOf } from '../../live/plan/plan';
import { planAsSlurm } from '../../live/plan/slurm';
import { changedSince, readHistory, remoteOf } from '../../model/git-history';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { note, write } from '../output';
import { examplesAt } from './examples';
import { policy, staleAfterDays } from './policy';

/** What to plan. */
interface Choice {
  readonly all: boolean;
  readonly since: string | undefined;
  readonly evidence: string | undefined;
  readonly quick: boolean;
  readonly presets: readonly string[];
}

interface PlanFlags extends Choice {
  readonly plan: 'json' | 'github' | 'slurm' | 'kubernetes';
  readonly image: string | undefined;
  /** What the jobs are told as well. */
  readonly passed: readonly string[];
}

/** Prints the plan, and what to know of it on standard error. */
export async function printPlan(project: Project, flags: PlanFlags, version: string): Promise<void> {
  const plan = planFor(project, flags);
  const { examples, jobs, hours, gpuHours } = totalsOf(plan);
  await write(textOf(plan, project, flags, { version, flags: flags.passed }));
  const counts = `${plural(examples, 'example')} in ${plural(jobs, 'job')}`;
  await note(
    `${counts}, about ${hours} hours one after the other, and ${gpuHours} GPU hours. ${plural(plan.skipped.length, 'example')} left out.`,
  );
  for (const line of plan.notes) await note(visible(line));
}

/** The plan for the examples of a project. Throws ConfigurationError. */
export function planFor(project: Project, { all, since, evidence, quick, presets }: Choice): Plan {
  const { repository, configuration } = project;
  const { root } = repository;
  const changed = since === undefined ? undefined : changedSince(root, since);
  if (since !== undefined && !changed) throw new ConfigurationError(`--since ${since}: git has no such commit here.`);
  return planOf(examplesAt(project), {
    policy,
    history: repository.git
      ? readHistory(root, { pattern: 'last_verified', files: repository.options.examples.metadata })
      : undefined,
    today: new Date().toISOString().slice(0, 10),
    staleAfterDays: staleAfterDays(configuration),
    quick,
    presets,
    choice: since !== undefined && changed ? { commit: since, changed } : all ? 'due' : 'asked',
    measured: evidence === undefined ? new Map() : measuredIn(evidence),
  });
}

/** Minutes that verifications took, by the folder of the example. */
function measuredIn(folder: string): ReadonlyMap<string, number> {
  if (!existsSync(folder)) throw new ConfigurationError(`--evidence ${folder}: no such folder.`);
  const { found } = readEvidence(resolve(folder));
  return new Map(
    found.flatMap(({ evidence }) => {
      const minutes = minutesOf(evidence);
      return minutes === undefined ? [] : [[evidence.example === '.' ? '' : evidence.example, minutes]];
    }),
  );
}

function textOf(plan: Plan, { repository }: Project, { plan: form, image }: PlanFlags, command: JobCommand): string {
  if (form === 'json') return planAsJson(plan);
  if (form === 'github') return planAsWorkflow(plan, command);
  if (form === 'slurm') return planAsSlurm(plan, command);
  const address = remoteOf(repository.root);
  if (address === undefined)
    throw new ConfigurationError('The pods clone the repository from its remote "origin", which this checkout doesn\'t have.');
  if (image === undefined)
    throw new ConfigurationError('--plan kubernetes needs --image IMAGE: an image with Node.js, git, and a docker client.');
  return planAsKubernetes(plan, { ...command, repository: address, image });
}
