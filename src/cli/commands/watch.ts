import { constants } from 'node:os';
import { runsAsTable } from '../../reporters/runs/table';
import { isCrash } from '../../watch/judge';
import { createScreen, findingLine, frameOf, lineOf } from '../../watch/screen';
import { configurationFlags, configurationOptions } from '../flags';
import { follow, openFollowed, type Seen } from '../follow';
import { Args, Command, Flags } from '../oclif';
import { isUnread, wantsColor, write } from '../output';

export default class Watch extends Command {
  static override summary = 'Follow a training run, and report at once what is wrong with it.';
  static override description =
    `PATH is a log, a run folder, or an example; the default is the current folder. It needn't exist yet. Of several runs, the newest is followed.
Ctrl-C ends with a summary and exit code 130, SIGTERM with 143. Otherwise, the exit code is 1 if an error was found, 2 if a plugin failed, else 0.`;
  static override examples = [
    '<%= config.bin %> watch examples/perception/image_classification/torch',
    '<%= config.bin %> watch logs/train.log --task language_modeling --until-end',
    '<%= config.bin %> watch logs/train.log --fail-fast > progress.txt',
  ];
  static override args = {
    path: Args.string({ description: 'A log, a run folder, or an example.', default: '.', ignoreStdin: true }),
  };
  static override flags = {
    ...configurationFlags,
    task: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TASK',
      description: 'Treat the run as this task instead of what the metadata says.',
    }),
    'until-end': Flags.boolean({ description: 'End when the log says that the run is over.' }),
    'fail-fast': Flags.boolean({ description: 'End with exit code 1 at the first error that the run has not recovered from.' }),
    color: Flags.boolean({ allowNo: true, description: 'Force colors on or off.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Watch);
    const project = await openFollowed(args.path, configurationOptions(flags, this.config));
    const ending = new AbortController();
    let signalled: NodeJS.Signals | undefined;
    const stop = (signal?: NodeJS.Signals): void => {
      signalled = signal;
      ending.abort();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const show = shower(args.path, wantsColor(flags.color, process.env, process.stdout), () => ending.abort());
    const following = {
      path: args.path,
      untilEnd: flags['until-end'],
      failFast: flags['fail-fast'],
      ...(flags.task && { tasks: flags.task }),
    };
    try {
      await follow(project, following, show, ending.signal);
      if (signalled) process.exitCode = 128 + constants.signals[signalled];
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  }
}

/** Shows what is seen of a run, as it comes. `unread`: nobody reads it any longer. */
function shower(name: string, color: boolean, unread: () => void): (seen: Seen) => Promise<void> {
  const isTerminal = process.stdout.isTTY === true;
  const columns = (): number => process.stdout.columns || 80;
  const screen = createScreen(columns);
  const print = (line: string): Promise<void> => write(isTerminal ? screen.print(`${line}\n`) : `${line}\n`);
  let before: ReadonlySet<string> = new Set();
  const lines = new Set<string>();
  let last = '';
  /** What was said before the run was followed again isn't repeated. */
  const printOnce = async (line: string): Promise<void> => {
    lines.add(line);
    if (!before.has(line)) await print(line);
  };
  return async (event) => {
    if (event.kind === 'waiting') await printOnce(`Waiting for a log at ${name}`);
    else if (event.kind === 'found') await printOnce(`Following ${event.path || name} (${event.readers.join(', ')})`);
    else if (event.kind === 'note') await printOnce(event.text);
    else if (event.kind === 'finding') {
      if (isCrash(event.finding)) process.exitCode = 2;
      await printOnce(findingLine(event.finding, color, isTerminal ? columns() : undefined));
    } else if (event.kind === 'again') before = new Set(lines);
    else if (event.kind === 'values') {
      const line = lineOf(event.run);
      if (isTerminal) await write(screen.draw(frameOf(event.run, event.run.path || name, columns(), color)));
      else if (line !== '' && line !== last) await write(`${line}\n`);
      last = line;
    } else {
      if (isTerminal) await write(screen.draw([]));
      await summarize(event, { color, ...(isTerminal && { width: columns() }) });
    }
    if (isUnread()) unread();
  };
}

async function summarize(
  { view, known, why }: Seen & { kind: 'ended' },
  options: { readonly color: boolean; readonly width?: number },
): Promise<void> {
  if (!view) {
    await write('No run was found.\n');
    return;
  }
  const { findings } = view;
  const before = new Set(findings.filter((_, index) => known.includes(index)));
  const heading = { over: 'The run has ended.', error: 'Stopped at the first error.', left: 'Stopped while the run continues.' }[
    why
  ];
  await write(`\n${heading}\n${runsAsTable([view], { ...options, known: before })}`);
  if (findings.some(isCrash)) process.exitCode = 2;
  process.exitCode ??= findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
