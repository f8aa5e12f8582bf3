import table from '../tables/calls.yaml';

/** What a call is, for facts. */
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
  /** Full names; `*.method` is that method of anything. */
  readonly names: readonly string[];
  /** Parameters in order of position, as far as they matter. */
  readonly parameters?: readonly string[];
}

/** Last parts that stand for any name of a module, looked up when the code runs: `models.__dict__[name]`, `getattr(models, name)`. */
export const lookUps: readonly string[] = ['__dict__', 'getattr'];

interface Entry {
  readonly parameters?: readonly string[];
  /** Names, separated by spaces, by their module. */
  readonly calls: { readonly [module: string]: string };
}

/** By `tables/calls.yaml`. */
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

/** Last parts of the names of a kind: one of them occurs in any file that has such a call. */
export const calleesOf = (kind: CallKind): readonly string[] => callees.get(kind) ?? [];

const callees = new Map<CallKind, readonly string[]>();
for (const { kind, names } of signatures) {
  const own = names.map((name) => name.slice(name.lastIndexOf('.') + 1));
  callees.set(kind, [...new Set([...(callees.get(kind) ?? []), ...own])]);
}
