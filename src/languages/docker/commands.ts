import type { Problem, Span } from '../../text/span';
import type { Word } from '../shell';
import { type Arguments, type FlagUse, readArguments, refusedValue } from './arguments';
import { type Engine, isLenient } from './engines';
import { type CommandName, type FlagTable, flagTable, mergedTable } from './flags';
import type { Part } from './part';
import { type EnvironmentEntry, environmentEntry, isOn, nameAndValue } from './run';
import { checkValue } from './values/checks';
import { readCsv } from './values/csv';
import { parseImage } from './values/image';

interface CommandSpec {
  readonly flags: readonly FlagUse[];
  /** Unknown words among the flags: they may hold any. */
  readonly open: readonly Part[];
  /** What the client refuses, in its words. */
  readonly problems: readonly Problem[];
}

export interface CommandOptions {
  readonly engine?: Engine;
  /** The command: where missing operands are reported if there are no words at all. */
  readonly at?: Span;
}

export interface BuildSpec extends CommandSpec {
  readonly tags: readonly Part[];
  /** `-f`; null for `Dockerfile` in the context. Relative to the caller's folder, or `-` for standard input. */
  readonly dockerfile: Part | null;
  /** A folder, relative to the caller's; a URL; or `-`. Null where it can't be told. */
  readonly context: Part | null;
  /** `name=path` of `--build-context`. */
  readonly contexts: readonly { readonly name: Part; readonly value: Part | null }[];
  readonly target: Part | null;
  readonly buildArgs: readonly { readonly name: Part; readonly value: Part | null; readonly flag: FlagUse }[];
  readonly platforms: readonly Part[];
  readonly push: boolean | undefined;
  readonly load: boolean | undefined;
  readonly outputs: readonly Part[];
  readonly secrets: readonly { readonly id: Part | null; readonly source: Part | null; readonly value: Part }[];
  readonly noCache: boolean | undefined;
  readonly ambiguous: boolean;
}

