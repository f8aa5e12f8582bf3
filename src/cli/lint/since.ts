import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import type { Touched } from '../../engine/run-rules';
import { readCommit } from '../../model/git';
import { createRepository, type LintedRepository } from '../../model/repository';
import { revisionTree } from '../../model/revision-tree';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';

/** The repository at a commit, without a checkout. Throws ConfigurationError where git doesn't have it. */
export function repositoryAt({ repository }: Project, revision: string): LintedRepository {
  const { root, tree, options } = repository;
  const commit = tree.git ? readCommit(root, revision) : "This isn't a git checkout.";
  if (typeof commit === 'string') throw new ConfigurationError(`--since ${revision}: ${commit}`);
  const { overlay: _, ...settings } = options;
  return createRepository(revisionTree(tree, commit), settings);
}

/** How much was judged, and why, in a sentence. */
export function describeTouched({ examples, others }: Touched, { repository }: Project, revision: string): string {
  const known = `${examples} of ${plural(repository.examples.length, 'example')}`;
  return visible(
    `${known} and ${plural(others, 'other check')} rest on files that differ from ${revision}. Only their findings are reported.`,
  );
}
