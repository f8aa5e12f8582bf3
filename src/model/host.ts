import { posix } from 'node:path';
import { rootedPath, type StartedCommand, wordText } from '../languages/shell';
import { folderOf, foldersFrom } from '../text/path';
import { calledFrom } from './caller';
import type { Located } from './located';
import type { Repository, Script, Start, World } from './targets';

/**
 * The machine that runs a script, as one of its commands sees it. The environment in which the script starts isn't known. `caller` is
 * the folder, from the root, in which it starts.
 */
export function hostOf({ cwd }: StartedCommand, caller: () => string | undefined): World {
  const workdir = wordText(cwd);
  return {
    kind: 'host',
    workdir,
    names: [],
    variable: () => undefined,
    locate: (path) => locate(path.startsWith('/') ? path : workdir && posix.join(workdir, path), caller),
  };
}

function locate(path: string | undefined, caller: () => string | undefined): Located {
  const rooted = path === undefined ? undefined : rootedPath(path);
  const folder = rooted?.root === 'caller' ? caller() : '';
  const located = folder === undefined ? undefined : calledFrom(path, folder);
  return located === undefined ? { kind: 'unknown' } : { kind: 'repository', path: located };
}

/**
 * The folder, from the root, in which a script has to start so that the programs that it starts are there: its own, or one above it.
 * Undefined if several would do, or programs disagree.
 */
export function callerOf({ path, repository }: Script, starts: readonly Start[]): string | undefined {
  const folders = foldersFrom(folderOf(path));
  const found = new Set<string>();
  for (const file of starts.flatMap(pathsOf)) {
    const places = folders.filter((folder) => isFile(repository, calledFrom(file, folder)));
    if (places.length === 1) found.add(places[0] as string);
  }
  const [only, other] = found;
  return other === undefined ? only : undefined;
}

const isFile = (repository: Repository, path: string | undefined): boolean =>
  path !== undefined && repository.kind(path) === 'file';

/** Where a start's program can be, if that depends on the caller. */
function pathsOf({ target: { kind, part }, workdir }: Start): readonly string[] {
  const { text } = part;
  if (text === undefined || workdir === undefined || kind === 'code') return [];
  // The path of the folder, as `pwd` prints it, begins with a slash as well.
  const base = text.startsWith('/') ? text : posix.join(workdir, kind === 'module' ? text.replaceAll('.', '/') : text);
  if (rootedPath(base)?.root !== 'caller') return [];
  return kind === 'module' ? [`${base}.py`, `${base}/__main__.py`] : [base];
}
