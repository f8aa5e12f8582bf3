import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import type { Example } from '../../model/targets';
import { isBelow } from '../../text/path';

/** The examples at and below the paths, or else the one that a path is in. Throws ConfigurationError for a path without any. */
export function examplesAt({ repository, paths }: Project): readonly Example[] {
  const found = new Set<Example>();
  for (const path of paths) {
    const below = repository.examples.filter(({ folder }) => folder === path || isBelow(folder, path));
    const around = repository.exampleOf(path);
    const chosen = below.length > 0 ? below : around ? [around] : [];
    if (chosen.length === 0) throw new ConfigurationError(`There is no example ${path === '' ? 'here' : `at ${path}`}.`);
    for (const example of chosen) found.add(example);
  }
  return [...found].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
