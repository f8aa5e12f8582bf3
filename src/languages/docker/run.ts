import type { Problem, Span } from '../../text/span';
import type { Word } from '../shell';
import { type Arguments, type FlagUse, type OrderedProblem, readArguments, refusedValue } from './arguments';
import { engineRefusals } from './engine-refusals';
import { type Engine, isLenient, tableFor } from './engines';
import { type GpuSelection, selectGpus } from './gpu-selection';
import { cutPart, type Part } from './part';
import { clientRefusals } from './refusals';
import { checkValue } from './values/checks';
import { type GpuRequest, readGpus } from './values/gpus';
import { type Mount, readMount } from './values/mount';
import { type NetworkUse, readNetwork } from './values/network';
import { parseSize } from './values/numbers';
import { type PortUse, parsePublish } from './values/ports';
import { parseUlimit, type UlimitValue } from './values/ulimit';
import { readTmpfs, readVolume } from './values/volume';

export interface EnvironmentEntry {
  readonly name: Part;
  /** Null where only the name is given: the client's own variable, if set, is passed on. */
  readonly value: Part | null;
  /** `NAME=value` or `NAME`. */
  readonly entry: Part;
  readonly flag: FlagUse;
}

export interface LabelEntry {
  readonly name: Part;
  readonly value: Part | null;
  readonly flag: FlagUse;
}

export interface SizeUse {
  /** Undefined where unknown or refused. */
  readonly bytes: number | undefined;
  readonly value: Part;
}

export interface UlimitUse {
  readonly limit: UlimitValue | undefined;
  readonly value: Part;
}

/**
 * What a `docker run` or `create` asks for. Single values are those of the flag's last use, null where the flag is absent.
 * Absence is sure only where `open` is empty and `ambiguous` is false. A value's `word.when` tells where it is there only sometimes.
 */
export interface RunSpec {
  readonly verb: 'run' | 'create';
  readonly image: Part | null;
  /** Several where the script gives one or another; `image` is the first. */
  readonly images: readonly Part[];
  /** Replaces the image's; empty text resets it. */
  readonly entrypoint: Part | null;
  /** Empty where the image's own command is used. */
  readonly command: readonly Part[];
  readonly workdir: Part | null;
  readonly user: Part | null;
  readonly name: Part | null;
  /** In the order given; a later entry of the same name wins. Values of `envFiles` come before all of them. */
  readonly env: readonly EnvironmentEntry[];
  /** Paths that the client reads, relative to the caller's folder. */
  readonly envFiles: readonly Part[];
  readonly mounts: readonly Mount[];
  readonly volumesFrom: readonly Part[];
  readonly gpus: GpuSelection | null;
  readonly devices: readonly Part[];
  readonly shmSize: SizeUse | null;
  readonly memory: SizeUse | null;
  readonly ipc: Part | null;
  readonly pid: Part | null;
  /** The first network's name; the engine's default bridge where null. */
  readonly network: Part | null;
  readonly networks: readonly NetworkUse[];
  readonly ports: readonly PortUse[];
  /** Booleans are undefined where unknown or only sometimes set. */
  readonly privileged: boolean | undefined;
  readonly remove: boolean | undefined;
  readonly tty: boolean | undefined;
  readonly interactive: boolean | undefined;
  readonly detach: boolean | undefined;
  readonly init: boolean | undefined;
  readonly runtime: Part | null;
  readonly restart: Part | null;
  readonly platform: Part | null;
  readonly pull: Part | null;
  readonly labels: readonly LabelEntry[];
  readonly ulimits: readonly UlimitUse[];
  readonly capabilities: { readonly add: readonly Part[]; readonly drop: readonly Part[] };
  readonly securityOptions: readonly Part[];
  /** Every flag as written, in order. */
  readonly flags: readonly FlagUse[];
  /** Unknown words among the flags: they may hold any. */
  readonly open: readonly Part[];
  /** Which word is the image can't be told; image and command are then empty. */
  readonly ambiguous: boolean;
  /** Only prints the help. */
  readonly help: boolean;
  /** What the client refuses, in its words. It stops at the first. */
  readonly problems: readonly Problem[];
  /** What the client passes on and the engine refuses to create. */
  readonly engineProblems: readonly Problem[];
}

export interface RunOptions {
  readonly verb?: 'run' | 'create';
  readonly engine?: Engine;
  /** The command: where a missing image is reported if there are no words at all. */
  readonly at?: Span;
}

/** Reads the words after `docker run`. Never throws; what is unknown stays unknown. */
export function readRun(words: readonly Word[], { verb = 'run', engine = 'docker', at }: RunOptions = {}): RunSpec {
  const args = readArguments(words, tableFor(engine, verb), { lenient: isLenient(engine) });
  const problems: OrderedProblem[] = [...args.problems];
  const refuse: Refuse = (use, reason, part = use.value): void => {
    problems.push({ message: refusedValue(use, reason), span: part?.span ?? use.span, order: use.order });
  };
  for (const use of args.flags) {
    if (use.value?.text === undefined || !use.definition) continue;
    const reason = checkValue(use.name, use.definition.type, use.value.text);
    if (reason !== undefined) refuse(use, reason);
  }
  const draft = readValues(args, refuse);
  const help = args.flags.some((use) => use.name === 'help' && use.enabled !== false);
  const spec = { ...draft, verb, help, problems: [], engineProblems: [] };
  if (help) return spec;
  const inOrder = problems.sort((a, b) => a.order - b.order).map(({ message, span }) => ({ message, span }));
  return { ...spec, problems: [...inOrder, ...clientRefusals(spec, args, engine, at)], engineProblems: engineRefusals(spec) };
}

/** `part` is the word to change, the whole value where none is given. */
type Refuse = (use: FlagUse, reason: string, part?: Part | null) => void;

function readValues(args: Arguments, refuse: Refuse) {
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
    privileged: isOn(flags, 'privileged'),
    remove: isOn(flags, 'rm'),
    tty: isOn(flags, 'tty'),
    interactive: isOn(flags, 'interactive'),
    detach: isOn(flags, 'detach'),
    init: isOn(flags, 'init'),
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

export type RunValues = ReturnType<typeof readValues>;

/** False where absent, undefined where unknown or there only sometimes. */
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

/** In the order of the command, whatever the flag. */
function readMounts(flags: readonly FlagUse[], refuse: Refuse): Mount[] {
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

export function nameAndValue(part: Part): { readonly name: Part; readonly value: Part | null } {
  const pair = cutPart(part, '=');
  return pair ? { name: pair[0], value: pair[1] } : { name: part, value: null };
}

export function environmentEntry(flag: FlagUse): EnvironmentEntry {
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
