import type { Location } from '../text/span';
import type { DockerfileArtifact, PythonArtifact, Script } from './targets';

/** Something that isn't judged because reading it would take too long. */
export interface Limit {
  /** Why, as a sentence. */
  readonly reason: string;
  readonly at: Location;
}

/** What isn't judged of a script: all of it where it's nested too deeply, or what comes after a budget of its evaluation ran out. */
export function limitsOfScript({ path, shell, reached }: Script): readonly Limit[] {
  const { tooDeep } = shell;
  if (tooDeep) return [{ reason: tooDeep.message, at: tooDeep.span }];
  return reached.map((reason) => ({ reason, at: { file: path } }));
}

/** What isn't judged of a Dockerfile. */
export const limitsOfDockerfile = ({ dockerfile }: DockerfileArtifact): readonly Limit[] =>
  dockerfile.limits.map(({ message, span }) => ({ reason: message, at: span }));

/** What isn't judged of a Python file. */
export const limitsOfPython = ({ path, python }: PythonArtifact): readonly Limit[] =>
  python.isLimited ? [{ reason: `The file isn't read: ${python.unread}.`, at: { file: path } }] : [];
