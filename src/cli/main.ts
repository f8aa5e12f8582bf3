import { CLIError, ExitError } from '@oclif/core/errors';
import { run as runCommand } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { wantsStacks } from '../config/errors';
import { lookAhead } from '../engine/ahead';
import { visibleLines } from '../reporters/text/visible';
import { sentence } from '../text/sentence';
import { argumentsOf } from './arguments';
import { hearStreamErrors, note } from './output';

/**
 * Runs a command through oclif, which loads no other. `from` is the address of the file in `bin/`, beside which oclif finds
 * package.json. A caller's mistake is one sentence and exit code 2. So is a bug of cvl, whose stack `DEBUG=cvl` shows.
 */
export async function run(args: string[], from: string): Promise<void> {
  settings.performanceEnabled = false;
  // What is installed is compiled already, whatever NODE_ENV says.
  settings.enableAutoTranspile = false;
  const failureOfOutput = hearStreamErrors();
  let failure: string | undefined;
  const words = argumentsOf(args);
  if (words[0] === 'lint' && !words.includes('--help')) lookAhead(words.slice(1));
  try {
    await runCommand(words, from);
  } catch (error) {
    failure = isExit(error, 0) ? undefined : explain(error);
    if (error instanceof CLIError) {
      const { withMeant } = await import('./meant');
      failure = failure && withMeant(failure, args, new URL('../oclif.manifest.json', from));
    }
  }
  await new Promise((done) => setImmediate(done)); // streams report their errors later
  failure ??= failureOfOutput();
  if (failure === undefined) return;
  process.exitCode = 2;
  await note(failure);
}

const isExit = (error: unknown, code: number): boolean => error instanceof ExitError && error.oclif.exit === code;

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ConfigurationError' || error.name === 'WriteError') return visibleLines(error.message).join('\n');
  if (error instanceof CLIError) return error.message;
  if ('syscall' in error && error.syscall === 'uv_cwd') return 'The current folder no longer exists.';
  const stack = wantsStacks() ? `\n${error.stack ?? ''}` : '';
  return `cvl failed: ${sentence(error.message)} This is a bug in cvl. Set DEBUG=cvl to see where.${stack}`;
}
