import { join } from 'node:path';
import type { Configuration } from '../../config/types';
import { createWorkingFolder } from '../../files/working-folder';
import { uncommittedFiles } from '../../model/git-history';
import type { LintedRepository } from '../../model/repository';
import type { Example } from '../../model/targets';
import type { WatchPolicy } from '../../watch/policy';
import type { Engine, Mask } from '../engine';
import type { Step } from '../evidence/evidence';
import type { VerificationPolicy } from '../plan/policy';
import type { Stage } from '../plan/stages';
import { type JudgedRuns, judgeRuns } from './judge-runs';
import { type Observation, observe, type StageOptions } from './observe';
import { againStep, elsewhereStep } from './steps/again';
import { buildStep } from './steps/build';
import { containerStep } from './steps/container';
import { gitStep } from './steps/git';
import { withLeft } from './steps/left';
import { metricsStep } from './steps/metrics';
import { outputsStep } from './steps/outputs';
import { startAndRun } from './steps/run';
import { runtimeStep } from './steps/runtime';
import { stepOf } from './steps/step';

export interface VerifyOptions {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  readonly example: Example;
  readonly stages: readonly Stage[];
  readonly engine: Engine;
  readonly policy: VerificationPolicy;
  readonly watchPolicy: WatchPolicy;
  readonly variables: { readonly [name: string]: string };
  readonly mask: Mask;
  /** Absolute: the folder of the evidence. Logs are in `logs/` below. */
  readonly output: string;
  readonly timeoutMs: number;
  readonly failFast: boolean;
  readonly twice: boolean;
  /** How often a run is repeated that found too little GPU memory while others used it. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** Aborted when there is no time to let things end by themselves. */
  readonly hurry: AbortSignal;
  readonly wrapperProgram: string;
  /** The steps of an earlier verification that needn't be repeated. */
  readonly done: readonly Step[];
  /** The first step. */
  structure(): Promise<Step>;
  /** Waits for what a stage needs, such as a free GPU. Returns why it can't be had, as a sentence. */
  ready(): Promise<string | undefined>;
  /** Called with each step when it's known. */
  show(step: Step): Promise<void>;
  /** Called when something begins, in words. */
  begin(what: string): Promise<void>;
}

/** Verifies one example, step by step. A stage after one that failed isn't run. */
export async function verifyExample(options: VerifyOptions): Promise<readonly Step[]> {
  const steps: Step[] = [...options.done];
  const isDone = (name: Step['step'], stage?: Stage): boolean =>
    options.done.some(({ step, stage: of }) => step === name && of?.name === stage?.name);
  const add = async (...more: readonly Step[]): Promise<void> => {
    for (const step of more) {
      steps.push(step);
      await options.show(step);
    }
  };
  if (!isDone('structure')) {
    await options.begin('structure');
    await add(await options.structure());
  }
  for (const stage of options.stages) {
    if (options.signal.aborted) break;
    const reason = whySkipped(steps);
    if (reason !== undefined) {
      await add(stepOf({ step: stage.kind === 'build' ? 'build' : 'run', stage, verdict: 'skipped', summary: reason }));
      continue;
    }
    if (!isDone(stage.kind === 'build' ? 'build' : 'git', stage)) {
      await options.begin(stage.name);
      await add(...(stage.kind === 'build' ? [await build(stage, options)] : await runStage(stage, options)));
    }
    const first = steps.find(({ step, stage: of }) => step === 'run' && of?.name === stage.name);
    const isNext = (step: Step['step']): boolean =>
      first?.verdict === 'passed' && !isDone(step, stage) && !options.signal.aborted;
    if (options.twice && isNext('again')) await add(await runAgain(stage, options, first?.seconds ?? 0));
    if (stage.kind === 'inference' && isNext('elsewhere')) await add(await runElsewhere(stage, options));
  }
  return steps;
}

function whySkipped(steps: readonly Step[]): string | undefined {
  if (steps.some(({ verdict }) => verdict === 'interrupted')) return 'A stage before it was interrupted.';
  const isBad = ({ step, verdict }: Step): boolean =>
    (step === 'build' || step === 'run') && verdict !== 'passed' && verdict !== 'warning';
  return steps.some(isBad) ? 'A stage before it failed.' : undefined;
}

