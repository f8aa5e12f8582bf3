import { fstatSync, writeFileSync } from 'node:fs';
import { reasonOf, WriteError } from '../files/problem';
import { appendReport, writeReport } from '../files/report';
import { undisturbed } from '../files/signals';

/**
 * Writes to standard output and waits until it's taken: a slow reader never cuts a report short. A reader that closes the pipe,
 * as `head` does, isn't an error; `isUnread` knows. Throws WriteError if the output can't be written, as on a full disk.
 */
export async function write(text: string): Promise<void> {
  if (text === '' || isUnread()) return;
  try {
    await put(text, process.stdout);
  } catch (error) {
    if (isClosedPipe(error)) unread = true;
    else throw new WriteError(explainOutput(error));
  }
}

let unread = false;

/** Whether whoever read standard output has stopped. */
export const isUnread = (): boolean => unread;

/**
 * Writes lines to standard error; on a terminal, they're broken between words. Nothing can be said about one that can't be written.
 */
export async function note(text: string): Promise<void> {
  const { isTTY, columns } = process.stderr;
  const shown = isTTY ? (await import('../reporters/text/width')).wrapLines(text, columns || 80) : text;
  try {
    await put(`${shown}\n`, process.stderr);
  } catch {
    // The report and the exit code say what counts.
  }
}

/**
 * Node takes a short write to a file for a whole one, as on a disk that's almost full. In place of a closed output (`>&-`) it opens
 * `/dev/null`, exactly as a parent does that wants no output, so the two can't be told apart.
 */
function put(text: string, stream: Standard): Promise<void> {
  if (isFileOrDevice(stream)) {
    writeFileSync(stream.fd, text);
    return Promise.resolve();
  }
  return new Promise((done, fail) => {
    stream.write(text, (error) => (error ? fail(error) : done()));
  });
}

type Standard = NodeJS.WriteStream & { readonly fd: number };

function isFileOrDevice({ fd, isTTY }: Standard): boolean {
  if (isTTY) return false;
  const stat = fstatSync(fd);
  return stat.isFile() || stat.isCharacterDevice();
}

const isClosedPipe = (error: unknown): boolean =>
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * An error of a stream that nobody listens to would end the process with a stack. `write` throws its own; the answer says, as a
 * sentence, what kept others, such as the help, from writing to standard output.
 */
export function hearStreamErrors(): () => string | undefined {
  let heard: unknown;
  // oclif's own throws.
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', (error) => {
    if (!isClosedPipe(error)) heard = error;
  });
  process.stderr.on('error', () => {});
  return () => (heard === undefined ? undefined : explainOutput(heard));
}

const explainOutput = (error: unknown): string => `The report could not be written to standard output. ${reasonOf(error)}`;

/** Writes a report to a file, making its folder. Throws WriteError. `root` is the real path of what is linted. */
export const toFile = (root: string, path: string, text: string): Promise<void> =>
  standardOutput.test(path) ? write(text) : explained(path, () => writeReport(root, path, text));

/** Opening it by this name fails where it's a socket. */
const standardOutput = /^\/(?:dev\/stdout|dev\/fd\/1|proc\/self\/fd\/1)$/;

export const toEndOfFile = (root: string, path: string, text: string): Promise<void> =>
  explained(path, () => appendReport(root, path, text));

function explained(path: string, act: () => void): Promise<void> {
  return undisturbed(() => {
    try {
      act();
    } catch (error) {
      throw new WriteError(`The report could not be written to ${path}. ${reasonOf(error)}`);
    }
  });
}

/** The columns of the terminal: 80 if it doesn't know. Undefined where the output isn't one. */
export const terminalWidth = (): number | undefined => (process.stdout.isTTY ? process.stdout.columns || 80 : undefined);

/** Whether to use colors: `--color` and `--no-color` first, then NO_COLOR, then FORCE_COLOR, then whether the output is a terminal. */
export function wantsColor(flag: boolean | undefined, env: NodeJS.ProcessEnv, stream: { isTTY?: boolean }): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
