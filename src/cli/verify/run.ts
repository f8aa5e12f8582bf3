import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import watchTable from '../../../rules/tables/watch.yaml';
import { ConfigurationError } from '../../config/errors';
import { runnableHere } from '../../engine/isolation/ask';
import { lint } from '../../engine/lint';
import type { Project } from '../../engine/project';
import { reasonOf } from '../../files/problem';
import { createMask, type Engine, openEngine, readGpus } from '../../live/engine';
import { type Evidence, evidenceFormat, type Machine, type Step, stepTitle, verdictOf } from '../../live/evidence/evidence';
import { evidenceName, readOne } from '../../live/evidence/read';
import { writeEvidence } from '../../live/evidence/write';
import { type Due, dueOf, dueSince } from '../../live/plan/due';
import { groundOf } from '../../live/plan/ground';
import { stagesOf } from '../../live/plan/stages';
import { waitForGpu } from '../../live/verify/gpu-wait';
import { limitsOf } from '../../live/verify/quick';
import { stepOf, summaryOf, verdictOfProblems } from '../../live/verify/steps/step';
import { verifyExample } from '../../live/verify/verify-example';
import { changedSince, readHistory } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { isPlace } from '../../text/span';
import type { WatchPolicy } from '../../watch/policy';
import { note, write } from '../output';
import { writeMetadata } from './collect';
import { confirm, type Intended } from './confirm';
import { examplesAt } from './examples';
import { policy, staleAfterDays } from './policy';

export interface RunFlags {
  readonly yes: boolean;
  readonly quick: boolean;
  readonly set: ReadonlyMap<string, string>;
  readonly presets: readonly string[];
  readonly timeoutSeconds: number;
  readonly output: string | undefined;
  readonly write: boolean;
  readonly twice: boolean;
  readonly clean: boolean;
  readonly resume: boolean;
  readonly failFast: boolean;
  /** MiB. */
  readonly gpuFree: number | undefined;
  readonly retryOom: boolean;
  readonly engine: string | undefined;
  readonly all: boolean;
  readonly since: string | undefined;
}

interface Surroundings {
  readonly version: string;
  /** `dist/engine-wrapper.js`. */
  readonly wrapperProgram: string;
  /** The root whose metadata is written: with `clean`, that of the checkout and not of its fresh copy. */
  readonly metadataRoot: string;
}

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

interface Ending {
  readonly signal: AbortSignal;
  signalled(): NodeJS.Signals | undefined;
  release(): void;
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

interface Means {
  readonly flags: RunFlags;
  readonly surroundings: Surroundings;
  readonly engine: Engine;
  readonly machine: Machine;
  readonly ending: Ending;
}

async function verifyOne(project: Project, { example, stages, limits }: Intended, means: Means): Promise<Evidence['verdict']> {
  const { flags, surroundings, engine, machine, ending } = means;
  const { repository } = project;
  const { root } = repository;
  const output = folderFor(surroundings.metadataRoot, example, flags.output);
  const variables = Object.fromEntries([...limits.map(({ name, value }) => [name, value] as const), ...flags.set]);
  const mask = createMask(Object.entries(process.env), flags.set);
  const history = repository.git ? readHistory(root, { pattern: 'last_verified', files: ['example.yaml'] }) : undefined;
  const uncommitted = groundOf(example).filter((path) => history?.uncommitted.has(path));
  const started = new Date().toISOString();
  const base = {
    format: evidenceFormat,
    version: surroundings.version,
    example: example.folder || '.',
    ...(example.metadata && { metadata: example.metadata.path }),
    ...(history && { commit: history.head }),
    uncommitted,
    extent: {
      quick: flags.quick,
      clean: flags.clean,
      twice: flags.twice,
      variables: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, mask(`${name}=${value}`).slice(name.length + 1)]),
      ),
      timeoutSeconds: flags.timeoutSeconds,
    },
    machine,
  } as const;
  await write(`${visible(example.folder || '.')}\n`);
  const done = flags.resume ? stepsToKeep(output, base) : [];
  for (const step of done) await show(step, 'kept');
  let refusal: string | undefined;
  const steps = await verifyExample({
    ...project,
    configuration: runnableHere(project.configuration),
    example,
    stages,
    engine,
    policy,
    watchPolicy: watchTable as WatchPolicy,
    variables,
    mask,
    output,
    timeoutMs: flags.timeoutSeconds * 1000,
    failFast: flags.failFast,
    twice: flags.twice,
    retries: flags.retryOom ? 2 : 0,
    signal: ending.signal,
    wrapperProgram: surroundings.wrapperProgram,
    done,
    structure: () => structureStep(project, example, surroundings.version),
    async ready() {
      if (flags.gpuFree === undefined) return;
      const waiting = { freeMib: flags.gpuFree, env: engine.env, signal: ending.signal, timeoutMs: flags.timeoutSeconds * 1000 };
      refusal = await waitForGpu({ ...waiting, say: (sentence) => note(visible(`  ${sentence}`)) });
      if (refusal !== undefined) throw new ConfigurationError(`--gpu-free: ${refusal}`);
    },
    show: (step) => show(step),
    begin: (what) => note(visible(`  ${what} …`)),
  });
  const signalled = ending.signalled();
  const evidence: Evidence = {
    ...base,
    started,
    ended: new Date().toISOString(),
    verdict: verdictOf(steps, signalled !== undefined),
    ...(signalled && { interrupted: `It was ended by ${signalled}.` }),
    steps,
  };
  try {
    writeEvidence(surroundings.metadataRoot, output, evidence);
  } catch (error) {
    process.exitCode = 2;
    await note(visible(`The evidence could not be written to ${output}. ${reasonOf(error)}`));
  }
  await write(`  ${evidence.verdict}. Logs and evidence are in ${visible(output)}.\n`);
  if (flags.write && evidence.verdict === 'passed') await writeMetadata(surroundings.metadataRoot, evidence);
  return evidence.verdict;
}

