import type { Configuration } from '../config/types';
import type { RunArtifact } from '../model/targets';
import type { Run } from '../runs';
import { identityOf, judgeNow, type LiveFinding } from './judge';
import { createPending } from './pending';
import type { WatchPolicy } from './policy';

interface Options {
  readonly configuration: Configuration;
  readonly policy: WatchPolicy;
  readonly timeoutMs?: number;
  /** Milliseconds. */
  now(): number;
}

/** The findings about a run that is running, each reported once. */
export interface NewFindings {
  /** Judges the run if it grew, or if nothing was logged for the grace period. */
  about(target: RunArtifact, grew: boolean): AsyncIterable<LiveFinding>;
  /** Whether a finding was reported. */
  has(finding: LiveFinding): boolean;
  /** All findings reported so far. */
  reported(): readonly LiveFinding[];
  /** Whether the run may go on after the error that ended it, as far as its log says. */
  mayContinue(run: Run): boolean;
  /** Another run begins. */
  forget(): void;
}

export function createNewFindings({ configuration, policy, timeoutMs, now }: Options): NewFindings {
  const { atEnd, grace } = policy;
  const skipped = new Set(atEnd);
  const reported = new Map<string, LiveFinding>();
  const pending = createPending(policy);
  let grewAt: number | undefined;
  /** The longest time between two growths: evaluations and slow steps are no end of the run. */
  let longestPause = 0;
  let wasQuiet = false;

  /** The run may survive what the finding is about. */
  const mayPass = ({ rule, evidence }: LiveFinding): boolean =>
    grace.rules.includes(rule) && grace.kinds.includes(String(evidence?.['kind']));
  const isQuiet = (): boolean => now() - (grewAt ??= now()) >= Math.max(grace.seconds * 1000, 3 * longestPause);

  return {
    async *about(target, grew) {
      if (grew) {
        longestPause = Math.max(longestPause, now() - (grewAt ?? now()));
        grewAt = now();
      }
      const quiet = isQuiet();
      const shouldJudge = grew || (quiet && !wasQuiet);
      wasQuiet = quiet;
      if (!shouldJudge) return;
      const found = await judgeNow(target, configuration, skipped, timeoutMs);
      const certain = found.filter((finding) => pending.isConfirmed(finding, target) && !mayPass(finding));
      pending.settle();
      for (const finding of quiet || target.run.status === 'finished' ? found : certain) {
        const identity = identityOf(finding);
        if (reported.has(identity)) continue;
        reported.set(identity, finding);
        yield finding;
      }
    },
    has: (finding) => reported.has(identityOf(finding)),
    reported: () => [...reported.values()],
    mayContinue: ({ errors }) => {
      const last = errors.findLast(({ survived }) => !survived);
      return last !== undefined && grace.kinds.includes(last.kind) && !isQuiet();
    },
    forget() {
      reported.clear();
      grewAt = undefined;
      longestPause = 0;
      pending.forget();
    },
  };
}
