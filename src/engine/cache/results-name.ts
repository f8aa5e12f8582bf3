import type { Configuration } from '../../config/types';
import { hashOf } from '../../model/hash';
import type { Project } from '../project';

/**
 * A name for the results of this version of cvl, this repository, and this configuration. What is read of files isn't part of it.
 * Undefined if the configuration can't be told from another.
 */
export function resultsName({ repository, configuration, outside }: Project, buildId: string): string | undefined {
  const identity = configuration.identity();
  if (identity === undefined) return undefined;
  const { root, options } = repository;
  return hashOf(JSON.stringify([buildId, nodeRelease, root, identity, options.tasks ?? null, rulesHere(configuration, outside)]));
}

/** Another release of Node may sort, match, or count characters in another way. */
const nodeRelease = process.versions.node.split('.', 1)[0];

/** A team's own rules run in other processes, and are run each time. */
const rulesHere = ({ rules }: Configuration, outside: Project['outside']): readonly string[] =>
  [...rules.keys()].filter((id) => !outside?.handles(id));
