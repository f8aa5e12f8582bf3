import type { Arguments, FlagUse } from './arguments';
import { selectGpus } from './gpu-selection';
import { cutPart, type Part } from './part';
import { type GpuRequest, readGpus } from './values/gpus';
import { type Mount, readMount } from './values/mount';
import { type NetworkUse, readNetwork } from './values/network';
import { parseSize } from './values/numbers';
import { type PortUse, parsePublish } from './values/ports';
import { parseUlimit, type UlimitValue } from './values/ulimit';
import { readTmpfs, readVolume } from './values/volume';

/** One variable that `--env` sets or passes on. */
export interface EnvironmentEntry {
  readonly name: Part;
  /** Null where only the name is given: the client passes on its own variable, if set. */
  readonly value: Part | null;
  /** `NAME=value` or `NAME`. */
  readonly entry: Part;
  readonly flag: FlagUse;
}

/** One `--label`. */
export interface LabelEntry {
  readonly name: Part;
  readonly value: Part | null;
  readonly flag: FlagUse;
}

/** The value of a flag that takes a size. */
export interface SizeUse {
  /** Undefined where unknown or refused. */
  readonly bytes: number | undefined;
  readonly value: Part;
}

/** One `--ulimit`. */
export interface UlimitUse {
  readonly limit: UlimitValue | undefined;
  readonly value: Part;
}

/** Refuses a use of a flag. `part` is the word to change, the whole value where none is given. */
export type RefuseUse = (use: FlagUse, reason: string, part?: Part | null) => void;

/** Reads the flags and operands of a `docker run` to what they ask for. */
export function readValues(args: Arguments, refuse: RefuseUse) {
  const { flags, operands, open, ambiguous } = args;
  const all = (...names: string[]): FlagUse[] => flags.filter((use) => names.includes(use.name) && use.value !== null);
  const values = (...names: string[]): Part[] => all(...names).map((use) => use.value!);
  const last = (name: string): Part | null => values(name).at(-1) ?? null;
  const size = (name: string): SizeUse | null => {
    const value = last(name);
    return value && { bytes: numberOrUnknown(value.text, parseSize), value };
  };
  const read = <T extends object>(uses: FlagUse[], reader: (use: FlagUse) => T | { readonly refusal: string }): T[] =>
    uses.flatMap((use) => {
      const result = reader(use);
      if (!('refusal' in result)) return [result];
      refuse(use, result.refusal as string);
      return [];
    });
  const requests = read<GpuRequest>(all('gpus'), readGpus);
  const networks = read<NetworkUse>(all('network', 'net'), readNetwork);
  const devices = values('device');
  return {
    image: operands[0] ?? null,
    images: args.firstOperands,
    command: operands.filter((part) => !args.firstOperands.includes(part)),
    entrypoint: last('entrypoint'),
    workdir: last('workdir'),
    user: last('user'),
    name: last('name'),
    env: all('env').map(environmentEntry),
    envFiles: values('env-file'),
    mounts: readMounts(flags, refuse),
    volumesFrom: values('volumes-from'),
    gpus: selectGpus(requests, devices),
    devices,
    shmSize: size('shm-size'),
    memory: size('memory'),
    ipc: last('ipc'),
    pid: last('pid'),
    network: networks[0]?.name ?? null,
    networks,
    ports: all('publish').map(portUse),
    ...readSwitches(flags),
    runtime: last('runtime'),
    restart: last('restart'),
    platform: last('platform'),
    pull: last('pull'),
    labels: all('label').map((flag) => ({ ...nameAndValue(flag.value!), flag })),
    ulimits: values('ulimit').map(ulimitUse),
    capabilities: { add: values('cap-add'), drop: values('cap-drop') },
    securityOptions: values('security-opt'),
    flags,
    open,
    ambiguous,
  };
}

const readSwitches = (flags: readonly FlagUse[]) => ({
  privileged: isOn(flags, 'privileged'),
  remove: isOn(flags, 'rm'),
  tty: isOn(flags, 'tty'),
  interactive: isOn(flags, 'interactive'),
  detach: isOn(flags, 'detach'),
  init: isOn(flags, 'init'),
});

/** A `docker run` without what refuses it. */
export type RunValues = ReturnType<typeof readValues>;

/** Whether a flag is on. False where absent, undefined where unknown or there only sometimes. */
export function isOn(flags: readonly FlagUse[], name: string): boolean | undefined {
  const uses = flags.filter((use) => use.name === name);
  const always = uses.filter((use) => !use.flag.word.when).at(-1);
  const final = uses.at(-1);
  if (!final) return false;
  return uses.every((use) => use.enabled === final.enabled) && always
    ? final.enabled
    : final === always
      ? final.enabled
      : undefined;
}

/** The mounts of all flags, in the order of the command. */
function readMounts(flags: readonly FlagUse[], refuse: RefuseUse): Mount[] {
  const readers = new Map([
    ['mount', readMount],
    ['volume', readVolume],
    ['tmpfs', readTmpfs],
  ]);
  const mounts: Mount[] = [];
  for (const use of flags) {
    const reader = readers.get(use.name);
    if (!reader || !use.value) continue;
    const reading = reader(use);
    if ('mount' in reading) mounts.push(reading.mount);
    else if (use.name === 'mount') refuse(use, reading.refusal, reading.at);
  }
  return mounts;
}

/** `NAME=value`, or `NAME` with a null value. */
export function nameAndValue(part: Part): { readonly name: Part; readonly value: Part | null } {
  const pair = cutPart(part, '=');
  return pair ? { name: pair[0], value: pair[1] } : { name: part, value: null };
}

/** Reads one `--env`. */
function environmentEntry(flag: FlagUse): EnvironmentEntry {
  return { ...nameAndValue(flag.value!), entry: flag.value!, flag };
}

function portUse(flag: FlagUse): PortUse {
  const text = flag.value!.text;
  const mapping = text === undefined ? undefined : parsePublish(text);
  return { mapping: typeof mapping === 'string' ? undefined : mapping, flag };
}

function ulimitUse(value: Part): UlimitUse {
  const limit = value.text === undefined ? undefined : parseUlimit(value.text);
  return { limit: typeof limit === 'string' ? undefined : limit, value };
}

function numberOrUnknown(text: string | undefined, parse: (text: string) => number | string): number | undefined {
  const parsed = text === undefined ? undefined : parse(text);
  return typeof parsed === 'string' ? undefined : parsed;
}
