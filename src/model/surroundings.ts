import { posix } from 'node:path';
import type { Part } from '../languages/docker';
import type { Install } from '../languages/python';
import type { LauncherUse, Processes } from './launchers';
import { programOf, searchPathOf } from './program';
import type { Container, Start } from './targets';

/** What a container's commands have changed and started so far. */
export interface Surroundings {
  readonly container: Container;
  workdir: string | undefined;
  readonly variables: Map<string, string | undefined>;
  readonly installs: Install[];
  preceded: boolean;
  /** Those that the launcher being followed starts. */
  processes: Processes | undefined;
  /** The launcher being followed. */
  launcher: LauncherUse | undefined;
  readonly starts: Start[];
}

/** Handles `NAME=value`, before a command or after `export`. */
export function setVariable(word: Part, { variables }: Surroundings): void {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.masked);
  if (match?.[1]) variables.set(match[1], word.text === undefined ? undefined : match[2]);
}

/** Handles `cd`. */
export function setFolder(word: Part | undefined, surroundings: Surroundings): void {
  const { workdir } = surroundings;
  const text = word?.text;
  if (text === undefined) surroundings.workdir = undefined;
  else surroundings.workdir = text.startsWith('/') ? posix.normalize(text) : workdir && posix.join(workdir, text);
}

/** Adds a program that starts in the current surroundings. */
export function addStart(runner: string, target: Start['target'], words: readonly Part[], surroundings: Surroundings): void {
  const { container, workdir, variables, installs, preceded, processes, launcher, starts } = surroundings;
  const { launch } = container;
  const text = target.part.text;
  const path = text === undefined ? undefined : text.startsWith('/') ? text : workdir && posix.join(workdir, text);
  const located = target.kind === 'file' && path !== undefined ? container.locate(path) : undefined;
  const start: Start = {
    launch,
    container,
    runner,
    target,
    located,
    entry:
      target.kind === 'module' ? moduleFile(text, surroundings) : fileAt(container, target.kind === 'file' ? path : undefined),
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

/** The repository's file at a path of the container. */
function fileAt(container: Container, path: string | undefined): string | undefined {
  const located = path === undefined ? undefined : container.locate(path);
  if (located?.kind !== 'mounted' && located?.kind !== 'copied') return undefined;
  return container.launch.repository.kind(located.path) === 'file' ? located.path : undefined;
}

/** The file that `python -m a.b` runs from the working folder. */
function moduleFile(name: string | undefined, { container, workdir }: Surroundings): string | undefined {
  if (name === undefined || workdir === undefined || !/^[\w.]+$/.test(name)) return undefined;
  const base = posix.join(workdir, name.replaceAll('.', '/'));
  return fileAt(container, `${base}.py`) ?? fileAt(container, `${base}/__main__.py`);
}
