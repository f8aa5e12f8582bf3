import type { LintedRepository, RepositoryOptions } from './linted-repository';
import { seenRepository } from './seen-repository';
import type { FileTree } from './tree';
import * as views from './views';

export type { LintedRepository, RepositoryOptions } from './linted-repository';

/** Creates the model of a repository. Each folder is listed once, each file is read once, and nothing is parsed before it's needed. */
export const createRepository = (tree: FileTree, options: RepositoryOptions): LintedRepository =>
  seenRepository(tree, options, () => views);
