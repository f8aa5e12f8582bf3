import type { Configuration } from '../config/types';
import type { RunArtifact } from '../model/targets';
import { identityOf, judgeNow, type LiveFinding } from './judge';
import type { WatchPolicy } from './policy';

interface Options {
  readonly configuration: Configuration;
  readonly policy: WatchPolicy;
  /** Milliseconds. */
  now(): number;
}

/** The findings about a run that is running, each reported once. */
export interface NewFindings {
  /** Judges the run if it grew, or if nothing was logged for the grace period. */
  about(target: RunArtifact, grew: boolean): AsyncIterable<LiveFinding>;
  /** All findings reported so far. */
  reported(): readonly LiveFinding[];
  /** Another run begins. */
  forget(): void;
}

export function createNewFindings({ configuration, policy, now }: Options): NewFindings {
  const { atEnd, grace } = policy;
  const skipped = new Set(atEnd);
  const reported = new Map<string, LiveFinding>();
  let quietSince = now();
  let wasQuiet = false;

  /** The run may survive what the finding is about. */
  const mayPass = ({ rule, evidence }: LiveFinding): boolean =>
    grace.rules.includes(rule) && grace.kinds.includes(String(evidence?.['kind']));

  return {
    async *about(target, grew) {
      if (grew) quietSince = now();
      const isQuiet = now() - quietSince >= grace.seconds * 1000;
      const shouldJudge = grew || (isQuiet && !wasQuiet);
      wasQuiet = isQuiet;
      if (!shouldJudge) return;
      for (const finding of await judgeNow(target, configuration, skipped)) {
        const identity = identityOf(finding);
        if ((mayPass(finding) && !isQuiet) || reported.has(identity)) continue;
        reported.set(identity, finding);
        yield finding;
      }
    },
    reported: () => [...reported.values()],
    forget: () => reported.clear(),
  };
}
