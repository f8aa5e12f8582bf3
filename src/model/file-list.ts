import { groupBy } from '../text/group-by';
import { folderOf, nameOf } from '../text/path';
import { exampleFolderOf } from './examples';
import { isDockerfilePath, isDocumentPath, isPythonPath, isScriptPath } from './file-kinds';
import type { LintedRepository } from './linted-repository';
import { costlyGround, ground, query } from './query';
import type { Repository } from './targets';
import type { FileEntry } from './tree';

/** The files of the repository, sorted by path. Ask a narrower question where there is one: this one has another answer with every new file. */
export const filesOf = ground('repository.files', ({ tree, options }: LintedRepository): readonly FileEntry[] =>
  tree.entries().filter(({ path }) => !options.ignores(path)),
);

const entriesByPath = query(
  'repository.entries',
  (repository: Repository) => new Map(repository.files.map((entry) => [entry.path, entry])),
);

export const entryAt = costlyGround('repository.entry', (repository: Repository, path) => entriesByPath(repository).get(path));

/** The files below a folder, at any depth. Two binary searches. */
export const filesBelow = costlyGround('repository.filesBelow', (repository: Repository, folder): readonly FileEntry[] => {
  const files = repository.files;
  if (folder === '') return files;
  const from = firstNotBefore(files, `${folder}/`);
  const to = firstNotBefore(files, `${folder}0`); // '0' is the character after '/'
  return files.slice(from, to);
});

function firstNotBefore(files: readonly FileEntry[], key: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle]?.path ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a folder has files, at any depth. */
export const hasFiles = costlyGround(
  'repository.hasFiles',
  (repository: Repository, folder) => repository.filesBelow(folder).length > 0,
);

/** The names of a folder's files and subfolders that belong to the repository. */
export const namesIn = costlyGround('repository.namesIn', (repository: Repository, folder): readonly string[] => {
  const below = folder === '' ? 0 : folder.length + 1;
  const names = new Set<string>();
  for (const entry of repository.filesBelow(folder)) names.add(entry.path.slice(below).split('/', 1)[0] ?? '');
  return [...names];
});

const pathsByName = query('repository.pathsByName', (repository: Repository): ReadonlyMap<string, readonly string[]> => {
  const files = repository.files.filter(({ type }) => type === 'file');
  return groupBy(
    files.map(({ path }) => path),
    nameOf,
  );
});

/** Paths of the files of a name, such as `__init__.py`. Ask this rather than for all files: it has the same answer with most new ones. */
export const pathsNamed = costlyGround(
  'repository.pathsNamed',
  (repository: Repository, name): readonly string[] => pathsByName(repository).get(name) ?? [],
);

const pathsOfKind = (name: string, isWanted: (path: string) => boolean) =>
  costlyGround(name, (repository: Repository): readonly string[] =>
    repository.files.flatMap(({ path, type }) => (type === 'file' && isWanted(path) ? path : [])),
  );

export const scriptPaths = pathsOfKind('repository.scriptPaths', isScriptPath);
export const dockerfilePaths = pathsOfKind('repository.dockerfilePaths', isDockerfilePath);

export const documentPaths = pathsOfKind('repository.documentPaths', isDocumentPath);
export const modulePaths = pathsOfKind('repository.modulePaths', isPythonPath);

/** The files of an example: those below its folder, except in nested examples. */
export const filesOfExample = costlyGround(
  'repository.filesOfExample',
  (repository: LintedRepository, folder): readonly FileEntry[] =>
    filesBelow(repository, folder).filter(({ path }) => exampleFolderOf(repository, folderOf(path)) === folder),
);
