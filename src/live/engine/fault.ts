import { sentence } from '../../text/sentence';
import { quoteForShell } from '../../text/shell-quote';
import type { Called } from './call';
import { createMask } from './mask';

export type FaultKind =
  /** The client isn't installed, or can't be run. */
  | 'missing'
  /** Nothing answers where the client looks for the engine. */
  | 'unreachable'
  /** This user may not talk to it. */
  | 'forbidden'
  | 'timed out'
  | 'aborted'
  /** There is no such container, image, or volume. */
  | 'absent'
  /** The engine refused for another reason. */
  | 'refused'
  /** The client printed what can't be read. */
  | 'unreadable';

/** Why a question to an engine has no answer. */
export interface EngineFault {
  readonly kind: FaultKind;
  /** One or two sentences, without secrets. */
  readonly message: string;
  /** What the client said, as one line without secrets. May be empty. */
  readonly said: string;
}

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: EngineFault };

export const answer = <Value>(value: Value): Answer<Value> => ({ ok: true, value });

/** What clients print: docker 20 to 29, podman 3 to 5, nerdctl 1 and 2, sudo, OpenSSH. */
const kinds: readonly (readonly [FaultKind, RegExp])[] = [
  ['forbidden', /permission denied|a password is required|a terminal is required|is not in the sudoers file/i],
  [
    'absent',
    /no such (?:object|image|container|volume|network)|no container with name or ID|image not known|unable to find image/i,
  ],
  [
    'unreachable',
    /cannot connect to|can't connect to|failed to connect to the docker api|error during connect|is the docker daemon running|connection refused|no such host|i\/o timeout|unable to resolve docker endpoint|context ".{0,200}" not found|cannot access containerd socket|rootless containerd not running|unable to connect to podman|unable to parse docker host|ssh: |dial unix|connection reset by peer|unexpected eof/i,
  ],
];

/** Whether a client says that it had a connection to its engine, which broke: docker's `run`, its builders, and podman's remote client. */
export const isBrokenConnection = (line: string): boolean =>
  /\b(?:error waiting for container|error during connect|failed to receive status|unable to (?:upgrade|connect) to podman)\b.{0,1000}\b(?:EOF|connection reset by peer|broken pipe|closed network connection)|^(?:docker: |error: )?unexpected EOF$/i.test(
    line,
  );

/** What went wrong with a call whose exit code isn't 0, or that has none. */
export function faultOf(words: readonly string[], called: Called): EngineFault {
  const said = firstLine(called.stderr) || firstLine(called.stdout);
  const command = `\`${createMask()(quoteForShell(words))}\``;
  if (called.ended === 'unstarted') return { kind: 'missing', message: called.reason, said };
  if (called.ended === 'timed out')
    return { kind: 'timed out', message: `${command} gave no answer in time, and was stopped.`, said };
  if (called.ended === 'aborted') return { kind: 'aborted', message: `${command} was stopped.`, said };
  const kind = kinds.find(([, form]) => form.test(called.stderr))?.[0] ?? 'refused';
  const message =
    said === '' ? `${command} failed with exit code ${called.code}, and said nothing.` : `${command} failed. ${sentence(said)}`;
  return { kind, message, said };
}

export const unreadable = (words: readonly string[]): EngineFault => ({
  kind: 'unreadable',
  message: `\`${quoteForShell(words)}\` printed what cvl can't read.`,
  said: '',
});

/** The first line that says something, without the client's name in front and without secrets. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line = lines.find((each) => each !== '' && !/^(?:WARN(?:ING)?\b|time=.*level=warn|Emulate Docker CLI)/i.test(each)) ?? '';
  const bare = line
    .replace(/^time=\S+ level=\w+ msg="?/, '')
    .replace(/^(?:docker|podman|nerdctl): /, '')
    .replace(/^(?:error|fatal): /i, '')
    .replace(/^Error response from daemon: /, '');
  return createMask(Object.entries(process.env))(bare).slice(0, 500);
}
