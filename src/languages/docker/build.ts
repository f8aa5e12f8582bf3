import type { Word } from '../shell';
import type { FlagUse } from './arguments';
import {
  type CommandOptions,
  type CommandSpec,
  commonSpec,
  readCommand,
  requireOperands,
  requireReference,
  usesOf,
} from './command';
import { mergedTable } from './flags';
import type { Part } from './part';
import { isOn, nameAndValue } from './run-values';
import { readCsv } from './values/csv';

/** What a `docker build` asks for. Single values are those of a flag's last use, null where the flag is absent. */
export interface BuildSpec extends CommandSpec {
  readonly tags: readonly Part[];
  /** `-f`: relative to the caller's folder, or `-` for standard input. Null for `Dockerfile` in the context. */
  readonly dockerfile: Part | null;
  /** A folder relative to the caller's, a URL, or `-`. Null where it isn't known. */
  readonly context: Part | null;
  /** `name=path` of `--build-context`. */
  readonly contexts: readonly { readonly name: Part; readonly value: Part | null }[];
  readonly target: Part | null;
  readonly buildArgs: readonly { readonly name: Part; readonly value: Part | null; readonly flag: FlagUse }[];
  readonly platforms: readonly Part[];
  /** Undefined where unknown. */
  readonly push: boolean | undefined;
  readonly load: boolean | undefined;
  readonly outputs: readonly Part[];
  readonly secrets: readonly { readonly id: Part | null; readonly source: Part | null; readonly value: Part }[];
  readonly noCache: boolean | undefined;
  /** Which word is the context isn't known. */
  readonly ambiguous: boolean;
}

/** Both builders' flags: which builder runs depends on what is installed. */
const table = mergedTable('buildx build', 'build');

/** Reads the words after `docker build` or `docker buildx build`. Never throws. */
export function readBuild(words: readonly Word[], { engine, at }: CommandOptions = {}): BuildSpec {
  const reading = readCommand(words, table, engine);
  const { args, values, last } = reading;
  requireOperands('docker build', 1, reading, at);
  for (const tag of values('tag'))
    requireReference(tag, reading, (reason) => `invalid tag ${JSON.stringify(tag.text)}: ${reason}`);
  return {
    ...commonSpec(reading),
    tags: values('tag'),
    dockerfile: last('file'),
    context: args.operands[0] ?? null,
    contexts: values('build-context').map(nameAndValue),
    target: last('target'),
    buildArgs: usesOf(args, 'build-arg').map((flag) => ({ ...nameAndValue(flag.value!), flag })),
    platforms: values('platform'),
    push: isOn(args.flags, 'push'),
    load: isOn(args.flags, 'load'),
    outputs: values('output'),
    secrets: values('secret').map(readSecret),
    noCache: isOn(args.flags, 'no-cache'),
    ambiguous: args.ambiguous,
  };
}

/** `id=x,src=path`. */
function readSecret(value: Part): BuildSpec['secrets'][number] {
  const csv = readCsv(value);
  const fields = 'fields' in csv ? csv.fields.map(nameAndValue) : [];
  const field = (...names: string[]): Part | null => fields.find(({ name }) => names.includes(name.masked))?.value ?? null;
  return { id: field('id'), source: field('src', 'source'), value };
}
