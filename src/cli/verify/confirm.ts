import { createInterface } from 'node:readline/promises';
import { ConfigurationError } from '../../config/errors';
import type { Stage } from '../../live/plan/stages';
import type { Limit } from '../../live/verify/quick';
import type { Example, Launch } from '../../model/targets';
import { visible } from '../../reporters/text/visible';
import { quoteForShell } from '../../text/shell-quote';
import { note } from '../output';

/** What would be verified, before it is. */
export interface Intended {
  readonly example: Example;
  readonly stages: readonly Stage[];
  readonly limits: readonly Limit[];
}

/** Says what will start, and asks on a terminal. Without one, `yes` has to say so. Throws ConfigurationError. */
export async function confirm(intended: readonly Intended[], yes: boolean): Promise<boolean> {
  for (const line of intended.flatMap(linesOf)) await note(visible(line));
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new ConfigurationError(
      'This starts the scripts above, with your rights. Say so with --yes, because nobody can be asked here.',
    );
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question('Start these scripts, with your rights? [y/N] ');
  asked.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

function linesOf({ example, stages, limits }: Intended): readonly string[] {
  return [
    `${example.folder || '.'}:`,
    ...stages.flatMap(({ script, arguments: words }) => [
      `  bash ${quoteForShell([script, ...words])}`,
      ...(example.repository.script(script)?.launches ?? []).map((launch) => `    ${launchInWords(launch)}`),
    ]),
    ...limits.map(({ name, value, readIn }) => `  ${name}=${value}, which ${readIn} reads`),
  ];
}

function launchInWords({ spec }: Launch): string {
  const command = spec.command.map(({ text, masked }) => text ?? masked);
  const mounts = spec.mounts.map(
    ({ target, readonly }) => `${target.text ?? target.masked}${readonly === true ? ' (read-only)' : ''}`,
  );
  return [
    `starts a container of ${spec.image?.text ?? spec.image?.masked ?? 'an unknown image'}`,
    command.length > 0 ? `that runs ${command.join(' ')}` : '',
    spec.gpus ? 'with GPUs' : '',
    mounts.length > 0 ? `with mounts at ${mounts.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