async function build(stage: Stage, options: VerifyOptions): Promise<Step> {
  const given = stageOptions(stage, options, `${safe(stage.name)}.log`);
  const observation = await observe(given);
  const judged = await judgeRuns(given, observation);
  return withLeft(await buildStep(options.engine, options.example, observation, judged, given), observation);
}

async function runStage(stage: Stage, options: VerifyOptions): Promise<readonly Step[]> {
  const { repository, example, policy } = options;
  const before = uncommittedFiles(repository.root);
  const name = safe(stage.name);
  let given = stageOptions(stage, options, `${name}.log`);
  const refusal = await options.ready();
  if (refusal !== undefined || options.signal.aborted)
    return [stepOf({ step: 'run', stage, verdict: 'interrupted', summary: refusal ?? 'It was interrupted.' })];
  let { observation, judged } = await run(given);
  for (let retry = 1; retry <= options.retries && isForWantOfMemory(observation, judged) && !options.signal.aborted; retry++) {
    await options.begin(`${stage.name}, try ${retry + 1}`);
    if ((await options.ready()) !== undefined || options.signal.aborted) break;
    given = stageOptions(stage, options, `${name}.${retry + 1}.log`);
    ({ observation, judged } = await run(given));
  }
  const after = uncommittedFiles(repository.root);
  const steps = [
    ...startAndRun(given, observation, judged),
    ...(stage.kind === 'training' ? [metricsStep(given, observation, judged)] : []),
    runtimeStep(observation, policy, example.resources.vram?.high),
    containerStep(observation, given.cwd ?? join(repository.root, example.folder)),
    outputsStep(repository.root, example, observation, judged),
    gitStep(stage, before, after),
  ];
  const verdict = steps.find(({ step }) => step === 'run')?.verdict;
  // What was cut short says little.
  return verdict === 'interrupted'
    ? steps.map((step) => (step.verdict === 'failed' ? { ...step, verdict: 'unknown' } : step))
    : steps;
}

async function runAgain(stage: Stage, options: VerifyOptions, firstSeconds: number): Promise<Step> {
  await options.begin(`${stage.name}, a second time`);
  const given = stageOptions(stage, options, `${safe(stage.name)}.again.log`);
  const { observation, judged } = await run(given);
  return withLeft(await againStep(given, firstSeconds, observation, judged), observation);
}

async function runElsewhere(stage: Stage, options: VerifyOptions): Promise<Step> {
  await options.begin(`${stage.name}, from another folder`);
  const folder = createWorkingFolder('cvl-elsewhere-');
  try {
    const given = { ...stageOptions(stage, options, `${safe(stage.name)}.elsewhere.log`), cwd: folder.path };
    const { observation, judged } = await run(given);
    const outputs = outputsStep(options.repository.root, options.example, observation, judged, folder.path);
    return withLeft(elsewhereStep(given, observation, judged, outputs), observation);
  } finally {
    folder.remove();
  }
}

interface Ran {
  readonly observation: Observation;
  readonly judged: JudgedRuns;
}

async function run(given: StageOptions): Promise<Ran> {
  const observation = await observe(given);
  return { observation, judged: await judgeRuns(given, observation) };
}

/** A CUDA out of memory while other programs had memory of the GPU. */
const isForWantOfMemory = ({ gpu, end }: Observation, { runs }: JudgedRuns): boolean =>
  end.code !== 0 &&
  (gpu?.before.some(({ memoryUsed }) => (memoryUsed ?? 0) > 500) ?? false) &&
  runs.some(({ run: { errors } }) => errors.some(({ kind }) => kind === 'cuda-out-of-memory'));

const safe = (name: string): string => name.replace(/[^\w.-]/g, '_');

const stageOptions = (stage: Stage, { output, ...options }: VerifyOptions, log: string): StageOptions => ({
  ...options,
  stage,
  log,
  logs: join(output, 'logs'),
});
