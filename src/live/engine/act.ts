import { quoteForShell } from '../../text/shell-quote';
import type { Called, CallOptions } from './call';
import { ask, type Engine, wordsOf } from './engine';
import { type Answer, answer, faultOf } from './fault';

/** What a command in a container did. `code` 126 and 127 are of the engine: it can't be run, or isn't there. */
export interface Executed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecOptions extends CallOptions {
  readonly workdir?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** What the engine says where it couldn't run the command at all. */
const couldNotRun =
  /^(?:(?:docker|podman|nerdctl): )?(?:error(?: response from daemon)?|fatal): |^(?:OCI runtime exec failed|cannot connect|can't connect|failed to connect|error during connect|permission denied while)|level=(?:fatal|error)/im;

/** Runs a command in a running container. Any exit code of the command is an answer. */
export async function execIn(
  engine: Engine,
  container: string,
  command: readonly string[],
  { workdir, variables = {}, ...options }: ExecOptions = {},
): Promise<Answer<Executed>> {
  const flags = [
    ...(options.input === undefined ? [] : ['--interactive']),
    ...(workdir === undefined ? [] : ['--workdir', workdir]),
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const words = ['exec', ...flags, container, ...command];
  const called = await engine.call(words, options);
  const { code, stdout, stderr } = called;
  if (called.ended !== 'exited' || code === null || isRefused(called))
    return { ok: false, fault: faultOf(wordsOf(engine, words), called) };
  return answer({ code, stdout, stderr });
}

/** 126 and 127 are answers: the command can't be run, or isn't there. */
const isRefused = ({ code, stdout, stderr }: Called): boolean =>
  (code === 1 || code === 125 || code === 255) && stdout === '' && couldNotRun.test(stderr);

/** Asks a container to end, and kills it after so many seconds. */
export const stopContainer = (engine: Engine, container: string, seconds = 10, options?: CallOptions): Promise<Answer<string>> =>
  ask(engine, ['stop', '--time', String(seconds), container], { timeoutMs: (seconds + 30) * 1000, ...options });

/** Kills a container at once, or sends it a signal. */
export const killContainer = (
  engine: Engine,
  container: string,
  signal = 'KILL',
  options?: CallOptions,
): Promise<Answer<string>> => ask(engine, ['kill', '--signal', signal, container], options);

/** Removes a container with the unnamed volumes that belong to it, also while it runs. Images and named volumes stay. */
export const removeContainer = (engine: Engine, container: string, options?: CallOptions): Promise<Answer<string>> =>
  ask(engine, ['rm', '--force', '--volumes', container], options);

/** What removes all containers with a label, for a shell. */
export function removalOf({ words }: Engine, label: string): string {
  const list = quoteForShell([...words, 'ps', '--all', '--quiet', '--filter', `label=${label}`]);
  return `${list} | xargs -r ${quoteForShell([...words, 'rm', '--force'])}`;
}
