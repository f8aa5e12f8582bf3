import { reasonOf } from '../../files/problem';
import type { Mask } from '../../live/engine';
import { masked } from '../../live/engine';
import type { Evidence, Step, Verdict } from '../../live/evidence/evidence';
import { writeEvidence, writeGrowing } from '../../live/evidence/write';

interface Place {
  /** The real path of the repository. */
  readonly root: string;
  /** Absolute: the folder of the evidence. */
  readonly output: string;
  readonly mask: Mask;
}

/** Keeps evidence on disk while it grows, so that also what can't be caught leaves what was found until then. */
export interface Keeper {
  add(step: Step): void;
  /** The evidence as it ends, with its reports. `interrupted`: why it came to no end, as a sentence. */
  finish(steps: readonly Step[], verdict: Verdict, interrupted: string | undefined): Evidence;
  /** The same where an error ended it. */
  fail(error: unknown): void;
  /** Why the evidence isn't on disk, as a sentence. Undefined if it is. */
  unwritten(): string | undefined;
}

type Base = Omit<Evidence, 'started' | 'ended' | 'verdict' | 'interrupted' | 'steps'>;

/** `done`: the steps that are there from the start. */
export function keepEvidence(base: Base, done: readonly Step[], { root, output, mask }: Place): Keeper {
  const started = new Date().toISOString();
  const found: Step[] = [...done];
  let reason: string | undefined;
  const write = (into: typeof writeEvidence, evidence: Evidence): Evidence => {
    try {
      into(root, output, evidence);
      reason = undefined;
    } catch (error) {
      reason = reasonOf(error);
    }
    return evidence;
  };
  const evidenceOf = (steps: readonly Step[], verdict: Verdict, interrupted: string | undefined): Evidence => ({
    ...base,
    started,
    ended: new Date().toISOString(),
    verdict,
    ...(interrupted !== undefined && { interrupted }),
    steps: masked(steps, mask),
  });
  return {
    add(step) {
      found.push(step);
      write(writeGrowing, evidenceOf(found, 'incomplete', 'It was ended before its report.'));
    },
    finish: (steps, verdict, interrupted) => write(writeEvidence, evidenceOf(steps, verdict, interrupted)),
    fail: (error) => void write(writeEvidence, evidenceOf(found, 'incomplete', `It was ended by an error. ${reasonOf(error)}`)),
    unwritten: () => reason,
  };
}
