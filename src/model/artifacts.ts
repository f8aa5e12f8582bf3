import { parseDockerfile } from '../languages/docker';
import { parsePython } from '../languages/python';
import { parseShell } from '../languages/shell';
import { folderOf } from '../text/path';
import { type LintedRepository, memoised } from './repository';
import { createScript } from './script';
import type { DockerfileArtifact, PythonArtifact, Script } from './targets';

/** The parsed files of a repository, each parsed once when first asked for. */
export function createArtifacts(repository: LintedRepository) {
  const scripts = new Map<string, Script | undefined>();
  const dockerfiles = new Map<string, DockerfileArtifact | undefined>();
  const pythons = new Map<string, PythonArtifact | undefined>();
  return {
    script: (path: string): Script | undefined =>
      memoised(scripts, path, () => {
        const source = repository.source(path);
        return source && createScript(repository, parseShell(source));
      }),
    dockerfile: (path: string): DockerfileArtifact | undefined =>
      memoised(dockerfiles, path, () => {
        const source = repository.source(path);
        if (!source) return undefined;
        let dockerfile: DockerfileArtifact['dockerfile'] | undefined;
        return {
          repository,
          path,
          get example() {
            return repository.exampleOf(folderOf(path));
          },
          get dockerfile() {
            dockerfile ??= parseDockerfile(source);
            return dockerfile;
          },
        };
      }),
    python: (path: string): PythonArtifact | undefined =>
      memoised(pythons, path, () => {
        const source = repository.source(path);
        if (!source) return undefined;
        return { repository, path, example: repository.exampleOf(folderOf(path)), python: parsePython(source) };
      }),
  };
}
