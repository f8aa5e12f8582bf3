import { isScriptPath } from './file-kinds';
import { dockerfilePaths, documentPaths, scriptPaths } from './file-list';
import { costlyGround, keyedQuery } from './query';
import type { DockerfileArtifact, Repository, Script } from './targets';

/** What there is of something in all files of a kind. The options are part of the question, as text. */
type InEach<Artifact> = <Fact>(
  name: string,
  find: (artifact: Artifact, options: string) => readonly Fact[],
) => (repository: Repository, options?: string) => readonly Fact[];

/**
 * Makes a query for what concerns all files of a kind, such as whether others have the same habit. What is found has to be plain data:
 * whoever asks rests on that and not on the texts, so a change in one file disturbs nobody as long as the same is found in it.
 */
export const inEach =
  <Artifact>(
    pathsOf: (repository: Repository, _: '') => readonly string[],
    artifactsAt: (repository: Repository, path: string) => readonly Artifact[],
  ): InEach<Artifact> =>
  <Fact>(name: string, find: (artifact: Artifact, options: string) => readonly Fact[]) => {
    const inFile = costlyGround(name, (repository: Repository, key): readonly Fact[] => {
      const [path = '', options = ''] = key.split('\0');
      return artifactsAt(repository, path).flatMap((artifact) => find(artifact, options));
    });
    const everywhere = keyedQuery(`${name}.everywhere`, (repository: Repository, options) =>
      pathsOf(repository, '').flatMap((path) => inFile(repository, `${path}\0${options}`)),
    );
    return (repository, options = '') => everywhere(repository, options);
  };

const listed = <Artifact>(artifact: Artifact | undefined): readonly Artifact[] => (artifact === undefined ? [] : [artifact]);

/** What a question finds in each shell script of the repository. */
export const inEachScript: InEach<Script> = inEach(scriptPaths, (repository, path) => listed(repository.script(path)));

/** What a question finds in each shell script of the repository, and in the commands that other files hold. */
export const inAllCommands: InEach<Script> = inEach(
  (repository, _) => [...scriptPaths(repository, _), ...documentPaths(repository, _), ...dockerfilePaths(repository, _)],
  (repository, path) => (isScriptPath(path) ? listed(repository.script(path)) : repository.embeddedScriptsIn(path)),
);

/** What a question finds in each Dockerfile of the repository. */
export const inEachDockerfile: InEach<DockerfileArtifact> = inEach(dockerfilePaths, (repository, path) =>
  listed(repository.dockerfile(path)),
);
