import type { BuildSpec } from '../sources/docker/commands';
import { sameImage } from '../sources/docker/values/image';
import type { Span } from '../sources/text/span';
import type { Repository, Script } from './targets';

/** A `docker build` that some script performs. */
export interface ImageBuild {
  readonly script: Script;
  readonly spec: BuildSpec;
  readonly span: Span;
  /** The context's folder from the root; undefined where it is not known, or no folder of the repository. */
  readonly context: string | undefined;
  /** The Dockerfile's path from the root; undefined where it is not known. */
  readonly dockerfile: string | undefined;
}

const found = new WeakMap<Repository, readonly ImageBuild[]>();

/** The builds of all scripts, in order of script and execution. */
export function buildsOf(repository: Repository): readonly ImageBuild[] {
  let builds = found.get(repository);
  if (!builds) found.set(repository, (builds = findBuilds(repository)));
  return builds;
}

function findBuilds(_repository: Repository): ImageBuild[] {
  return [];
}

/** The builds that give an image its name, `docker tag` included. */
export function builtBy(repository: Repository, name: string): readonly ImageBuild[] {
  return buildsOf(repository).filter(({ spec }) => spec.tags.some(({ text }) => text !== undefined && sameImage(text, name)));
}
