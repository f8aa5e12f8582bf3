import { lastPart } from '../names';
import table from '../tables/calls.yaml';

/** What a call is for. The calls of each kind are in `tables/calls.yaml`. */
export type CallKind =
  | 'data-loader'
  | 'optimiser'
  | 'autocast'
  | 'scaler'
  | 'cast'
  | 'precision-policy'
  | 'accelerator'
  | 'compile'
  | 'gradient-checkpointing'
  | 'lightning-trainer'
  | 'lightning-callback'
  | 'lightning-logger'
  | 'training-arguments'
  | 'trainer'
  | 'peft'
  | 'quantisation'
  | 'openmmlab-config'
  | 'openmmlab-runner'
  | 'model'
  | 'keras-compile'
  | 'keras-fit'
  | 'tracker-init'
  | 'tracker-log'
  | 'metric-log'
  | 'seed'
  | 'download'
  | 'backward'
  | 'validation'
  | 'fit'
  | 'report'
  | 'ultralytics-train';

export interface Signature {
  readonly kind: CallKind;
  /** Full names. `*.method` is that method of any receiver. */
  readonly names: readonly string[];
  /** The parameters that facts ask for, in order of position. */
  readonly parameters?: readonly string[];
}

interface Entry {
  readonly parameters?: readonly string[];
  /** The names of each module, separated by spaces. */
  readonly calls: { readonly [module: string]: string };
}

/** The signatures in `tables/calls.yaml`. */
export const signatures: readonly Signature[] = Object.entries(
  table as { readonly [kind in CallKind]: readonly Entry[] },
).flatMap(([kind, entries]) =>
  entries.map(({ parameters, calls }) => ({
    kind: kind as CallKind,
    names: Object.entries(calls).flatMap(([module, names]) =>
      names.split(' ').map((name) => (module === 'builtins' ? name : `${module}.${name}`)),
    ),
    ...(parameters && { parameters }),
  })),
);

/** The last parts of a kind's names. Every file with such a call has at least one of them. */
export const calleesOf = (kind: CallKind): readonly string[] => callees.get(kind) ?? [];

const callees = new Map<CallKind, readonly string[]>();
for (const { kind, names } of signatures) {
  callees.set(kind, [...new Set([...(callees.get(kind) ?? []), ...names.map(lastPart)])]);
}
