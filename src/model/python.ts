import type { Example, PythonArtifact } from './targets';

/** Python files that the example's containers start with, and the local files that those import. */
export function findPythonFiles(_example: Example): readonly PythonArtifact[] {
  return [];
}
