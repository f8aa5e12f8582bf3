import type { LintedRepository, RepositoryOptions, Views } from './linted-repository';
import { seenRepository } from './seen-repository';
import type { FileTree } from './tree';

let views: Views | undefined;

/** Loads what parses and evaluates. */
export async function loadViews(): Promise<void> {
  views ??= await import('./views');
}

/** Creates the model of a repository whose files can be told apart at once, and parsed after `loadViews`. */
export const lateRepository = (tree: FileTree, options: RepositoryOptions): LintedRepository =>
  seenRepository(tree, options, () => {
    if (!views) throw new Error('Something is parsed before the parsers are loaded.');
    return views;
  });
