import type { EnvironmentEntry, Mount, Part } from '../../languages/docker';
import type { Launch } from '../../model/targets';
import type { Location } from '../../text/span';
import { type Field, integer, objectOf, placed } from '../objects';
import { listOf, mapOf, unknown } from '../unknown';
import { spanOf, textOf, textsOf } from './words';

const booleanOf = (value: boolean | undefined): boolean | typeof unknown => value ?? unknown;

/** Reads the values of a launch's flags. If flags are unknown (`isOpen`), absence is unknown too. */
function flagReader({ span }: Launch, isOpen: boolean) {
  return {
    single: (part: Part | null): Field => (part ? textOf(part) : isOpen ? unknown : undefined),
    texts: (parts: readonly Part[], mayHoldMore: boolean): Field => textsOf(parts, span, mayHoldMore),
    /** Certainly off only if all flags are known. */
    flag: (value: boolean | undefined): boolean | typeof unknown => (value === false && isOpen ? unknown : booleanOf(value)),
  };
}

export function launchValue(launch: Launch): object {
  const { spec, command } = launch;
  const isOpen = spec.open.length > 0 || spec.ambiguous;
  const { single, texts, flag } = flagReader(launch, isOpen);
  const place: { readonly [field: string]: Part | null | undefined } = {
    image: spec.image,
    entrypoint: spec.entrypoint,
    workdir: spec.workdir,
    user: spec.user,
    name: spec.name,
    gpus: spec.gpus?.value,
    shm_size: spec.shmSize?.value,
    memory: spec.memory?.value,
    network: spec.network,
    ipc: spec.ipc,
    platform: spec.platform,
    command: spec.command[0],
  };
  return objectOf(
    'Launch',
    {
      engine: () => command.engine,
      image: () => (spec.images.length > 1 ? unknown : single(spec.image)),
      command: () => texts(spec.command, spec.ambiguous),
      entrypoint: () => single(spec.entrypoint),
      workdir: () => single(spec.workdir),
      user: () => single(spec.user),
      name: () => single(spec.name),
      env: () => environment(launch, isOpen),
      env_files: () => texts(spec.envFiles, isOpen),
      mounts: () => mounts(launch, isOpen),
      gpus: () => single(spec.gpus?.value ?? null),
      shm_size: () => (spec.shmSize ? (integer(spec.shmSize.bytes) ?? unknown) : single(null)),
      memory: () => (spec.memory ? (integer(spec.memory.bytes) ?? unknown) : single(null)),
      network: () => single(spec.network),
      ipc: () => single(spec.ipc),
      platform: () => single(spec.platform),
      privileged: () => flag(spec.privileged),
      remove: () => flag(spec.remove),
      detach: () => flag(spec.detach),
      tty: () => flag(spec.tty),
      interactive: () => flag(spec.interactive),
      certainty: () => launch.certainty,
      shell_options: () => [...command.options],
      script: () => launch.path,
    },
    {
      self: launch.span,
      part: (key): Location | undefined => {
        const part = place[key];
        return part ? spanOf(part) : undefined;
      },
    },
  );
}

function mounts({ spec, span }: Launch, isOpen: boolean): Field {
  const sure = spec.mounts.filter(({ flag }) => !flag.flag.word.when && !flag.value?.word.when);
  const open = isOpen || sure.length < spec.mounts.length || spec.volumesFrom.length > 0;
  return placed(listOf(sure.map(mountValue), open), { self: span });
}

const mountValue = (mount: Mount): object =>
  objectOf(
    'Mount',
    {
      type: () => mount.type ?? unknown,
      source: () => (mount.source ? textOf(mount.source) : mount.open ? unknown : undefined),
      target: () => textOf(mount.target),
      readonly: () => booleanOf(mount.readonly),
      flag: () => mount.from,
    },
    {
      self: mount.span,
      part: (key) => (key === 'source' ? mount.sourceSpan : key === 'target' ? mount.targetSpan : undefined),
    },
  );

/** A name without a value passes on the caller's variable, if it's set. That isn't known. */
function environment({ spec, span }: Launch, isOpen: boolean): Field {
  const entries = new Map<string, EnvironmentEntry>();
  let open = isOpen || spec.envFiles.length > 0;
  for (const entry of spec.env) {
    const name = entry.name.text;
    if (name === undefined) open = true;
    else entries.set(name, entry);
  }
  // An unknown name can be that of any earlier variable.
  const unnamed = spec.env.some(({ name }) => name.text === undefined);
  const values = [...entries].map(([name, { value, flag }]): [string, string | typeof unknown] => [
    name,
    unnamed || !value || flag.flag.word.when || flag.value?.word.when ? unknown : textOf(value),
  ]);
  return placed(mapOf(values, open), {
    self: span,
    part: (key) => {
      const entry = entries.get(key);
      return entry && spanOf(entry.value?.masked ? entry.value : entry.entry);
    },
  });
}
