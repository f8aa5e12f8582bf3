import { posix } from 'node:path';
import {
  type DockerfileArtifact,
  type Dockerignore,
  folderOf,
  foldersFrom,
  keyedQuery,
  parseDockerignore,
  pattern,
  type Repository,
  type Script,
  type Span,
} from '../../src/api';

/** A folder that a Dockerfile is built with. */
export interface Context {
  /** From the root. */
  readonly folder: string;
  readonly ignoreFile: Dockerignore | undefined;
  /** The word that names it; undefined where no build is known and the folder is a guess. */
  readonly build: Span | undefined;
  /** Whether the script that builds mentions a file of that name, so that it may be there by then. */
  makes(name: string): boolean;
  /** Whether the build gives a value to an ARG of that name. */
  sets(name: string): boolean;
}

/**
 * The contexts that scripts build a Dockerfile with; none where a build may have any. A Dockerfile that no script builds may be meant
 * for its own folder or any above it.
 */
export function contextsOf(artifact: DockerfileArtifact): readonly Context[] {
  const { repository, path } = artifact;
  const folder = folderOf(path);
  const builds = repository.buildsWith(path);
  const near = artifact.example?.builds ?? repository.buildsOutside;
  const isUnclear = near.some(({ dockerfile }) => dockerfile === undefined);
  if (isUnclear || builds.some(({ context }) => context === undefined)) return [];
  if (builds.length > 0) {
    return builds.map((build) => ({
      folder: build.context ?? '',
      ignoreFile: ignoreFileOf(repository, path, build.context ?? ''),
      build: build.spec.context?.span ?? build.span,
      makes: (name) => mentions(build.script, name),
      sets: (name) => build.spec.buildArgs.some((each) => each.name.text === undefined || each.name.text === name),
    }));
  }
  const scripts = artifact.example?.scripts ?? [];
  return foldersFrom(folder).map((each) => ({
    folder: each,
    ignoreFile: ignoreFileOf(repository, path, each),
    build: undefined,
    makes: (name) => scripts.some((script) => mentions(script, name)),
    // A build that isn't known may set any of them.
    sets: (name) => argumentsOf(artifact).has(name),
  }));
}

/** Names that a build may give a value to. */
const argumentsOf = ({ dockerfile: { globalArgs, stages } }: DockerfileArtifact): ReadonlySet<string> =>
  new Set([...globalArgs, ...stages.flatMap(({ args }) => args)].map(({ name }) => name));

/** As a word of its own, outside comments. */
function mentions({ shell }: Script, name: string): boolean {
  const { text } = shell.file;
  if (!text.includes(name)) return false;
  const word = pattern`(?<![\w.-])${name}(?![\w-])`;
  return text.split('\n').some((line) => !/^\s*#/.test(line) && word.test(line));
}

/** The Dockerfile's own ignore file takes precedence over the context's. */
const ignoreFileOf = (repository: Repository, dockerfile: string, folder: string): Dockerignore | undefined =>
  ignoreFileAt(repository, `${dockerfile}.dockerignore`) ?? ignoreFileAt(repository, posix.join(folder, '.dockerignore'));

const ignoreFileAt = keyedQuery('dockerfile.ignoreFile', (repository: Repository, path): Dockerignore | undefined => {
  const source = repository.kind(path) === 'file' ? repository.source(path) : undefined;
  return source && parseDockerignore(source);
});
