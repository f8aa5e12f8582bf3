export type StageKind = 'build' | 'training' | 'inference' | 'other';

/** What `rules/tables/verification.yaml` says. */
export interface VerificationPolicy {
  readonly stages: readonly {
    readonly kind: StageKind;
    readonly presets: readonly string[];
    readonly scripts: readonly string[];
  }[];
  /** Values of variables that limit a program's work, by name. */
  readonly quick: { readonly [name: string]: string };
  /** Degrees Celsius, and a share of the memory in use. */
  readonly limits: { readonly temperature: number; readonly growth: number };
  readonly minutes: {
    readonly build: number;
    readonly perDiskGb: number;
    readonly training: number;
    readonly inference: number;
    readonly other: number;
    readonly quickTraining: number;
  };
  readonly jobs: { readonly minutes: number; readonly diskGb: number };
  /** GB, ascending. */
  readonly cards: readonly number[];
  readonly assumed: { readonly vramGb: number; readonly diskGb: number; readonly cpus: number; readonly ramGb: number };
  readonly hostedDiskGb: number;
}
