import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import watchTable from '../../../rules/tables/watch.yaml';
import { ConfigurationError } from '../../config/errors';
import { runnableHere } from '../../engine/isolation/ask';
import type { Project } from '../../engine/project';
import { reasonOf } from '../../files/problem';
import { refuseWayOut } from '../../files/report';
import { createMask, type Engine, type Mask, maskedValue } from '../../live/engine';
import { type Evidence, evidenceFormat, type Machine, type Step, stepTitle, verdictOf } from '../../live/evidence/evidence';
import { groundOf } from '../../live/plan/ground';
import { waitForGpu } from '../../live/verify/gpu-wait';
import { type VerifyOptions, verifyExample } from '../../live/verify/verify-example';
import { readHistory } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { visible } from '../../reporters/text/visible';
import type { WatchPolicy } from '../../watch/policy';
import { note, write } from '../output';
import { writeMetadata } from './collect';
import type { Ending } from './ending';
import type { Intended } from './intent';
import { type Keeper, keepEvidence } from './keep';
import { policy } from './policy';
import { stepsToKeep } from './resume';
import { structureStep } from './structure';

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

export interface Surroundings {
  readonly version: string;
  /** `dist/engine-wrapper.js`. */
  readonly wrapperProgram: string;
  /** The root whose metadata is written: with `clean`, that of the checkout and not of its fresh copy. */
  readonly metadataRoot: string;
}

/** What one verification is done with. */
export interface Means {
  readonly flags: RunFlags;
  readonly surroundings: Surroundings;
  readonly engine: Engine;
  readonly machine: Machine;
  readonly ending: Ending;
}

/** Verifies one example, and leaves its evidence, however it ends. */
export async function verifyOne(project: Project, intended: Intended, means: Means): Promise<Evidence['verdict']> {
  const { example, limits } = intended;
  const { flags, surroundings, ending } = means;
  const output = folderFor(surroundings.metadataRoot, example, flags.output);
  const variables = Object.fromEntries([...limits.map(({ name, value }) => [name, value] as const), ...flags.set]);
  const mask = createMask(Object.entries(process.env), flags.set);
  const base = baseOf(project, example, means, maskedVariables(variables, mask));
  refuseLinks(surroundings.metadataRoot, output);
  await write(`${visible(example.folder || '.')}\n`);
  const done = flags.resume ? stepsToKeep(output, base) : [];
  for (const step of done) await show(step, 'kept');
  const kept = keepEvidence(base, done, { root: surroundings.metadataRoot, output, mask });
  const shown = async (step: Step): Promise<void> => {
    kept.add(step);
    await show(step);
    for (const { check, message } of step.problems) if (check === 'verify/left-container') await note(visible(`  ${message}`));
  };
  const evidence = await finished(
    kept,
    verifyExample(optionsFor(project, intended, means, { variables, mask, output, done, show: shown })),
    ending,
  );
  const unwritten = kept.unwritten();
  if (unwritten !== undefined) {
    process.exitCode = 2;
    await note(visible(`The evidence could not be written to ${output}. ${unwritten}`));
  }
  await write(`  ${evidence.verdict}. Logs and evidence are in ${visible(output)}.\n`);
  if (flags.write && evidence.verdict === 'passed') await writeMetadata(surroundings.metadataRoot, evidence);
  return evidence.verdict;
}

/** The evidence of the steps, which is left also where an error ends them. */
async function finished(kept: Keeper, verified: Promise<readonly Step[]>, ending: Ending): Promise<Evidence> {
  try {
    const steps = await verified;
    const signalled = ending.signalled();
    const mishap = steps.find(({ verdict }) => verdict === 'interrupted')?.summary;
    const verdict = verdictOf(steps, signalled !== undefined);
    return kept.finish(steps, verdict, signalled === undefined ? mishap : `It was ended by ${signalled}.`);
  } catch (error) {
    kept.fail(error);
    throw error;
  }
}

/** Logs and evidence in the repository stay in it. Throws ConfigurationError. */
function refuseLinks(root: string, output: string): void {
  try {
    refuseWayOut(root, join(output, 'logs', 'log'));
  } catch (error) {
    throw new ConfigurationError(`--output ${output}: ${reasonOf(error)}`);
  }
}

/** What the evidence says besides times and steps. */
function baseOf({ repository }: Project, example: Example, { flags, surroundings, machine }: Means, variables: Variables) {
  const { root, git, options } = repository;
  const history = git ? readHistory(root, { pattern: 'last_verified', files: options.examples.metadata }) : undefined;
  return {
    format: evidenceFormat,
    version: surroundings.version,
    example: example.folder || '.',
    ...(example.metadata && { metadata: example.metadata.path }),
    ...(history && { commit: history.head }),
    uncommitted: groundOf(example).filter((path) => history?.uncommitted.has(path)),
    extent: { quick: flags.quick, clean: flags.clean, twice: flags.twice, variables, timeoutSeconds: flags.timeoutSeconds },
    machine,
  } as const;
}

type Variables = { readonly [name: string]: string };

const maskedVariables = (variables: Variables, mask: Mask): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, maskedValue(name, value, mask)]));

function optionsFor(
  project: Project,
  { example, stages }: Intended,
  { flags, surroundings, engine, ending }: Means,
  own: Pick<VerifyOptions, 'variables' | 'mask' | 'output' | 'done' | 'show'>,
): VerifyOptions {
  return {
    ...own,
    repository: project.repository,
    configuration: runnableHere(project.configuration),
    example,
    stages,
    engine,
    policy,
    watchPolicy: watchTable as WatchPolicy,
    timeoutMs: flags.timeoutSeconds * 1000,
    failFast: flags.failFast,
    twice: flags.twice,
    retries: flags.retryOom ? 2 : 0,
    signal: ending.signal,
    hurry: ending.hurry,
    wrapperProgram: surroundings.wrapperProgram,
    structure: () => structureStep(project, example, surroundings.version),
    async ready() {
      if (flags.gpuFree === undefined) return undefined;
      const count = Math.max(1, example.resources.gpus?.low ?? 1);
      const waiting = {
        freeMib: flags.gpuFree,
        count,
        env: engine.env,
        signal: ending.signal,
        timeoutMs: flags.timeoutSeconds * 1000,
      };
      const refusal = await waitForGpu({ ...waiting, say: (sentence) => note(visible(`  ${sentence}`)) });
      return refusal === undefined ? undefined : `--gpu-free: ${refusal}`;
    },
    begin: (what) => note(visible(`  ${what} …`)),
  };
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
