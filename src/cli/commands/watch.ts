import { existsSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import policy from '../../../rules/tables/watch.yaml';
import type { Finding } from '../../api/finding';
import { outcomesOf } from '../../engine/outcomes';
import { openProject, type Project } from '../../engine/project';
import { runsAsTable } from '../../reporters/runs/table';
import { type Alarm, createAlarm } from '../../watch/alarm';
import { filesNow } from '../../watch/files';
import type { WatchPolicy } from '../../watch/policy';
import { createScreen, findingLine, frameOf, lineOf } from '../../watch/screen';
import { type WatchEvent, watchRun } from '../../watch/watch';
import { configurationFlags, configurationOptions } from '../flags';
import { Args, Command, Flags } from '../oclif';
import { isUnread, wantsColor, write } from '../output';

/** Levels of folders that are watched below a run folder or an example. */
const levels = 8;

export default class Watch extends Command {
  static override summary = 'Follow a training run, and report at once what is wrong with it.';
  static override description =
    `PATH is a log, a run folder, or an example; the default is the current folder. It needn't exist yet. Of several runs, the newest is followed.
Ctrl-C ends with a summary and exit code 130, SIGTERM with 143. Otherwise, the exit code is 1 if an error was found, else 0.`;
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
    const named = resolve(process.cwd(), args.path);
    const project = await openProject({ cwd: process.cwd(), paths: [nearestExisting(named)], ...configurationOptions(flags) });
    const { repository } = project;
    const root = repository.root;
    const path = pathWithin(project, named);
    const isFile = existsSync(named) ? !isFolder(named) : /\.[a-z]+$/i.test(named);
    const alarm = await alarmFor(isFile ? dirname(named) : named, isFile ? 0 : levels);
    let signalled: NodeJS.Signals | undefined;
    const stop = (signal?: NodeJS.Signals): void => {
      signalled = signal;
      alarm.stop();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const events = watchRun(
      {
        repository,
        configuration: project.configuration,
        path,
        tasks: flags.task,
        policy: policy as WatchPolicy,
        untilEnd: flags['until-end'],
        failFast: flags['fail-fast'],
        files: () => filesNow(root, path, repository.options.ignores),
        modified: (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
        now: Date.now,
      },
      () => alarm.next(),
    );
    try {
      await show(events, project, args.path, wantsColor(flags.color, process.env, process.stdout), stop);
      if (signalled) process.exitCode = 128 + constants.signals[signalled];
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await alarm.close();
    }
  }
}

async function show(
  events: AsyncIterable<WatchEvent>,
  project: Project,
  name: string,
  color: boolean,
  stop: () => void,
): Promise<void> {
  const isTerminal = process.stdout.isTTY === true;
  const columns = (): number => process.stdout.columns || 80;
  const screen = createScreen(columns);
  const print = (line: string): Promise<void> => write(isTerminal ? screen.print(`${line}\n`) : `${line}\n`);
  let last = '';
  for await (const event of events) {
    if (event.kind === 'waiting') await print(`Waiting for a log at ${name}`);
    else if (event.kind === 'found') await print(`Following ${event.path || name} (${event.readers.join(', ')})`);
    else if (event.kind === 'note') await print(event.text);
    else if (event.kind === 'finding') await print(findingLine(event.finding, color, isTerminal ? columns() : undefined));
    else if (event.kind === 'values') {
      const line = lineOf(event.run);
      if (isTerminal) await write(screen.draw(frameOf(event.run, event.run.path || name, columns(), color)));
      else if (line !== '' && line !== last) await write(`${line}\n`);
      last = line;
    } else {
      if (isTerminal) await write(screen.draw([]));
      await summarize(event, project, { color, ...(isTerminal && { width: columns() }) });
    }
    if (isUnread()) stop();
  }
}

async function summarize(
  event: WatchEvent & { kind: 'ended' },
  { configuration }: Project,
  options: { readonly color: boolean; readonly width?: number },
): Promise<void> {
  const { target, findings, known, why } = event;
  if (target === undefined) {
    await write('No run was found.\n');
    return;
  }
  const shown = findings.map((finding): Finding => ({ ...finding, related: [], fingerprint: '' }));
  const view = {
    run: target.run,
    tasks: target.tasks.size > 0 ? [...target.tasks] : target.declaredTasks,
    findings: shown,
    outcomes: outcomesOf(target, configuration),
  };
  const before = new Set(shown.filter((_, index) => known.has(findings[index]!)));
  const heading = { over: 'The run has ended.', error: 'Stopped at the first error.', left: 'Stopped while the run continues.' }[
    why
  ];
  await write(`\n${heading}\n${runsAsTable([view], { ...options, known: before })}`);
  process.exitCode = findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Watches a folder that may not exist yet, from the nearest one that does. */
function alarmFor(folder: string, depth: number): Promise<Alarm> {
  const existing = nearestExisting(folder);
  const missing = folder
    .slice(existing.length)
    .split(/[/\\]/)
    .filter((part) => part !== '');
  return createAlarm(existing, depth + missing.length);
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** The path from the root, whether or not it exists yet. */
function pathWithin({ paths }: Project, named: string): string {
  const existing = nearestExisting(named);
  const missing = named
    .slice(existing.length)
    .replace(/^[/\\]/, '')
    .replaceAll('\\', '/');
  return [paths[0] ?? '', missing].filter((part) => part !== '').join('/');
}
