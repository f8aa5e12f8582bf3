import { createInterface } from 'node:readline/promises';
import { ConfigurationError } from '../../config/errors';
import { visible } from '../../reporters/text/visible';
import { note } from '../output';
import type { Ending } from './ending';
import { type Intended, linesOf } from './intent';

/** Says what will start, and asks on a terminal. Without one, `yes` has to say so. Throws ConfigurationError. */
export async function confirm(intended: readonly Intended[], yes: boolean, ending: Ending): Promise<boolean> {
  for (const line of intended.flatMap(linesOf)) await note(visible(line));
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new ConfigurationError(
      'This starts the scripts above, with your rights. Say so with --yes, because nobody can be asked here.',
    );
  if (ending.signal.aborted) return false;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const unanswered = new AbortController();
  const giveUp = (): void => unanswered.abort();
  asked.on('close', giveUp); // the end of the input
  asked.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // the terminal hands over Ctrl-C as a character
  ending.signal.addEventListener('abort', giveUp);
  try {
    const answer = await asked.question('Start these scripts, with your rights? [y/N] ', { signal: unanswered.signal });
    return /^y(?:es)?$/i.test(answer.trim());
  } catch (error) {
    if (!unanswered.signal.aborted) throw error;
    await note('');
    return false;
  } finally {
    asked.off('close', giveUp).close();
    ending.signal.removeEventListener('abort', giveUp);
  }
}