/** Reads the words after `docker build` or `docker buildx build`. Both builders' flags are known: which one runs is the machine's affair. */
export function readBuild(words: readonly Word[], options: CommandOptions = {}): BuildSpec {
  const table = mergedTable('buildx build', 'build');
  const { args, problems, values, last } = readCommand(words, table, { ...options, interspersed: true });
  const context = args.operands[0] ?? null;
  requireOperands('docker build', 1, args, problems, options.at);
  for (const tag of values('tag')) checkImage(tag, problems, (reason) => `invalid tag ${JSON.stringify(tag.text)}: ${reason}`);
  return {
    ...common(args, problems),
    tags: values('tag'),
    dockerfile: last('file'),
    context,
    contexts: values('build-context').map(nameAndValue),
    target: last('target'),
    buildArgs: uses(args, 'build-arg').map((flag) => ({ ...nameAndValue(flag.value!), flag })),
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

export interface TagSpec extends CommandSpec {
  readonly source: Part | null;
  readonly target: Part | null;
}

/** Reads the words after `docker tag`. */
export function readTag(words: readonly Word[], options: CommandOptions = {}): TagSpec {
  const { args, problems } = readCommand(words, flagTable('tag'), { ...options, interspersed: true });
  requireOperands('docker tag', 2, args, problems, options.at);
  const [source = null, target = null] = args.operands;
  if (target)
    checkImage(
      target,
      problems,
      (reason) => `Error parsing reference: ${JSON.stringify(target.text)} is not a valid repository/tag: ${reason}`,
    );
  return { ...common(args, problems), source, target };
}

export interface PullSpec extends CommandSpec {
  readonly image: Part | null;
  readonly platform: Part | null;
}

/** Reads the words after `docker pull` or `docker push`. */
export function readPull(words: readonly Word[], options: CommandOptions & { readonly verb?: 'pull' | 'push' } = {}): PullSpec {
  const { verb = 'pull' } = options;
  const { args, problems, last } = readCommand(words, flagTable(verb), { ...options, interspersed: true });
  requireOperands(`docker ${verb}`, 1, args, problems, options.at);
  const image = args.operands[0] ?? null;
  if (image) checkImage(image, problems, (reason) => reason);
  return { ...common(args, problems), image, platform: last('platform') };
}

export interface ExecSpec extends CommandSpec {
  readonly container: Part | null;
  readonly command: readonly Part[];
  readonly env: readonly EnvironmentEntry[];
  readonly workdir: Part | null;
  readonly user: Part | null;
  readonly tty: boolean | undefined;
  readonly interactive: boolean | undefined;
  readonly detach: boolean | undefined;
}

/** Reads the words after `docker exec`. */
export function readExec(words: readonly Word[], options: CommandOptions = {}): ExecSpec {
  const { args, problems, last } = readCommand(words, flagTable('exec'), options);
  requireOperands('docker exec', 2, args, problems, options.at);
  return { ...common(args, problems), ...inContainer(args, last), container: args.operands[0] ?? null };
}

function inContainer(args: Arguments, last: (name: string) => Part | null) {
  return {
    command: args.operands.slice(1),
    env: uses(args, 'env').map(environmentEntry),
    workdir: last('workdir'),
    user: last('user'),
    tty: isOn(args.flags, 'tty'),
    interactive: isOn(args.flags, 'interactive'),
    detach: isOn(args.flags, 'detach'),
  };
}

export interface ComposeSpec extends CommandSpec {
  readonly files: readonly Part[];
  readonly projectDirectory: Part | null;
  /** `up`, `run`, `build` …; null where it can't be told. */
  readonly subcommand: Part | null;
  /** For `run` and `exec` the one service, else all that are named. */
  readonly services: readonly Part[];
  /** What `run` and `exec` start in the service. */
  readonly command: readonly Part[];
}

const composeTables: ReadonlyMap<string, CommandName> = new Map([
  ['run', 'compose run'],
  ['exec', 'compose exec'],
  ['up', 'compose up'],
  ['build', 'compose build'],
]);

/** Reads the words after `docker compose` or `docker-compose`. */
export function readCompose(words: readonly Word[]): ComposeSpec {
  const { args, problems, values, last } = readCommand(words, flagTable('compose'), {});
  const subcommand = args.operands[0] ?? null;
  const outer = { files: values('file'), projectDirectory: last('project-directory'), subcommand };
  const name = composeTables.get(subcommand?.text ?? '');
  const rest = args.operands.slice(1);
  if (!name) return { ...common(args, problems), ...outer, services: [], command: [] };
  const startsOne = name === 'compose run' || name === 'compose exec';
  const inner = readCommand(
    rest.map((part) => part.word),
    flagTable(name),
    { interspersed: !startsOne },
  );
  return {
    ...outer,
    flags: [...args.flags, ...inner.args.flags],
    open: [...args.open, ...inner.args.open],
    problems: [...problems, ...inner.problems],
    services: startsOne ? inner.args.operands.slice(0, 1) : inner.args.operands,
    command: startsOne ? inner.args.operands.slice(1) : [],
  };
}

function readCommand(words: readonly Word[], table: FlagTable, options: CommandOptions & { readonly interspersed?: boolean }) {
  const lenient = isLenient(options.engine ?? 'docker');
  const args = readArguments(words, table, { lenient, ...(options.interspersed ? { interspersed: true } : {}) });
  const problems: Problem[] = [...args.problems];
  for (const use of args.flags) {
    const reason =
      use.value?.text === undefined || !use.definition ? undefined : checkValue(use.name, use.definition.type, use.value.text);
    if (reason !== undefined) problems.push({ message: refusedValue(use, reason), span: use.value!.span });
  }
  const values = (name: string): Part[] => uses(args, name).map((use) => use.value!);
  const last = (name: string): Part | null => values(name).at(-1) ?? null;
  return { args, problems, values, last };
}

const uses = ({ flags }: Arguments, name: string): FlagUse[] => flags.filter((use) => use.name === name && use.value !== null);

const common = (args: Arguments, problems: readonly Problem[]): CommandSpec => ({ flags: args.flags, open: args.open, problems });

/** `exec` needs at least as many, the others just as many. */
function requireOperands(command: string, count: number, args: Arguments, problems: Problem[], at?: Span): void {
  const { operands, open, ambiguous, flags } = args;
  const unsure = ambiguous || open.length > 0 || operands.some((part) => part.word.many || part.word.when) || problems.length > 0;
  const atLeast = command === 'docker exec';
  if (unsure || operands.length === count || (atLeast && operands.length > count) || flags.some((use) => use.name === 'help'))
    return;
  const span = operands[count]?.span ?? operands.at(-1)?.span ?? flags.at(-1)?.span ?? at;
  if (span)
    problems.push({
      message: `'${command}' requires ${atLeast ? 'at least ' : ''}${count} argument${count === 1 ? '' : 's'}`,
      span,
    });
}

function checkImage(image: Part, problems: Problem[], message: (reason: string) => string): void {
  const parsed = image.text === undefined ? undefined : parseImage(image.text);
  if (typeof parsed === 'string') problems.push({ message: message(parsed), span: image.span });
}
