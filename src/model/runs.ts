import { findRuns as groupRuns, isEmpty, type Reader, type RunFile, readers, readRun } from '../runs';
import { isBelow, joinPath } from '../text/path';
import { examplesBelow } from './examples';
import { contentOf } from './file-access';
import type { LintedRepository } from './linted-repository';
import { keyedQuery } from './query';
import { createRunArtifact } from './run-artifact';
import type { Example, Repository, RunArtifact } from './targets';

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

/** A folder of training data can hold millions of files. Entries beyond this number are skipped. */
const maxEntries = 200_000;
const maxDepth = 16;

/** The runs in an example's folder, whether git ignores them or not. */
export async function readRuns(repository: LintedRepository, example: Example): Promise<readonly RunArtifact[]> {
  return readBelow(repository, example.folder, new Set(examplesBelow(repository, example.folder)), example);
}

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
    for (const run of await runsOutside(repository, path)) found.set(run.path, run);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether runs below a path are looked for beside those of examples: `''` is the whole repository. */
export const mayHaveRunsOutside = (repository: Repository, path: string): boolean => repository.exampleOf(path) === undefined;

/** The runs below a path that isn't in an example. */
export const runsOutside = keyedQuery('repository.runsOutside', (repository: LintedRepository, path) =>
  readBelow(repository, path, new Set(examplesBelow(repository, path)), undefined),
);

async function readBelow(
  repository: LintedRepository,
  root: string,
  excluded: ReadonlySet<string>,
  example: Example | undefined,
): Promise<readonly RunArtifact[]> {
  const { options } = repository;
  const known: readonly Reader[] = [...(options.readers ?? []), ...readers];
  const runs: RunArtifact[] = [];
  for (const group of await groupRuns(filesBelow(repository, root, excluded), known)) {
    const run = await readRun(group);
    if (!isEmpty(run)) runs.push(createRunArtifact({ repository, example, run, declaredTasks: options.tasks }));
  }
  return runs;
}

/** All files on disk below a folder (or the file itself), except those that the configuration excludes. */
function filesBelow(repository: LintedRepository, root: string, excluded: ReadonlySet<string> = new Set()): readonly RunFile[] {
  const { tree, options, reading } = repository;
  const files: RunFile[] = [];
  const add = (path: string): void => {
    files.push({
      path,
      get size() {
        return repository.size(path) ?? 0;
      },
      open(start = 0) {
        reading.files++;
        contentOf(repository, path);
        return tree.stream(path, start);
      },
    });
  };
  if (repository.kind(root) === 'file') add(root);
  const folders = [{ folder: root, depth: 0 }];
  let entries = 0;
  for (let next = folders.pop(); next !== undefined && entries < maxEntries; next = folders.pop()) {
    for (const { name, kind } of repository.list(next.folder)) {
      const path = joinPath(next.folder, name);
      entries++;
      if (foreign.has(name) || options.ignores(path)) continue;
      if (kind === 'file') add(path);
      else if (kind === 'folder' && !excluded.has(path) && next.depth < maxDepth)
        folders.push({ folder: path, depth: next.depth + 1 });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isWithin = (path: string, folder: string): boolean => path === folder || isBelow(path, folder);
