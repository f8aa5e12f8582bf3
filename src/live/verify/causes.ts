import { join } from 'node:path';
import type { LiveFinding } from '../../watch/judge';
import type { ContainerFacts } from '../engine';
import { lastLines } from './file-ends';
import type { Observation } from './observe';

/** Exit codes of the engine's client and of programs, in words. https://docs.docker.com/engine/containers/run/#exit-status */
const exitCodes: { readonly [code: number]: string } = {
  1: 'the program failed',
  2: 'the program did not understand its command line, or a shell builtin was misused',
  125: 'the engine refused to start the container',
  126: 'the command in the container cannot be run: it is no program, or not executable',
  127: 'the command was not found',
  130: 'it was interrupted (SIGINT)',
  134: 'the program aborted (SIGABRT)',
  137: 'it was killed (SIGKILL), as the kernel does when memory runs out',
  139: 'it accessed memory that is not its own (SIGSEGV)',
  143: 'it was asked to end (SIGTERM)',
};

const exitInWords = (code: number): string => {
  const words = exitCodes[code];
  return words === undefined ? `exit code ${code}` : `exit code ${code}: ${words}`;
};

/** What ended a stage that is no fault of the example: the engine or the disk is gone. A sentence. */
function mishapOf({ end, engineLoss, isLogLost }: Pick<Observation, 'end' | 'engineLoss' | 'isLogLost'>): string | undefined {
  if (isLogLost)
    return 'Something replaced the folder of its log while it ran, so what it printed is lost. Let no script change the results of cvl.';
  if (engineLoss?.isBack)
    return `The connection to the container engine broke after ${seconds(engineLoss.after)}, as when it restarts. Verify again with --resume.`;
  if (engineLoss)
    return `The container engine gave no answer any more after ${seconds(engineLoss.after)}. Start it again, then verify with --resume.`;
  return end.ended === 'failed' ? (end.reason ?? 'The script could not be run.') : undefined;
}

/** Why a stage wasn't brought to its end, which says nothing of the example: a mishap, or somebody stopped it. A sentence. */
export const interruptionOf = (
  observation: Pick<Observation, 'end' | 'engineLoss' | 'isLogLost' | 'fatal'>,
): string | undefined =>
  mishapOf(observation) ?? (observation.end.ended === 'aborted' && !observation.fatal ? 'It was interrupted.' : undefined);

/** Why a stage didn't come to a good end, as sentences for people. Undefined if it did. */
export function causeOf(
  observation: Observation,
  findings: readonly LiveFinding[],
  logs: string,
  timeoutMs: number,
): string | undefined {
  const { end, containers, fatal } = observation;
  const mishap = mishapOf(observation);
  if (mishap !== undefined) return mishap;
  if (fatal) return fatal.message;
  if (end.ended === 'timed out') return hangOf(observation, timeoutMs);
  const killed = containers.find(
    ({ oomKilled, exitCode, memoryBytes }) => oomKilled || (exitCode === 137 && memoryBytes !== undefined),
  );
  if (killed) return outOfMemory(killed);
  const code = end.code ?? 0;
  const failed = containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  if (code === 0 && !failed) return undefined;
  const found = findings.find(
    ({ rule, severity }) => severity === 'error' && (rule === 'runs/error' || rule === 'runs/logged-error'),
  );
  if (found) return found.message;
  const refused = containers.find(({ error }) => error !== undefined && error !== '')?.error;
  if (refused !== undefined) return `The engine could not start the container: ${refused}`;
  const worst = failed?.exitCode ?? code;
  const isUnstarted = containers.some(({ state, started }) => state === 'created' && started === undefined);
  const after = isUnstarted
    ? 'The engine made the container, but did not start it. Check that the image has the program, the user, and the working folder.'
    : `It ended after ${seconds(end.seconds)} with ${exitInWords(worst)}.`;
  const last = lastLines(join(logs, observation.logNames[0] ?? ''), 3).findLast(
    (line) => !/(?:docker|podman|nerdctl) run --help/.test(line),
  );
  return last === undefined ? `${after} It printed nothing.` : `${after} The last line of its log: ${last.trim().slice(0, 300)}`;
}

function hangOf({ end, valueAfter }: Observation, timeoutMs: number): string {
  const limit = seconds(timeoutMs / 1000);
  if (end.lastOutput === undefined)
    return `It printed nothing within ${limit}, and was stopped. It hangs, or Python keeps its output back: set PYTHONUNBUFFERED=1.`;
  const silent = end.seconds - end.lastOutput;
  if (silent > end.seconds / 2)
    return `It printed nothing in the last ${seconds(silent)} of ${seconds(end.seconds)}, and was stopped. It hangs.`;
  const progress = valueAfter === undefined ? '' : ' Metrics were still coming in.';
  return `It was still running after ${limit}, and was stopped.${progress} Give it more time with --timeout, or less work with --quick or --set.`;
}

function outOfMemory({ memoryBytes }: ContainerFacts): string {
  const remedy = 'Use less memory, such as by smaller batches or fewer workers of the data loader, or allow more.';
  if (memoryBytes === undefined) return `The kernel killed the container, because the machine ran out of memory. ${remedy}`;
  return `The kernel killed the container, because it needed more memory than its limit of ${Math.round(memoryBytes / 2 ** 20)} MiB (\`--memory\`). ${remedy}`;
}

/** `0.4 s`, `90 s`, `12 min`. */
export function seconds(value: number): string {
  if (value >= 600) return `${Math.round(value / 60)} min`;
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} s`;
}
