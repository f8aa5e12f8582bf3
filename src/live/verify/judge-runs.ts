import { statSync } from 'node:fs';
import { join } from 'node:path';
import { diskTree } from '../../model/disk';
import { createRepository } from '../../model/repository';
import { createRunArtifact } from '../../model/run-artifact';
import type { RunArtifact } from '../../model/targets';
import { isPlace } from '../../text/span';
import { identityOf, judgeNow, type LiveFinding } from '../../watch/judge';
import type { Problem } from '../evidence/evidence';
import type { Observation, StageOptions } from './observe';

/** The runs that a stage left behind, and what the rules say of them. */
export interface JudgedRuns {
  /** That of the printed log, and those that the program wrote in the example's folder since the start. */
  readonly runs: readonly RunArtifact[];
  readonly findings: readonly LiveFinding[];
}

/** Rules about where a log is say nothing of one that cvl itself keeps. */
const notOfPrintedLogs: ReadonlySet<string> = new Set(['runs/location', 'runs/layout', 'runs/tracked', 'runs/empty']);

export async function judgeRuns(options: StageOptions, observation: Observation): Promise<JudgedRuns> {
  const { repository, example, configuration } = options;
  const { startedAt, end, stage } = observation;
  const now = createRepository(diskTree(repository.root), repository.options);
  const isNew = ({ run }: RunArtifact): boolean =>
    run.files.some(
      ({ path }) => (statSync(join(repository.root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= startedAt - 1000,
    );
  const written = (await now.runs([example.folder])).filter(isNew);
  const printed = observation.isLogLost ? [] : await printedRuns(options, observation);
  const all = [...printed.map((artifact) => ended(artifact, end.code === 0)), ...written];
  const found = new Map<string, LiveFinding>();
  for (const artifact of all) {
    const except = written.includes(artifact) ? new Set<string>() : notOfPrintedLogs;
    for (const finding of await judgeNow(artifact, configuration, except)) {
      const isRelevant = stage.kind === 'training' || finding.rule.startsWith('runs/');
      if (isRelevant && !found.has(identityOf(finding))) found.set(identityOf(finding), finding);
    }
  }
  return { runs: all, findings: [...found.values()] };
}

const printedRuns = ({ repository, example, logs }: StageOptions, { logNames }: Observation): Promise<readonly RunArtifact[]> =>
  createRepository(diskTree(logs), { ...repository.options, tasks: example.tasks }).runs(logNames);

/** A script that exited with 0 came to its end, whether its log says so or not. */
function ended(artifact: RunArtifact, isWell: boolean): RunArtifact {
  const { run } = artifact;
  if (!isWell || (run.status !== 'unknown' && run.status !== 'running')) return artifact;
  return createRunArtifact({ ...artifact, run: { ...run, status: 'finished' } });
}

export const problemOf = ({ severity, rule, message, at }: LiveFinding): Problem => ({
  severity,
  check: rule,
  message,
  place: isPlace(at) ? `${at.file}:${at.line}` : at.file,
});
