import { CLIError, ExitError } from '@oclif/core/errors';
import { flush } from '@oclif/core/flush';
import { run as runCommand } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { visibleLines } from '../reporters/text/visible';

/**
 * Runs a command through oclif, which loads no other. `from` is the address of the file in `bin/`, beside which oclif finds
 * package.json. Mistakes of the caller are one sentence and exit code 2; so is a fault of our own, whose stack DEBUG shows.
 */
export async function run(args: string[], from: string): Promise<void> {
  settings.performanceEnabled = false;
  try {
    await runCommand(args, from);
    await flush();
  } catch (error) {
    if (isExit(error, 0)) return;
    process.exitCode = 2;
    process.stderr.write(`${explain(error)}\n`);
  }
}

const isExit = (error: unknown, code: number): boolean => error instanceof ExitError && error.oclif.exit === code;

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ConfigurationError') return visibleLines(error.message).join('\n');
  if (error instanceof CLIError) return error.message;
  const stack = process.env['DEBUG'] ? `\n${error.stack ?? ''}` : '';
  return `cvl failed: ${error.message}. This is a fault of cvl; set DEBUG=1 to see where.${stack}`;
}
