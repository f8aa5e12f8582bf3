import { mayHaveRunsOutside } from '../model/examples';
import { dockerfilePaths, documentPaths, modulePaths, scriptPaths } from '../model/file-list';
import type { LintedRepository } from '../model/repository';
import type { Example } from '../model/targets';

/**
 * What is linted as one: an example with all of its files, a file outside of examples, the runs below a path outside of examples, or
 * what concerns the whole repository, or what a container engine has of it. What rules find in a unit is remembered, and used again as long as all that it rests on is the same.
 */
export interface Unit {
  readonly kind: 'repository' | 'example' | 'file' | 'runs' | 'live';
  /** The example's folder, the file, or where runs are looked for. Empty for the repository and the engine. */
  readonly path: string;
  /** The only rule that it's about. */
  readonly rule?: string;
}

/**
 * The units at the given paths, or those of the shard. Nothing is read: names of files are enough. Where an engine is asked, only that is
 * looked at.
 */
export function unitsOf(repository: LintedRepository, wanted: readonly string[]): readonly Unit[] {
  const units = allUnits(repository, wanted);
  const { shard } = repository.options;
  return shard ? units.filter((_, at) => at % shard.count === shard.index - 1) : units;
}

function allUnits(repository: LintedRepository, wanted: readonly string[]): readonly Unit[] {
  if (repository.options.live) return [{ kind: 'live', path: '' }];
  const examples = repository.examples.filter((example) => isVisited(example, wanted));
  const files = [scriptPaths, dockerfilePaths, documentPaths, modulePaths].flatMap((paths) => paths(repository, ''));
  const outside = files.filter((path) => isWanted(path, wanted) && repository.exampleOf(path) === undefined);
  return [
    { kind: 'repository', path: '' },
    ...examples.map(({ folder }): Unit => ({ kind: 'example', path: folder })),
    ...[...new Set(outside)].sort().map((path): Unit => ({ kind: 'file', path })),
    ...wanted.filter((path) => mayHaveRunsOutside(repository, path)).map((path): Unit => ({ kind: 'runs', path })),
  ];
}

/** Whether a path is at or below one of the given paths. `''` includes everything. */
export const isWanted = (path: string, wanted: readonly string[]): boolean =>
  wanted.some((root) => root === '' || path === root || path.startsWith(`${root}/`));

/** An example is checked if it's below a given path, or a given path is in it. */
const isVisited = (example: Example, wanted: readonly string[]): boolean =>
  isWanted(example.folder, wanted) || wanted.some((path) => isWanted(path, [example.folder]));
