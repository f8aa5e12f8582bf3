import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import policy from '../../rules/tables/watch.yaml';
import type { Finding } from '../api/finding';
import { ask, runnableHere } from '../engine/isolation/ask';
import type { Answer } from '../engine/isolation/tasks';
import { outcomesOf } from '../engine/outcomes';
import { openProject, type Project } from '../engine/project';
import type { ProjectOptions } from '../engine/project-options';
import type { RunView } from '../reporters/runs/view';
import { type Alarm, createAlarm } from '../watch/alarm';
import { filesNow } from '../watch/files';
import type { WatchPolicy } from '../watch/policy';
import { type WatchEvent, watchRun } from '../watch/watch';
import { noteFailures, noteFault } from './faults';

/** What to follow, and until when. */
export interface Following {
  /** A log, a run folder or an example, as it was named; it doesn't have to exist yet. */
  readonly path: string;
  readonly tasks?: readonly string[];
  readonly untilEnd: boolean;
  readonly failFast: boolean;
}

/** What is seen of a run, as data: the end with what its summary shows. */
export type Seen =
  | Exclude<WatchEvent, { readonly kind: 'ended' }>
  | {
      readonly kind: 'ended';
      readonly why: 'over' | 'error' | 'left';
      readonly view?: RunView;
      /** Indexes of the findings of the view that were reported before. */
      readonly known: readonly number[];
    }
  /** Code of the configuration failed: the run is followed again, without it, from its beginning. */
  | { readonly kind: 'again' };

/** Opens what is followed, from the nearest folder that exists. */
export const openFollowed = (path: string, options: Omit<ProjectOptions, 'cwd' | 'paths'>): Promise<Project> =>
  openProject({ ...options, cwd: process.cwd(), paths: [nearestExisting(resolve(path))] });

/**
 * Follows a run, and calls back with what is seen, in order. Where a team's own code is needed, another process does that. What fails is
 * said on standard error.
 */
export async function follow(
  project: Project,
  following: Following,
  see: (seen: Seen) => Promise<void>,
  ending: AbortSignal,
): Promise<void> {
  const { isolation, configuration } = project;
  await noteFailures(configuration);
  let shown = Promise.resolve();
  const inOrder = (act: () => Promise<void>): void => {
    shown = shown.then(act);
    shown.catch(() => {}); // Awaited below.
  };
  const isAnswered = await ask({
    isolation,
    configuration,
    rules: ({ id, rule }) => rule.scope === 'run' && configuration.canBeOn(id),
    readsRuns: true,
    name: 'watch',
    about: following,
    part: (value) => inOrder(() => see(value as Seen)),
    failed(sentence) {
      inOrder(() => noteFault(sentence));
      inOrder(() => see({ kind: 'again' }));
    },
    ending,
  });
  await shown;
  if (isAnswered) return;
  for await (const seen of followHere({ ...project, configuration: runnableHere(configuration) }, following, ending))
    await see(seen);
}

/** The same run in the process that loads the code. Signals that the terminal sends to both only end it as the parent wants. */
export const answerWatch: Answer = async (project, about, { timeoutMs, part, alive }) => {
  const ending = new AbortController();
  process.on('SIGINT', () => ending.abort()).on('SIGTERM', () => ending.abort());
  for await (const seen of followHere(project, about as Following, ending.signal, { alive, timeoutMs })) part(seen);
};

/** Milliseconds. */
const pulseMs = 200;

async function* followHere(
  project: Project,
  { path: named, tasks, untilEnd, failFast }: Following,
  ending: AbortSignal,
  { alive = () => {}, timeoutMs }: { readonly alive?: () => void; readonly timeoutMs?: number } = {},
): AsyncGenerator<Seen> {
  const { repository, configuration } = project;
  const { root } = repository;
  const absolute = resolve(named);
  const path = pathWithin(project, absolute);
  const alarm = await alarmFor(absolute);
  const next: Alarm['next'] = async () => {
    alive();
    const pulse = setInterval(alive, pulseMs);
    try {
      return await alarm.next();
    } finally {
      clearInterval(pulse);
    }
  };
  if (ending.aborted) alarm.stop();
  ending.addEventListener('abort', alarm.stop);
  const events = watchRun(
    {
      repository,
      configuration,
      path,
      tasks,
      policy: policy as WatchPolicy,
      untilEnd,
      failFast,
      ...(timeoutMs !== undefined && { timeoutMs }),
      files: () => filesNow(root, path, repository.options.ignores),
      modified: (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
      now: Date.now,
    },
    next,
  );
  try {
    for await (const event of events) yield event.kind === 'ended' ? asSeen(event, project) : event;
  } finally {
    ending.removeEventListener('abort', alarm.stop);
    await alarm.close();
  }
}

function asSeen(event: WatchEvent & { kind: 'ended' }, { configuration }: Project): Seen {
  const { target, findings, known, why } = event;
  if (target === undefined) return { kind: 'ended', why, known: [] };
  return {
    kind: 'ended',
    why,
    view: {
      run: target.run,
      tasks: target.tasks.size > 0 ? [...target.tasks] : target.declaredTasks,
      findings: findings.map((finding): Finding => ({ ...finding, related: [], fingerprint: '' })),
      outcomes: outcomesOf(target, configuration),
    },
    known: findings.flatMap((finding, index) => (known.has(finding) ? index : [])),
  };
}

/** Levels of folders that are watched below a run folder or an example. */
const levels = 8;

/** Watches a log or a folder that may not exist yet, from the nearest folder that does. */
function alarmFor(named: string): Promise<Alarm> {
  const isFile = existsSync(named) ? !isFolder(named) : /\.[a-z]+$/i.test(named);
  const folder = isFile ? dirname(named) : named;
  const existing = nearestExisting(folder);
  const missing = folder
    .slice(existing.length)
    .split(/[/\\]/)
    .filter((part) => part !== '');
  return createAlarm(existing, (isFile ? 0 : levels) + missing.length);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

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
