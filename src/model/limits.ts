import type { Location } from '../text/span';
import { engineWord, namesEngine } from './engine-reach';
import { maxEntries, type RunSearch } from './runs';
import type { DockerfileArtifact, PythonArtifact, RunArtifact, Script } from './targets';

/** Something that isn't judged because reading it would take too long. */
export interface Limit {
  /** Why, as a sentence. */
  readonly reason: string;
  readonly at: Location;
}

/**
 * What isn't judged of a script that may start a container: all of it where it's nested too deeply, or what comes after a budget of its
 * evaluation ran out. At most one, at the first word that names an engine.
 */
export function limitsOfScript(script: Script): readonly Limit[] {
  const { path, shell, reached } = script;
  const { tooDeep } = shell;
  if ((!tooDeep && reached.length === 0) || !namesEngine(script)) return [];
  if (tooDeep) return [{ reason: tooDeep.message, at: tooDeep.span }];
  const first = engineWord(shell.file.text);
  return [{ reason: reached.join(' '), at: first ? { file: path, ...first } : { file: path } }];
}

/** What isn't judged of a run. */
export const limitsOfRun = ({ run }: RunArtifact): readonly Limit[] =>
  run.problems
    .filter(({ isLimit }) => isLimit)
    .map(({ message, place }) => ({ reason: `This log isn't read completely: ${message}.`, at: place }));

/** What a search for runs left out. */
export const limitsOfSearch = ({ skipped }: RunSearch): readonly Limit[] =>
  skipped === undefined
    ? []
    : [
        {
          reason: `Runs are looked for in the first ${maxEntries.toLocaleString('en-US')} files and folders only, and this folder is beyond them. Exclude folders of data with \`ignore\` in the configuration, or name the folders of runs on the command line.`,
          at: { file: skipped },
        },
      ];

/** What isn't judged of a Dockerfile. */
export const limitsOfDockerfile = ({ dockerfile }: DockerfileArtifact): readonly Limit[] =>
  dockerfile.limits.map(({ message, span }) => ({ reason: message, at: span }));

/** What isn't judged of a Python file. */
export const limitsOfPython = ({ path, python }: PythonArtifact): readonly Limit[] =>
  python.isLimited ? [{ reason: `The file isn't read: ${python.unread}.`, at: { file: path } }] : [];
