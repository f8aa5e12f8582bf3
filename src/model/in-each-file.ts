import { dockerfilePaths, scriptPaths } from './file-list';
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
const inEach =
  <Artifact>(
    pathsOf: (repository: Repository, _: '') => readonly string[],
    artifactAt: (repository: Repository, path: string) => Artifact | undefined,
  ): InEach<Artifact> =>
  <Fact>(name: string, find: (artifact: Artifact, options: string) => readonly Fact[]) => {
    const inFile = costlyGround(name, (repository: Repository, key): readonly Fact[] => {
      const [path = '', options = ''] = key.split('\0');
      const artifact = artifactAt(repository, path);
      return artifact === undefined ? [] : find(artifact, options);
    });
    const everywhere = keyedQuery(`${name}.everywhere`, (repository: Repository, options) =>
      pathsOf(repository, '').flatMap((path) => inFile(repository, `${path}\0${options}`)),
    );
    return (repository, options = '') => everywhere(repository, options);
  };

/** What a question finds in each shell script of the repository. */
export const inEachScript: InEach<Script> = inEach(scriptPaths, (repository, path) => repository.script(path));

/** What a question finds in each Dockerfile of the repository. */
export const inEachDockerfile: InEach<DockerfileArtifact> = inEach(dockerfilePaths, (repository, path) =>
  repository.dockerfile(path),
);
