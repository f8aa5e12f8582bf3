import { lossShowsProgress, tasksOf } from '../runs';
import type { RunArtifact } from './targets';

/** A run as rules get it: with what it is for, as it is declared or else as its log shows. */
export function createRunArtifact({
  repository,
  example,
  run,
  declaredTasks = example?.tasks ?? [],
}: Pick<RunArtifact, 'repository' | 'example' | 'run'> & {
  readonly declaredTasks?: readonly string[] | undefined;
}): RunArtifact {
  const tasks = tasksOf(run, declaredTasks);
  return { repository, example, path: run.path, run, declaredTasks, tasks, lossShowsProgress: lossShowsProgress(run, tasks) };
}
