import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import { type Engine, type OpenedEngine, openEngine, readGpus } from '../../live/engine';
import type { Evidence, Machine } from '../../live/evidence/evidence';
import { type Due, dueOf, dueSince } from '../../live/plan/due';
import { stagesOf } from '../../live/plan/stages';
import { limitsOf } from '../../live/verify/quick';
import { changedSince, readHistory } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { note, write } from '../output';
import { confirm } from './confirm';
import type { Ending } from './ending';
import { examplesAt } from './examples';
import type { Intended } from './intent';
import { type Means, type RunFlags, type Surroundings, verifyOne } from './one';
import { policy, staleAfterDays } from './policy';

/** Verifies examples one after the other. */
export async function verifyExamples(
  project: Project,
  flags: RunFlags,
  surroundings: Surroundings,
  ending: Ending,
): Promise<void> {
  const intended = chosen(project, flags).map((example): Intended => {
    const stages = stagesOf(example, policy, flags.presets);
    for (const name of flags.presets)
      if (!stages.some((stage) => stage.name === name))
        throw new ConfigurationError(`${example.folder} has no preset ${name} with a script.`);
    return { example, stages, limits: flags.quick ? limitsOf(example, policy) : [] };
  });
  const runnable = intended.filter(({ stages }) => stages.length > 0);
  for (const { example, stages } of intended)
    if (stages.length === 0) await note(visible(`${example.folder} has no script to build or run.`));
  if (runnable.length === 0) throw new ConfigurationError('There is nothing to verify.');
  if (!(await confirm(runnable, flags.yes, ending))) {
    await note('Nothing was started.');
    return;
  }
  const opened = await openEngine({ signal: ending.signal, ...(flags.engine !== undefined && { engine: flags.engine }) });
  if (opened.ok) await verifyAll(project, runnable, { flags, surroundings, ending, ...opened.value });
  else if (ending.signalled() === undefined) throw new ConfigurationError(opened.fault.message);
}

interface Opened extends OpenedEngine, Pick<Means, 'flags' | 'surroundings' | 'ending'> {}

async function verifyAll(project: Project, all: readonly Intended[], { engine, version, ...means }: Opened): Promise<void> {
  const { ending, flags } = means;
  const verdicts: Evidence['verdict'][] = [];
  for (const each of all) {
    if (ending.signal.aborted) break;
    const machine = await machineOf(engine, `${version.engine} ${version.server ?? version.client ?? ''}`.trim());
    verdicts.push(await verifyOne(project, each, { ...means, engine, machine }));
    if (flags.failFast && verdicts.at(-1) === 'failed') break;
    if (verdicts.at(-1) === 'incomplete') break; // what ended it would end the others as well
  }
  const passed = verdicts.filter((verdict) => verdict === 'passed').length;
  if (all.length > 1) await write(`${passed} of ${plural(all.length, 'example')} passed.\n`);
  // Without a verdict, nothing is known of the example.
  const otherwise = verdicts.includes('failed') ? 1 : verdicts.includes('incomplete') ? 2 : 0;
  process.exitCode ??= otherwise;
}

function chosen(project: Project, { all, since }: RunFlags): readonly Example[] {
  const examples = examplesAt(project);
  const { repository, configuration } = project;
  if (!all && since === undefined) return examples;
  const changed = since === undefined ? undefined : changedSince(repository.root, since);
  if (since !== undefined && !changed) throw new ConfigurationError(`--since ${since}: git has no such commit here.`);
  const history = repository.git
    ? readHistory(repository.root, { pattern: 'last_verified', files: repository.options.examples.metadata })
    : undefined;
  const today = new Date().toISOString().slice(0, 10);
  const due = (example: Example): Due | undefined =>
    changed && since !== undefined
      ? dueSince(example, changed, since)
      : dueOf(example, { history, today, staleAfterDays: staleAfterDays(configuration) });
  return examples.filter((example) => due(example) !== undefined);
}

async function machineOf({ env }: Engine, engine: string): Promise<Machine> {
  const reading = await readGpus(undefined, { env });
  const gpus =
    reading.kind === 'gpus' ? reading.gpus.map(({ name, memoryTotal }) => ({ name, memoryMib: memoryTotal ?? null })) : [];
  return { engine, gpus };
}
