import { compileGlobs } from '../text/glob';
import { folderOf, foldersFrom, isBelow, nameOf } from '../text/path';
import type { LintedRepository } from './linted-repository';
import { costlyGround, query } from './query';
import type { ExampleFolder, ExampleKind, ExampleSettings, Marker } from './settings';
import type { Repository } from './targets';

/** Folders with a metadata file, and folders that a pack marks as examples by other files. Sorted by folder. */
export const exampleFolders = costlyGround(
  'repository.exampleFolders',
  (repository: LintedRepository): readonly ExampleFolder[] => {
    const settings = repository.options.examples;
    const described = describedFolders(repository, settings);
    const found = new Map<string, ExampleFolder>();
    for (const [folder, metadata] of described) found.set(folder, { folder, metadata });
    const isDescribed = (folder: string): boolean => foldersFrom(folder).some((each) => described.has(each));
    for (const [folder, marked] of markedFolders(repository, settings.markers, isDescribed)) {
      found.set(folder, { ...found.get(folder), folder, marked });
    }
    return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  },
);

const foldersByPath = query(
  'repository.foldersByPath',
  (repository: LintedRepository) => new Map(exampleFolders(repository, '').map((found) => [found.folder, found])),
);

/** What makes a folder an example. Undefined if nothing does. */
export const exampleFolderAt = costlyGround('repository.exampleFolder', (repository: LintedRepository, folder) =>
  foldersByPath(repository).get(folder),
);

/** The folder of the innermost example that contains a path. */
export const exampleFolderOf = costlyGround(
  'repository.exampleFolderOf',
  (repository: LintedRepository, path): string | undefined => {
    if (foldersByPath(repository).has(path)) return path;
    return path === '' ? undefined : exampleFolderOf(repository, folderOf(path));
  },
);

/** The folders of examples below a folder. */
export const examplesBelow = costlyGround('repository.examplesBelow', (repository: LintedRepository, folder): readonly string[] =>
  exampleFolders(repository, '').flatMap((found) =>
    isBelow(found.folder, folder) && found.folder !== folder ? found.folder : [],
  ),
);

/** The metadata file of each folder that has one: the first of the settings. */
function describedFolders(repository: Repository, { metadata }: ExampleSettings): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, type } of repository.files) {
    const rank = type === 'gitlink' ? -1 : metadata.indexOf(nameOf(path));
    const known = found.get(folderOf(path));
    if (rank >= 0 && (known === undefined || rank < metadata.indexOf(nameOf(known))) && !isOfHydra(path, repository))
      found.set(folderOf(path), path);
  }
  return found;
}

/** A configuration of Hydra, by its folder and its header: `configs/experiment/example.yaml`, with `# @package _global_`. */
const isOfHydra = (path: string, repository: Repository): boolean =>
  /(?:^|\/)(?:configs?|conf)\//.test(path) && /^\s*# @package /.test(repository.source(path)?.text ?? '');

function markedFolders(
  { files }: Repository,
  markers: readonly Marker[],
  isDescribed: (folder: string) => boolean,
): ReadonlyMap<string, ExampleKind> {
  const found = new Map<string, ExampleKind>();
  for (const { files: glob, beside, kind } of markers) {
    const matches = compileGlobs([glob]);
    const besides = beside?.map((name) => foldersWith(name, files));
    const isCandidate = (folder: string): boolean =>
      besides === undefined || (besides.every((folders) => folders.has(folder)) && !isDescribed(folder));
    for (const { path, type } of files) {
      const folder = folderOf(path);
      if (type !== 'gitlink' && !found.has(folder) && isCandidate(folder) && matches(path)) found.set(folder, kind);
    }
  }
  return found;
}

/** The folders in which a path leads to a file. That's found out faster than what globs match. */
const foldersWith = (name: string, files: Repository['files']): ReadonlySet<string> =>
  new Set(
    files.flatMap(({ path, type }) =>
      type === 'file' && (path === name || path.endsWith(`/${name}`))
        ? path.slice(0, Math.max(0, path.length - name.length - 1))
        : [],
    ),
  );

/** Whether runs below a path are looked for beside those of examples: `''` is the whole repository. */
export const mayHaveRunsOutside = (repository: Repository, path: string): boolean => repository.exampleOf(path) === undefined;
