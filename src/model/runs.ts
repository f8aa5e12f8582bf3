import type { LintedRepository } from './repository';
import type { Example, RunArtifact } from './targets';

/** The runs that an example's folder holds, whether git ignores them or not. */
export async function readRuns(_repository: LintedRepository, _example: Example): Promise<readonly RunArtifact[]> {
  return [];
}

/** The runs in the examples that touch the given paths, and in given paths that lie in no example. */
export async function findRuns(repository: LintedRepository, paths: readonly string[]): Promise<readonly RunArtifact[]> {
  const found: RunArtifact[] = [];
  for (const example of repository.examples) {
    const touches = paths.some((path) => isWithin(example.folder, path) || isWithin(path, example.folder));
    if (touches) found.push(...(await example.runs()));
  }
  return found;
}

const isWithin = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);
