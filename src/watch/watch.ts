import type { Configuration } from '../config/types';
import type { LintedRepository } from '../model/repository';
import { createRunArtifact } from '../model/run-artifact';
import type { RunArtifact } from '../model/targets';
import { findRuns, type Reader, type Run, type RunFile, type RunGroup, readers } from '../runs';
import { isCrash, judgeNow, type LiveFinding } from './judge';
import { createNewFindings, type NewFindings } from './new-findings';
import type { WatchPolicy } from './policy';
import { createSession, type Session } from './session';

export interface WatchOptions {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** A log, a run folder or an example, relative to the root; it doesn't have to exist yet. */
  readonly path: string;
  readonly tasks: readonly string[] | undefined;
  readonly policy: WatchPolicy;
  /** Stop when the log says that the run is over. */
  readonly untilEnd: boolean;
  /** Stop at the first error. */
  readonly failFast: boolean;
  /** How long an asynchronous check may take. */
  readonly timeoutMs?: number;
  /** Files below the path now. */
  files(): readonly RunFile[];
  /** When a file was last written, in milliseconds; 0: it is gone. */
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
      /** Those of the findings that were reported before. */
      readonly known: ReadonlySet<LiveFinding>;
    };

/** What woke the watcher. `added`: new files may hold a run; `stop`: the person wants to stop. */
export interface Wake {
  readonly added: boolean;
  readonly stop: boolean;
}

/** Follows the newest run below a path, and gives what happens as it happens. `next` settles when it is worth looking again. */
export async function* watchRun(options: WatchOptions, next: () => Promise<Wake>): AsyncGenerator<WatchEvent> {
  const { policy, repository } = options;
  const documents = new RegExp(policy.documents);
  const findings = createNewFindings(options);
  let session: Session | undefined;
  let saidWaiting = false;
  let added = true;

  for (;;) {
    if (added) {
      const group = await newestRun(options);
      if (group !== undefined && group.path !== session?.path) {
        if (session !== undefined) yield { kind: 'note', text: `A newer run started: ${group.path}.` };
        await session?.end();
        session = createSession(repository.root, group, documents);
        findings.forget();
        yield { kind: 'found', path: group.path, readers: group.files.map(({ reader }) => reader.name) };
      } else if (group !== undefined) session?.add(group.files);
    }
    if (session === undefined) {
      if (!saidWaiting) yield { kind: 'waiting' };
      saidWaiting = true;
    } else {
      const { grew, notes } = await session.look();
      for (const text of notes) yield { kind: 'note', text };
      const run = session.run();
      if (grew) yield { kind: 'values', run };
      const target = targetOf(run, options);
      for await (const finding of findings.about(target, grew)) {
        yield { kind: 'finding', finding };
        if (options.failFast && finding.severity === 'error' && !isCrash(finding)) {
          await session.end();
          const all = findings.reported();
          yield { kind: 'ended', why: 'error', target, findings: all, known: new Set(all) };
          return;
        }
      }
      if (options.untilEnd && isOver(run) && !findings.mayContinue(run)) break;
    }
    const wake = await next();
    if (wake.stop) break;
    added = wake.added || session === undefined;
  }
  yield await ending(session, findings, options);
}

/** The last findings: about the whole run if it is over, else those of the reported ones that still hold. */
async function ending(session: Session | undefined, reported: NewFindings, options: WatchOptions): Promise<WatchEvent> {
  if (session === undefined) return { kind: 'ended', why: 'left', target: undefined, findings: [], known: new Set() };
  const live = session.run();
  const isAtEnd = isOver(live) && !reported.mayContinue(live);
  const run = await session.end();
  const target = targetOf(isAtEnd ? run : { ...run, status: 'running' }, options);
  const all = await judgeNow(
    target,
    options.configuration,
    isAtEnd ? new Set() : new Set(options.policy.atEnd),
    options.timeoutMs,
  );
  const known = new Set(all.filter(reported.has));
  return { kind: 'ended', why: isAtEnd ? 'over' : 'left', target, findings: isAtEnd ? all : [...known], known };
}

const isOver = ({ status }: Run): boolean => status === 'finished' || status === 'crashed' || status === 'cancelled';

function targetOf(run: Run, { repository, tasks }: WatchOptions): RunArtifact {
  const example = repository.exampleOf(run.path);
  return createRunArtifact({ repository, example, run, declaredTasks: tasks });
}

/** The run of the named file, or the run that was written to last. */
async function newestRun(options: WatchOptions): Promise<RunGroup | undefined> {
  const known: readonly Reader[] = [...(options.repository.options.readers ?? []), ...readers];
  const groups = await findRuns(options.files(), known);
  const age = ({ files }: RunGroup): number => Math.max(0, ...files.map(({ file }) => options.modified(file.path)));
  return groups.toSorted((a, b) => age(b) - age(a))[0];
}
