import type { Configuration } from '../config/types';
import type { LintedRepository } from '../model/repository';
import type { RunArtifact } from '../model/targets';
import { findRuns, type Reader, type Run, type RunFile, type RunGroup, readers } from '../runs';
import { identityOf, judgeNow, type LiveFinding } from './judge';
import { createSession, type Session } from './session';

/** What `rules/tables/watch.yaml` says of rules and files while a run goes on. */
export interface WatchPolicy {
  readonly atEnd: readonly string[];
  readonly grace: { readonly kinds: readonly string[]; readonly seconds: number };
  readonly documents: string;
}

export interface WatchOptions {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** A log, a run folder or an example, relative to the root; it need not be there yet. */
  readonly path: string;
  readonly tasks: readonly string[] | undefined;
  readonly policy: WatchPolicy;
  /** End when the log says that the run is over. */
  readonly untilEnd: boolean;
  /** End at the first error. */
  readonly failFast: boolean;
  /** Files below the path now. */
  files(): readonly RunFile[];
  /** When a file was last written, in milliseconds; 0 where it is gone. */
  modified(path: string): number;
  /** Milliseconds. */
  now(): number;
}

export type WatchEvent =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'found'; readonly path: string; readonly readers: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'values'; readonly run: Run }
  | { readonly kind: 'finding'; readonly finding: LiveFinding }
  | {
      readonly kind: 'ended';
      readonly why: 'over' | 'error' | 'left';
      readonly target: RunArtifact | undefined;
      readonly findings: readonly LiveFinding[];
    };

/** What woke the watcher: `added`: there are new files to look for runs in; `stop`: the person wants to end. */
export interface Wake {
  readonly added: boolean;
  readonly stop: boolean;
}

/** Follows the newest run below a path, and gives what happens as it happens. `next` settles when it is worth to look again. */
export async function* watchRun(options: WatchOptions, next: () => Promise<Wake>): AsyncGenerator<WatchEvent> {
  const { policy, configuration, repository } = options;
  const documents = new RegExp(policy.documents);
  const atEnd = new Set(policy.atEnd);
  const told = new Map<string, LiveFinding>();
  let session: Session | undefined;
  let isWaitingTold = false;
  let quietSince = options.now();
  let wasQuiet = false;
  let added = true;

  for (;;) {
    if (added) {
      const group = await newestRun(options);
      if (group !== undefined && group.path !== session?.path) {
        if (session !== undefined) yield { kind: 'note', text: `a newer run began: ${group.path}` };
        await session?.end();
        session = createSession(repository.root, group, documents);
        told.clear();
        yield { kind: 'found', path: group.path, readers: group.files.map(({ reader }) => reader.name) };
      } else if (group !== undefined) session?.add(group.files);
    }
    if (session === undefined) {
      if (!isWaitingTold) yield { kind: 'waiting' };
      isWaitingTold = true;
    } else {
      const { grew, notes } = await session.look();
      for (const text of notes) yield { kind: 'note', text };
      const run = session.run();
      if (grew) {
        quietSince = options.now();
        yield { kind: 'values', run };
      }
      const isQuiet = options.now() - quietSince >= policy.grace.seconds * 1000;
      const isWorthALook = grew || (isQuiet && !wasQuiet);
      wasQuiet = isQuiet;
      const found = isWorthALook ? await judgeNow(targetOf(run, options), configuration, atEnd) : [];
      for (const finding of found) {
        const mayPass = finding.rule === 'runs/error' && policy.grace.kinds.includes(String(finding.evidence?.['kind']));
        if ((mayPass && !isQuiet) || told.has(identityOf(finding))) continue;
        told.set(identityOf(finding), finding);
        yield { kind: 'finding', finding };
        if (options.failFast && finding.severity === 'error') {
          await session.end();
          yield { kind: 'ended', why: 'error', target: targetOf(run, options), findings: [...told.values()] };
          return;
        }
      }
      if (options.untilEnd && isOver(run)) break;
    }
    const wake = await next();
    if (wake.stop) break;
    added = wake.added || session === undefined;
  }
  yield await ending(session, options, atEnd);
}

/** The last judgement: of the whole run where it is over, else of what can be said while it goes on. */
async function ending(session: Session | undefined, options: WatchOptions, atEnd: ReadonlySet<string>): Promise<WatchEvent> {
  if (session === undefined) return { kind: 'ended', why: 'left', target: undefined, findings: [] };
  const live = session.run();
  const isAtEnd = isOver(live);
  const run = await session.end();
  const target = targetOf(isAtEnd ? run : { ...run, status: 'running' }, options);
  const findings = await judgeNow(target, options.configuration, isAtEnd ? new Set() : atEnd);
  return { kind: 'ended', why: isAtEnd ? 'over' : 'left', target, findings };
}

const isOver = ({ status }: Run): boolean => status === 'finished' || status === 'crashed' || status === 'cancelled';

function targetOf(run: Run, { repository, tasks }: WatchOptions): RunArtifact {
  const example = repository.exampleOf(run.path);
  return { repository, example, path: run.path, run, tasks: tasks ?? example?.tasks ?? [] };
}

/** The run that holds the named file, else the one that was written to last. */
async function newestRun(options: WatchOptions): Promise<RunGroup | undefined> {
  const known: readonly Reader[] = [...(options.repository.options.readers ?? []), ...readers];
  const groups = await findRuns(options.files(), known);
  const age = ({ files }: RunGroup): number => Math.max(0, ...files.map(({ file }) => options.modified(file.path)));
  return groups.toSorted((a, b) => age(b) - age(a))[0];
}
