import { writeProblem } from '../config/errors';
import type { Configuration } from '../config/types';
import { visible } from '../reporters/text/visible';
import { note } from './output';

/** What went wrong in code of the configuration, for commands that report no findings: on standard error, and with exit code 2. */
export async function noteFault(text: string): Promise<void> {
  process.exitCode = 2;
  await note(visible(text));
}

/** The plugins that take no part. */
export async function noteFailures({ failures = [] }: Configuration): Promise<void> {
  for (const failure of failures) await noteFault(writeProblem(failure));
}
