import type { StageKind } from '../plan/policy';

/** The form's name and version. `docs/verify.md` describes it. */
export const evidenceFormat = 'cvl-verification/1';

/** What one verification of one example found. */
export interface Evidence {
  readonly format: typeof evidenceFormat;
  /** Of cvl. */
  readonly version: string;
  /** The folder, from the root; `.` for the root itself. */
  readonly example: string;
  /** The metadata file, from the root. */
  readonly metadata?: string;
  readonly commit?: string;
  /** Files of the example's ground that differed from the commit. */
  readonly uncommitted: readonly string[];
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended: string;
  readonly verdict: Verdict;
  /** What ended it early, in a sentence. */
  readonly interrupted?: string;
  readonly extent: Extent;
  readonly machine: Machine;
  readonly steps: readonly Step[];
}

/** `passed`: every step that could be judged passed. `incomplete`: it was ended early, and nothing had failed. */
export type Verdict = 'passed' | 'failed' | 'incomplete';

/** How far the verification went. */
export interface Extent {
  readonly quick: boolean;
  readonly clean: boolean;
  readonly twice: boolean;
  /** Variables that limited the work or were set by hand, with their values. */
  readonly variables: { readonly [name: string]: string };
  readonly timeoutSeconds: number;
}

export interface Machine {
  readonly engine?: string;
  readonly gpus: readonly { readonly name: string; readonly memoryMib: number | null }[];
}

/** `warning` doesn't fail the verification. `unknown`: nothing to judge by. `skipped`: it doesn't apply, or wasn't wanted. */
export type StepVerdict = 'passed' | 'failed' | 'warning' | 'unknown' | 'skipped' | 'interrupted';

export type StepName =
  | 'structure'
  | 'build'
  | 'start'
  | 'run'
  | 'metrics'
  | 'runtime'
  | 'container'
  | 'outputs'
  | 'git'
  | 'again'
  | 'elsewhere';

export interface Step {
  readonly step: StepName;
  /** The stage that it belongs to. */
  readonly stage?: { readonly kind: StageKind; readonly name: string };
  readonly verdict: StepVerdict;
  readonly seconds: number;
  /** What was found, in a sentence or two: the cause where it failed. */
  readonly summary: string;
  /** Further facts, in order: `image size`, `3.1 GB`. */
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** Files of the log, relative to the evidence. */
  readonly logs: readonly string[];
  readonly curves: readonly Curve[];
}

export type Fact = readonly [name: string, value: string];

export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  /** The rule, or the check of verify that reports it: `verify/untracked-output`. */
  readonly check: string;
  readonly message: string;
  /** `file:line`. */
  readonly place?: string;
}

/** Values over steps or seconds. */
export interface Curve {
  readonly name: string;
  /** What the first of each pair counts. */
  readonly axis: 'step' | 'epoch' | 'value' | 'seconds';
  readonly points: readonly (readonly [number, number | null])[];
}

/** The verdict that the steps add up to. */
export function verdictOf(steps: readonly Step[], isInterrupted: boolean): Verdict {
  if (steps.some(({ verdict }) => verdict === 'failed')) return 'failed';
  return isInterrupted || steps.some(({ verdict }) => verdict === 'interrupted') ? 'incomplete' : 'passed';
}

/** `structure`, `train: metrics`. */
export const stepTitle = ({ step, stage }: Pick<Step, 'step' | 'stage'>): string => {
  if (!stage) return step;
  return step === 'build' ? 'build' : `${stage.name}: ${step}`;
};
