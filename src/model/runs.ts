import { findRuns as groupRuns, isEmpty, type Reader, type RunFile, readers, readRun } from '../runs';
import { isBelow, joinPath } from '../text/path';
import { examplesBelow, mayHaveRunsOutside } from './examples';
import { contentOf, listOf } from './file-access';
import type { LintedRepository } from './linted-repository';
import { keyedQuery } from './query';
import { createRunArtifact } from './run-artifact';
import type { Example, RunArtifact } from './targets';

/** Folders with third-party code or tooling, which never contain a run. */
const foreign = new Set([
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  'site-packages',
  '.tox',
  '.mypy_cache',
]);

/** A folder of training data can hold millions of files. Folders beyond this number of entries are skipped, which is said. */
export const maxEntries = 200_000;
const maxDepth = 16;

/** The runs below a folder, and a folder of those that weren't searched because there are too many. */
export interface RunSearch {
  readonly runs: readonly RunArtifact[];
  readonly skipped?: string;
}

/** The runs in an example's folder, whether git ignores them or not. */
export const runsInExample = keyedQuery('repository.runsInExample', (repository: LintedRepository, folder) =>
  readBelow(repository, folder, repository.exampleOf(folder)),
);

/** The runs at the given paths, inside and outside of examples. */
export async function findRuns(repository: LintedRepository, paths: readonly string[]): Promise<readonly RunArtifact[]> {
  const found = new Map<string, RunArtifact>();
  for (const example of repository.examples) {
    const wanted = paths.filter((path) => isWithin(example.folder, path) || isWithin(path, example.folder));
    if (wanted.length === 0) continue;
    for (const run of await example.runs()) {
      if (wanted.some((path) => isWithin(run.path, path) || isWithin(path, run.path))) found.set(run.path, run);
    }
  }
  for (const path of paths) {
    if (!mayHaveRunsOutside(repository, path)) continue;
    for (const run of (await runsOutside(repository, path)).runs) found.set(run.path, run);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The runs below a path that isn't in an example. */
export const runsOutside = keyedQuery('repository.runsOutside', (repository: LintedRepository, path) =>
  readBelow(repository, path, undefined),
);

async function readBelow(repository: LintedRepository, root: string, example: Example | undefined): Promise<RunSearch> {
  const { options } = repository;
  const known: readonly Reader[] = [...(options.readers ?? []), ...readers];
  const runs: RunArtifact[] = [];
  const { files, skipped } = filesBelow(repository, root, new Set(examplesBelow(repository, root)));
  for (const group of await groupRuns(files, known)) {
    const run = await readRun(group);
    if (!isEmpty(run)) runs.push(createRunArtifact({ repository, example, run, declaredTasks: options.tasks }));
  }
  return { runs, ...(skipped !== undefined && { skipped }) };
}

/** All files on disk below a folder (or the file itself), except those that the configuration excludes. */
function filesBelow(
  repository: LintedRepository,
  root: string,
  excluded: ReadonlySet<string>,
): Pick<RunSearch, 'skipped'> & { readonly files: readonly RunFile[] } {
  const { options } = repository;
  const files: RunFile[] = [];
  if (repository.kind(root) === 'file') files.push(fileAt(repository, root));
  const folders = [{ folder: root, depth: 0 }];
  let entries = 0;
  let next = folders.pop();
  for (; next !== undefined && entries < maxEntries; next = folders.pop()) {
    for (const { name, kind, target } of listOf(repository, next.folder)) {
      const path = joinPath(next.folder, name);
      entries++;
      // What a symlink leads to is found where it is. W&B has such a link to its latest run.
      const isElsewhere = target !== undefined && isWithin(target, root);
      if (foreign.has(name) || options.ignores(path) || isElsewhere) continue;
      if (kind === 'file') files.push(fileAt(repository, path));
      else if (kind === 'folder' && !excluded.has(path) && next.depth < maxDepth)
        folders.push({ folder: path, depth: next.depth + 1 });
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), ...(next && { skipped: next.folder }) };
}

function fileAt(repository: LintedRepository, path: string): RunFile {
  const { tree, reading } = repository;
  return {
    path,
    get size() {
      return repository.size(path) ?? 0;
    },
    open(start = 0) {
      reading.files++;
      contentOf(repository, path);
      return tree.stream(path, start);
    },
  };
}

const isWithin = (path: string, folder: string): boolean => path === folder || isBelow(path, folder);
