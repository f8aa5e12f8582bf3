import type { LintedRepository } from '../../model/repository';
import { nameOf } from '../../text/path';

/** What a repository has that decides how it's linted. */
export interface Survey {
  readonly examples: number;
  /** Examples with a metadata file. */
  readonly described: number;
  readonly tasks: readonly string[];
  readonly scripts: number;
  readonly dockerfiles: number;
  readonly compose: number;
  readonly isCvlization: boolean;
  readonly hasWorkflows: boolean;
  readonly isGitlab: boolean;
}

export function surveyOf(repository: LintedRepository): Survey {
  const { examples, files } = repository;
  const names = files.map(({ path }) => nameOf(path));
  return {
    examples: examples.length,
    described: examples.filter(({ metadata }) => metadata).length,
    tasks: [...new Set(examples.flatMap(({ metadata }) => metadata?.tasks.map(({ text }) => text) ?? []))].sort(),
    scripts: repository.scripts.length,
    dockerfiles: repository.dockerfiles.length,
    compose: names.filter((name) => /^(?:docker-)?compose(?:\..+)?\.ya?ml$/.test(name)).length,
    isCvlization: repository.kind('cvlization') === 'folder' && repository.kind('examples') === 'folder',
    hasWorkflows: repository.kind('.github') === 'folder',
    isGitlab: repository.kind('.gitlab-ci.yml') === 'file',
  };
}
