import type { Part, Process } from '../languages/docker';
import { nameOf } from '../text/path';
import { query } from './query';
import type { Launch, Program } from './targets';

/** Flags of the client that hardly any program has too. */
const clientOnly = /^(--gpus|--mount|--shm-size|--rm|--ipc|--volume|--env|--workdir|--network|--privileged|--name)(=|$)/;

/** Short flags of the client, and how their values look. */
const clientShort: ReadonlyMap<string, RegExp> = new Map([
  ['-v', /^[^:]+:\/[^:]/],
  ['-e', /^[A-Za-z_]\w*=/],
  ['-p', /^[\d.:]*:\d+$/],
  ['-w', /^\//],
  ['-it', /^/],
  ['-ti', /^/],
]);

export const misplacedFlagOf = query('launch.misplacedFlag', (launch: Launch): Part | undefined => {
  const { spec, process } = launch;
  if (!process?.isGiven || process.entrypoint === 'flag') return undefined;
  const { command } = spec;
  if (!process.entrypoint) return isClientFlag(command[0], command[1]) ? command[0] : undefined;
  return command.find((word, index) => isClientFlag(word, command[index + 1]) && isUnknownToEntry(launch, word));
});

function isClientFlag(word: Part | undefined, next: Part | undefined): boolean {
  if (word?.text === undefined) return false;
  return clientOnly.test(word.text) || (clientShort.get(word.text)?.test(next?.masked ?? '') ?? false);
}

/** Whether the entry point starts a program that is known to have no such option. */
function isUnknownToEntry(launch: Launch, { text = '' }: Part): boolean {
  const options = entryProgramOf(launch)?.options;
  const [name = text] = text.split('=');
  return options !== undefined && !options.some(({ names }) => names.some((each) => each.text.startsWith(name)));
}

/** The program that the words of the entry point itself start, and no command that they run. */
function entryProgramOf({ process, starts: [start, more] }: Launch): Program | undefined {
  const entry = process?.words.slice(0, process.commandAt) ?? [];
  return start && !more && entry.includes(start.target.part) ? start.program : undefined;
}

export const mistakenCommandOf = query('launch.mistakenCommand', (launch: Launch): readonly Part[] => {
  const { process, spec } = launch;
  const options = entryProgramOf(launch)?.options;
  if (!isImages(process) || !process.isGiven || !options || options.some(({ positional }) => positional)) return [];
  const { command } = spec;
  const repeated = repeatedWords(process.words.slice(0, process.commandAt), command);
  if (repeated > 0) return command.slice(0, repeated);
  return shellOrPython.test(nameOf(command[0]?.text ?? '')) ? command.slice(0, 1) : [];
});

const shellOrPython = /^(?:(?:ba|da|z)?sh|python[\d.]*|nvidia-smi)$/;

const isImages = (process: Process | undefined): process is Process =>
  process !== undefined && process.entrypoint !== undefined && process.entrypoint !== 'flag';

/** How many of the launch's words start the program that the entry point starts already. */
function repeatedWords(entry: readonly Part[], command: readonly Part[]): number {
  const names = command.map(programName);
  const target = entry.at(-1);
  const at = target?.text === undefined ? -1 : names.indexOf(programName(target));
  if (at === 0) return 1;
  return at > 0 && names[0] !== undefined && names[0] === programName(entry[0]) ? at + 1 : 0;
}

const programName = (part: Part | undefined): string | undefined =>
  part?.text === undefined ? undefined : nameOf(part.text).replace(/^python[\d.]+$/, 'python');
