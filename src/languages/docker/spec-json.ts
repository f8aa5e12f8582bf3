import { posix } from 'node:path';
import type { FlagUse } from './arguments';
import type { Part } from './part';
import type { RunSpec } from './run';
import type { Mount } from './values/mount';

/** The container that a launch asks for as plain data, for `cvl inspect --format json`. Null is unknown or not given. */
export interface SpecJson<Origin> {
  readonly image: string | null;
  readonly entrypoint: string | null;
  readonly command: readonly (string | null)[];
  readonly workdir: string | null;
  readonly user: string | null;
  readonly name: string | null;
  /** Null: unknown, or passed on from an environment that doesn't have it. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly envFiles: readonly (string | null)[];
  readonly mounts: readonly MountJson<Origin>[];
  /** `count` is a number, "all", or null where devices are named or it isn't known. */
  readonly gpus: { readonly count: number | 'all' | null; readonly ids: readonly (string | null)[] } | null;
  /** Bytes. */
  readonly shmSize: number | null;
  readonly ipc: string | null;
  readonly network: string | null;
  /** As given: `8080:80`. */
  readonly ports: readonly (string | null)[];
  readonly privileged: boolean | null;
  readonly remove: boolean | null;
  readonly tty: boolean | null;
  readonly interactive: boolean | null;
  readonly detach: boolean | null;
  readonly runtime: string | null;
  readonly labels: Readonly<Record<string, string | null>>;
  /** -1 is unlimited. */
  readonly ulimits: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>;
}

interface MountJson<Origin> {
  readonly type: string | null;
  readonly source: string | null;
  readonly target: string | null;
  readonly readonly: boolean | null;
  readonly origin: Origin;
}

interface SpecJsonOptions<Origin> {
  /** Returns the public form of a position. */
  readonly origin: (flag: FlagUse) => Origin;
  /** The client's folder, which relative bind sources are resolved against. */
  readonly cwd?: string;
  /** The client's environment, for `-e NAME`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How known text is shown, for symbolic roots. */
  readonly text?: (text: string) => string;
}

/** Makes plain data of a container spec. */
export function specJson<Origin>(spec: RunSpec, options: SpecJsonOptions<Origin>): SpecJson<Origin> {
  const show = options.text ?? ((text: string) => text);
  const value = (part: Part | null | undefined): string | null => (part?.text === undefined ? null : show(part.text));
  const flag = (on: boolean | undefined): boolean | null => on ?? null;
  return {
    image: value(spec.image),
    entrypoint: value(spec.entrypoint),
    command: spec.command.map(value),
    workdir: value(spec.workdir),
    user: value(spec.user),
    name: value(spec.name),
    env: pairs(spec.env, (entry) => (entry.value ? value(entry.value) : inherited(entry.name.text, options.environment))),
    envFiles: spec.envFiles.map(value),
    mounts: withoutDuplicates(spec.mounts).map((mount) => ({
      type: mount.type ?? null,
      source: mount.source?.text === undefined ? null : show(absoluteSource(mount, options.cwd) ?? mount.source.text),
      target: value(mount.target),
      readonly: mount.readonly ?? null,
      origin: options.origin(mount.flag),
    })),
    gpus: spec.gpus && { count: spec.gpus.count ?? null, ids: spec.gpus.ids.map(value) },
    shmSize: spec.shmSize?.bytes ?? null,
    ipc: value(spec.ipc),
    network: value(spec.network),
    ports: spec.ports.map((port) => value(port.flag.value)),
    privileged: flag(spec.privileged),
    remove: flag(spec.remove),
    tty: flag(spec.tty),
    interactive: flag(spec.interactive),
    detach: flag(spec.detach),
    runtime: value(spec.runtime),
    labels: pairs(spec.labels, (label) => (label.value ? value(label.value) : '')),
    ulimits: Object.fromEntries(
      spec.ulimits.flatMap(({ limit }) => (limit ? [[limit.name, { soft: limit.soft, hard: limit.hard }]] : [])),
    ),
  };
}

function inherited(name: string | undefined, environment: Readonly<Record<string, string>> | undefined): string | null {
  return name !== undefined && environment && Object.hasOwn(environment, name) ? environment[name]! : null;
}

/**
 * The source of a bind mount as the client sends it: what starts with `.` is resolved against its folder. Undefined where
 * unknown.
 */
export function absoluteSource(mount: Mount, cwd?: string): string | undefined {
  const text = mount.source?.text;
  if (text === undefined || !text.startsWith('.') || cwd === undefined) return text;
  const path = posix.resolve(cwd, text);
  return mount.from === '-v' && mount.type !== 'bind' ? text : path;
}

/** Entries whose name is known. The last of a name counts and keeps the place of the first. */
function pairs<T extends { readonly name: Part }>(
  entries: readonly T[],
  value: (entry: T) => string | null,
): Record<string, string | null> {
  const found = new Map<string, string | null>();
  for (const entry of entries) if (entry.name.text !== undefined) found.set(entry.name.text, value(entry));
  return Object.fromEntries(found);
}

/** Mounts without repeated `-v` values, which the client sends once. */
function withoutDuplicates(mounts: readonly Mount[]): Mount[] {
  const seen = new Set<string>();
  return mounts.filter((mount) => {
    const text = mount.flag.value?.text;
    if (mount.from !== '-v' || text === undefined) return true;
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}
