import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationError } from '../config/errors';

/**
 * Writes to standard output and waits until it's taken: a slow reader never cuts a report short. A reader that closes the pipe,
 * as `head` does, isn't an error.
 */
export function write(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((done, fail) => {
    const gone = (error: NodeJS.ErrnoException): void => (error.code === 'EPIPE' ? done() : fail(error));
    stream.once('error', gone);
    stream.write(text, (error) => {
      stream.off('error', gone);
      if (error) gone(error);
      else done();
    });
  });
}

/** Writes a report to a file, making its folder. */
export function writeReport(path: string, text: string): void {
  intoFile(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}

export const appendReport = (path: string, text: string): void => intoFile(path, () => appendFileSync(path, text));

function intoFile(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new ConfigurationError(
      `The report can't be written to ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whether to use colors: `--color` and `--no-color` first, then NO_COLOR, then FORCE_COLOR, then whether the output is a terminal. */
export function wantsColor(flag: boolean | undefined, env: NodeJS.ProcessEnv, stream: { isTTY?: boolean }): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
