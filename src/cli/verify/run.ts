import { constants } from 'node:os';
import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import { type Engine, openEngine, readGpus } from '../../live/engine';
import type { Evidence, Machine } from '../../live/evidence/evidence';
import { type Due, dueOf, dueSince } from '../../live/plan/due';
import { stagesOf } from '../../live/plan/stages';
import { limitsOf } from '../../live/verify/quick';
import { changedSince, readHistory } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { note, write } from '../output';
import { confirm, type Intended } from './confirm';
import { examplesAt } from './examples';
import { type Ending, type RunFlags, type Surroundings, verifyOne } from './one';
import { policy, staleAfterDays } from './policy';

/** Verifies examples one after the other. */
export async function verifyExamples(project: Project, flags: RunFlags, surroundings: Surroundings): Promise<void> {
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
  if (!(await confirm(runnable, flags.yes))) {
    await note('Nothing was started.');
    return;
  }
  const opened = await openEngine(flags.engine === undefined ? {} : { engine: flags.engine });
  if (!opened.ok) throw new ConfigurationError(opened.fault.message);
  const { engine, version } = opened.value;
  const ending = endOnSignals();
  try {
    const verdicts: Evidence['verdict'][] = [];
    for (const each of runnable) {
      if (ending.signal.aborted) break;
      const machine = await machineOf(engine, `${version.engine} ${version.server ?? version.client ?? ''}`.trim());
      verdicts.push(await verifyOne(project, each, { flags, surroundings, engine, machine, ending }));
      if (flags.failFast && verdicts.at(-1) === 'failed') break;
    }
    const passed = verdicts.filter((verdict) => verdict === 'passed').length;
    if (runnable.length > 1) await write(`${passed} of ${plural(runnable.length, 'example')} passed.\n`);
    const signalled = ending.signalled();
    process.exitCode = signalled
      ? 128 + constants.signals[signalled]
      : (process.exitCode ?? (passed === runnable.length ? 0 : 1));
  } finally {
    ending.release();
  }
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

/** Ctrl-C, SIGTERM, and SIGHUP end what runs, and leave a report. A second one ends this process at once. */
function endOnSignals(): Ending {
  const controller = new AbortController();
  let signalled: NodeJS.Signals | undefined;
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const hear = (signal: NodeJS.Signals): void => {
    signalled ??= signal;
    controller.abort();
  };
  for (const name of names) process.on(name, hear);
  return {
    signal: controller.signal,
    signalled: () => signalled,
    release: () => {
      for (const name of names) process.off(name, hear);
    },
  };
}

async function machineOf({ env }: Engine, engine: string): Promise<Machine> {
  const reading = await readGpus(undefined, { env });
  const gpus =
    reading.kind === 'gpus' ? reading.gpus.map(({ name, memoryTotal }) => ({ name, memoryMib: memoryTotal ?? null })) : [];
  return { engine, gpus };
}
