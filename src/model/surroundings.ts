import { posix } from 'node:path';
import type { Part } from '../languages/docker';
import type { Install } from '../languages/python';
import { type CommandCertainty, rootedPath, type StartedCommand } from '../languages/shell';
import { folderOf, foldersFrom, joinPath } from '../text/path';
import type { LauncherUse, Processes } from './launchers';
import { repositoryPathOf } from './located';
import { programOf, searchPathOf } from './program';
import type { Launch, Script, Start, World } from './targets';

/** What the commands that lead to a program have changed and started so far. */
export interface Surroundings {
  readonly script: Script;
  readonly launch: Launch | undefined;
  readonly command: StartedCommand;
  readonly world: World;
  workdir: string | undefined;
  readonly variables: Map<string, string | undefined>;
  readonly installs: Install[];
  preceded: boolean;
  /** Those that the launcher being followed starts. */
  processes: Processes | undefined;
  /** The launcher being followed. */
  launcher: LauncherUse | undefined;
  /** Whether the commands so far are reached for certain. */
  certainty: CommandCertainty;
  /** The scripts that are being followed, by their paths from the root. */
  readonly files: readonly string[];
  readonly starts: Start[];
}

/** The surroundings in which the first command of a world runs. */
export function firstSurroundings({
  script,
  launch,
  command,
  world,
}: Pick<Surroundings, 'script' | 'launch' | 'command' | 'world'>): Surroundings {
  return {
    script,
    launch,
    command,
    world,
    workdir: world.workdir,
    variables: new Map(),
    installs: [],
    preceded: launch === undefined && script.image === undefined,
    processes: undefined,
    launcher: undefined,
    certainty: command.certainty,
    files: [],
    starts: [],
  };
}

/** Handles `NAME=value`, before a command or after `export`. */
export function setVariable(word: Part, { variables }: Surroundings): void {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.masked);
  if (match?.[1]) variables.set(match[1], word.text === undefined ? undefined : match[2]);
}

/** A variable's value, from the commands so far or from the world. Null if it's certainly not set, undefined if unknown. */
export const valueIn = ({ variables, world }: Surroundings, name: string): string | null | undefined =>
  variables.has(name) ? variables.get(name) : world.variable(name);

/** Handles `cd`. */
export function setFolder(word: Part | undefined, surroundings: Surroundings): void {
  const { workdir } = surroundings;
  const text = word?.text;
  if (text === undefined) surroundings.workdir = undefined;
  else surroundings.workdir = text.startsWith('/') ? posix.normalize(text) : workdir && posix.join(workdir, text);
}

/** Adds a program that starts in the current surroundings. */
export function addStart(runner: string, target: Start['target'], words: readonly Part[], surroundings: Surroundings): void {
  const { script, launch, command, world, variables, installs, preceded, processes, launcher, starts } = surroundings;
  const text = target.part.text;
  const workdir = isLeft(target, surroundings) ? undefined : surroundings.workdir;
  const path = text === undefined ? undefined : text.startsWith('/') ? text : workdir && posix.join(workdir, text);
  const located = target.kind === 'file' && path !== undefined ? world.locate(path) : undefined;
  const start: Start = {
    repository: script.repository,
    example: script.example,
    path: script.path,
    script,
    launch,
    container: world.kind === 'container' ? launch?.container : undefined,
    image: world.kind === 'container' ? (launch?.image ?? script.image) : undefined,
    world,
    command,
    certainty: surroundings.certainty,
    span: command.span,
    runner,
    target,
    located,
    entry:
      target.kind === 'module' ? moduleFile(text, surroundings) : fileAt(surroundings, target.kind === 'file' ? path : undefined),
    arguments: words,
    workdir,
    variables: new Map(variables),
    installs: [...installs],
    preceded,
    processes,
    launcher,
    get searchPath() {
      return searchPathOf(start);
    },
    get program() {
      return programOf(start);
    },
  };
  starts.push(start);
}

/**
 * Whether a document enters a folder for the commands of one of its blocks, and means another one for this program: it isn't below that
 * folder, but would be there without the `cd`.
 */
function isLeft({ kind, part: { text } }: Start['target'], { script, workdir }: Surroundings): boolean {
  if (script.language !== 'markdown' || text === undefined || workdir === undefined || !/^[\w.][\w./-]*$/.test(text))
    return false;
  const rooted = rootedPath(workdir);
  if (rooted?.root !== 'caller' || rooted.path === '' || rooted.above > 0 || (kind !== 'file' && kind !== 'module')) return false;
  const base = kind === 'module' ? text.replaceAll('.', '/') : text;
  const names = kind === 'module' ? [`${base}.py`, `${base}/__main__.py`] : [base];
  const above = foldersFrom(folderOf(script.path));
  const entered = above.map((folder) => joinPath(folder, rooted.path));
  const { repository } = script;
  const isIn = (folders: readonly string[]): boolean =>
    folders.some((folder) => names.some((name) => repository.kind(joinPath(folder, name)) === 'file'));
  return entered.some((folder) => repository.kind(folder) === 'folder') && !isIn(entered) && isIn(above);
}

/** The repository's file at a path of the world. */
function fileAt({ script: { repository }, world }: Surroundings, path: string | undefined): string | undefined {
  const located = path === undefined ? undefined : repositoryPathOf(world.locate(path));
  return located !== undefined && repository.kind(located) === 'file' ? located : undefined;
}

/** The file that `python -m a.b` runs from the working folder. */
function moduleFile(name: string | undefined, surroundings: Surroundings): string | undefined {
  const { workdir } = surroundings;
  if (name === undefined || workdir === undefined || !/^[\w.-]+$/.test(name)) return undefined;
  const base = posix.join(workdir, name.replaceAll('.', '/'));
  return fileAt(surroundings, `${base}.py`) ?? fileAt(surroundings, `${base}/__main__.py`);
}
