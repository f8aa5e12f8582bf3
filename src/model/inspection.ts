import { isAbsolute, resolve } from 'node:path';
import { absoluteSource, type Mount, type RunSpec, readRun } from '../languages/docker';
import {
  type EvaluatedCommand,
  evaluate,
  isSymbolic,
  resolvePath,
  rootedPath,
  type ShellHost,
  wordText,
} from '../languages/shell';
import type { Span } from '../text/span';
import { diskTree } from './disk';
import { concreteHost, thisSystem } from './shell-host';
import type { Repository, Script, Start } from './targets';

/** What a script would do: its calls of container engines, each with the container it would start, and the programs it starts. */
export interface Inspection {
  readonly script: Script;
  readonly mode: 'symbolic' | 'concrete';
  readonly launches: readonly InspectedLaunch[];
  /** The Python programs that it would start. Undefined in concrete mode. */
  readonly starts: readonly Start[] | undefined;
  /** Why the evaluation is incomplete. Empty if it isn't. */
  readonly incomplete: readonly string[];
  /** The environment the script is evaluated with. Undefined in symbolic mode. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

export interface InspectedLaunch {
  readonly command: EvaluatedCommand;
  /** Of `run` and `create`. */
  readonly spec: RunSpec | undefined;
  /** Where the repository's scripts give the image its name. Asking for this evaluates all of them. */
  readonly imageFrom: readonly Span[];
  /** Whether the source of each of the spec's mounts exists. */
  readonly sources: readonly SourceState[];
}

/** `made`: the script creates it first. `unknown`: it's outside the repository, or its path isn't known. */
export type SourceState = 'exists' | 'made' | 'missing' | 'unknown' | 'none';

export interface ConcreteOptions {
  /** Added to HOME, PATH and PWD. */
  readonly variables: ReadonlyMap<string, string>;
  /** The folder in which the script starts. */
  readonly folder: string;
  readonly home: string;
  readonly arguments: readonly string[];
}

export function inspectSymbolically(repository: Repository, script: Script): Inspection {
  return {
    script,
    mode: 'symbolic',
    launches: script.commands.map((command) => inspect(repository, command, (path) => symbolicKind(repository, path))),
    starts: script.starts,
    incomplete: script.incomplete,
    environment: undefined,
  };
}

function symbolicKind(repository: Repository, path: string): 'file' | 'folder' | 'missing' | undefined {
  const rooted = rootedPath(path);
  if (rooted?.root !== 'repository' || rooted.above > 0) return undefined;
  return repository.kind(rooted.path) ?? 'missing';
}

export function inspectConcretely(repository: Repository, script: Script, options: ConcreteOptions): Inspection {
  const home = isAbsolute(options.home) ? options.home : resolve(options.folder, options.home);
  const environment = new Map([
    ['HOME', home],
    ['PATH', process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'],
    ...options.variables,
  ]);
  const host: ShellHost = concreteHost({ tree: diskTree(repository.root), home, path: environment.get('PATH') ?? '' });
  const evaluation = evaluate(script.shell, {
    mode: 'concrete',
    host,
    environment,
    arguments: options.arguments,
    repository: repository.root,
    folder: options.folder,
    system: thisSystem(),
  });
  return {
    script,
    mode: 'concrete',
    launches: evaluation.commands.map((command) => inspect(repository, command, (path) => host.kind(path))),
    starts: undefined,
    incomplete: evaluation.incomplete,
    environment: Object.fromEntries([...environment, ['PWD', options.folder]]),
  };
}

type Kind = (path: string) => 'file' | 'folder' | 'missing' | undefined;

function inspect(repository: Repository, command: EvaluatedCommand, kind: Kind): InspectedLaunch {
  const { verb, engine } = command;
  const starts = verb === 'run' || verb === 'create';
  const spec = starts ? readRun(command.argv.slice(command.argumentsAt), { verb, engine, at: command.span }) : undefined;
  const image = spec?.image?.text;
  return {
    command,
    spec,
    get imageFrom() {
      return image === undefined || isSymbolic(image) ? [] : repository.imagesNamed(image).map(({ name }) => name.span);
    },
    sources: (spec?.mounts ?? []).map((mount) => sourceState(command, mount, kind)),
  };
}

function sourceState(command: EvaluatedCommand, mount: Mount, kind: Kind): SourceState {
  if (mount.source === null || mount.type !== 'bind') return mount.source === null ? 'none' : 'unknown';
  const folder = wordText(command.cwd);
  const source = absoluteSource(mount, folder);
  const path = source === undefined ? undefined : resolvePath(folder, source);
  if (path === undefined) return 'unknown';
  if (command.created.has(path)) return 'made';
  const found = kind(path);
  return found === undefined ? 'unknown' : found === 'missing' ? 'missing' : 'exists';
}
