import type { Problem, Span } from '../../text/span';
import type { Word } from '../shell';
import { type FlagUse, type OrderedProblem, readArguments, refusedValue } from './arguments';
import { clientRefusals } from './client-refusals';
import { engineRefusals } from './engine-refusals';
import { type Engine, isLenient, tableFor } from './engines';
import type { GpuSelection } from './gpu-selection';
import type { Part } from './part';
import { type EnvironmentEntry, type LabelEntry, type RefuseUse, readValues, type SizeUse, type UlimitUse } from './run-values';
import { checkValue } from './values/checks';
import type { Mount } from './values/mount';
import type { NetworkUse } from './values/network';
import type { PortUse } from './values/ports';

/**
 * What a `docker run` or `docker create` asks for. Single values are those of a flag's last use, null where the flag is absent.
 * Absence is certain only where `open` is empty and `ambiguous` is false. The `word.when` of a value says when it is there.
 */
export interface RunSpec {
  readonly verb: 'run' | 'create';
  readonly image: Part | null;
  /** Several where the script gives one or another. `image` is the first. */
  readonly images: readonly Part[];
  /** Replaces the image's entrypoint. Empty text resets it. */
  readonly entrypoint: Part | null;
  /** Empty where the image's own command is used. */
  readonly command: readonly Part[];
  readonly workdir: Part | null;
  readonly user: Part | null;
  readonly name: Part | null;
  /** In order. A later entry of the same name counts. Values of `envFiles` come before all of them. */
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
  /** The name of the first network. Null for the engine's default bridge. */
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
  /** Unknown words among the flags. They may hold any flag. */
  readonly open: readonly Part[];
  /** Which word is the image isn't known. Image and command are empty then. */
  readonly ambiguous: boolean;
  /** The command only prints its help. */
  readonly help: boolean;
  /** What the client refuses, in its own words. It stops at the first. */
  readonly problems: readonly Problem[];
  /** What the client passes on and the engine refuses when it creates the container, as far as the command line shows it. */
  readonly engineProblems: readonly Problem[];
}

interface RunOptions {
  readonly verb?: 'run' | 'create';
  readonly engine?: Engine;
  /** The command: where a missing image is reported if there are no words at all. */
  readonly at?: Span;
}

/** Reads the words after `docker run` or `docker create`. Never throws. What is unknown stays unknown. */
export function readRun(words: readonly Word[], { verb = 'run', engine = 'docker', at }: RunOptions = {}): RunSpec {
  const args = readArguments(words, tableFor(engine, verb), { lenient: isLenient(engine) });
  const problems: OrderedProblem[] = [...args.problems];
  const refuse: RefuseUse = (use, reason, part = use.value): void => {
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