const signs = { passed: '✓', failed: '✖', warning: '!', unknown: '?', skipped: '–', interrupted: '■' } as const;

const show = (step: Step, how = ''): Promise<void> => {
  const time = step.seconds > 0 ? ` (${step.seconds} s)` : '';
  return write(
    `  ${signs[step.verdict]} ${visible(stepTitle(step))}${time}${how === '' ? '' : ` [${how}]`}: ${visible(step.summary)}\n`,
  );
};

/** The folder of an example's evidence: below the one that is named, or in the cache of the user. */
function folderFor(root: string, { folder }: Example, output: string | undefined): string {
  const own = folder === '' ? '.' : folder;
  if (output !== undefined) return join(resolve(output), own);
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const name = `${basename(root)}-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`;
  return join(cache, 'cvl', 'verify', name, own);
}

/** The good steps of the verification that is in the folder, up to the first that isn't good, if nothing has changed since. */
function stepsToKeep(
  output: string,
  base: Pick<Evidence, 'example' | 'extent' | 'uncommitted'> & { readonly commit?: string },
): readonly Step[] {
  const file = join(output, evidenceName);
  if (!existsSync(file)) return [];
  const earlier = readOne(file);
  if (typeof earlier === 'string') return [];
  const state = ({ commit, uncommitted, extent }: Pick<Evidence, 'uncommitted' | 'extent' | 'commit'>): string =>
    JSON.stringify([commit, uncommitted, extent.variables, extent.clean, extent.twice]);
  // Files that aren't committed can have changed without a trace.
  if (state(earlier) !== state(base) || base.uncommitted.length > 0) return [];
  const isGood = ({ verdict, step }: Step): boolean =>
    verdict !== 'interrupted' && verdict !== 'failed' && !(verdict === 'skipped' && step === 'run');
  const groups = groupSteps(earlier.steps);
  const firstBad = groups.findIndex((steps) => !steps.every(isGood));
  return (firstBad < 0 ? groups : groups.slice(0, firstBad)).flat();
}

/** Consecutive steps of one stage. */
function groupSteps(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.stage && last[0].stage.name === step.stage?.name) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** What `cvl lint` reports of the example. */
async function structureStep(project: Project, example: Example, version: string): Promise<Step> {
  const started = performance.now();
  const { findings } = await lint({
    ...project,
    paths: [example.folder],
    version,
    today: new Date().toISOString().slice(0, 10),
    wholeRun: false,
  });
  const problems = findings.map(({ severity, rule, message, at }) => ({
    severity,
    check: rule,
    message,
    place: isPlace(at) ? `${at.file}:${at.line}` : at.file,
  }));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return stepOf({
    step: 'structure',
    verdict: verdictOfProblems(problems),
    seconds: (performance.now() - started) / 1000,
    summary: summaryOf(problems, errors === 0 ? '`cvl lint` finds no problem.' : ''),
    problems,
  });
}
