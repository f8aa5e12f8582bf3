import { parseDockerfile } from '../languages/docker';
import { parsePython } from '../languages/python';
import { parseShell } from '../languages/shell';
import { folderOf } from '../text/path';
import { keyedQuery, query } from './query';
import { createScript } from './script';
import type { DockerfileArtifact, PythonArtifact, Repository, Script } from './targets';

export const scriptAt = keyedQuery('repository.script', (repository: Repository, path): Script | undefined => {
  const source = repository.source(path);
  return source && createScript(repository, parseShell(source));
});

export const dockerfileAt = keyedQuery(
  'repository.dockerfile',
  (repository: Repository, path): DockerfileArtifact | undefined => {
    if (!repository.source(path)) return undefined;
    const artifact: DockerfileArtifact = {
      repository,
      path,
      get example() {
        return repository.exampleOf(folderOf(path));
      },
      get dockerfile() {
        return parsedDockerfile(artifact);
      },
    };
    return artifact;
  },
);

const parsedDockerfile = query('dockerfile.parsed', ({ repository, path }: DockerfileArtifact) =>
  parseDockerfile(repository.source(path) ?? { path, text: '' }),
);

export const pythonAt = keyedQuery('repository.python', (repository: Repository, path): PythonArtifact | undefined => {
  const source = repository.source(path);
  return source && { repository, path, example: repository.exampleOf(folderOf(path)), python: parsePython(source) };
});
