import { type LintedRepository, memoised } from './repository';
import type { DockerfileArtifact, PythonArtifact, Script } from './targets';

/** The parsed files of a repository, each parsed once when first asked for. */
export function createArtifacts(_repository: LintedRepository) {
  const scripts = new Map<string, Script | undefined>();
  const dockerfiles = new Map<string, DockerfileArtifact | undefined>();
  const pythons = new Map<string, PythonArtifact | undefined>();
  return {
    script: (path: string): Script | undefined => memoised(scripts, path, () => undefined),
    dockerfile: (path: string): DockerfileArtifact | undefined => memoised(dockerfiles, path, () => undefined),
    python: (path: string): PythonArtifact | undefined => memoised(pythons, path, () => undefined),
  };
}
