import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import type { Touched } from '../../engine/run-rules';
import { lateRepository } from '../../model/late-repository';
import type { LintedRepository } from '../../model/repository';
import { type Revision, treeAt } from '../../model/revision-tree';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';

/** Which commits a lint is about, as the flags say. */
export interface RevisionFlags {
  readonly rev?: string | undefined;
  readonly since?: string | undefined;
  readonly 'new-since'?: string | undefined;
  readonly staged: boolean;
}

/** What is linted instead of what is on disk. */
export function lintedRevision({ rev, staged }: RevisionFlags): Revision | undefined {
  if (staged) return 'index';
  return rev === undefined ? undefined : { commit: rev };
}

/** What it's compared with. */
export function comparedRevision({ since, 'new-since': newSince, staged }: RevisionFlags): Revision | undefined {
  if (staged) return { commit: 'HEAD', mayBeNone: true };
  const commit = newSince ?? since;
  return commit === undefined ? undefined : { commit };
}

/** The repository at a revision, without a checkout. Throws ConfigurationError where git doesn't have it. */
export function repositoryAt({ repository }: Project, revision: Revision): LintedRepository {
  const tree = treeAt(repository.tree, revision);
  if (typeof tree === 'string') throw new ConfigurationError(tree);
  const { overlay: _, ...settings } = repository.options;
  return lateRepository(tree, settings);
}

/** How much rests on a difference, in a sentence. */
export function describeTouched({ examples, others }: Touched, { repository }: Project, flags: RevisionFlags): string {
  const base = flags['new-since'] ?? flags.since ?? 'HEAD';
  const known = `${examples} of ${plural(repository.examples.length, 'example')}`;
  const isNewOnly = flags['new-since'] !== undefined;
  const reported = isNewOnly ? `Only findings that ${base} doesn't have are reported.` : 'Only their findings are reported.';
  return visible(`${known} and ${plural(others, 'other check')} rest on files that differ from ${base}. ${reported}`);
}
