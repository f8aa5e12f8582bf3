import type { Span } from '../../../text/span';
import type { Condition } from '../values/condition';
import type { Word } from '../values/word';

/**
 * `always`: on every path through the script that does not fail first; `sometimes`: under the conditions of `when`;
 * `unknown`: the evaluation is not whole, so that what comes before may differ.
 */
export type CommandCertainty = 'always' | 'sometimes' | 'unknown';

/** One call of a container engine that the script makes. */
export interface EvaluatedCommand {
  /** `docker`, `podman`, `nerdctl`, `nvidia-docker`, `docker-compose`: the program without its folder. */
  readonly engine: string;
  /** What is done, whichever way it is written: `container run` is `run`, `buildx build` and `image build` are `build`. Empty for none. */
  readonly verb: string;
  /** All words, the engine first. */
  readonly argv: readonly Word[];
  /** Index in `argv` of the first word after the verb. */
  readonly argumentsAt: number;
  /** The command as written: the words of the launch itself, without what wraps it. */
  readonly span: Span;
  readonly certainty: CommandCertainty;
  readonly when: readonly Condition[];
  /** What the script tests before, stopping with a failure otherwise. */
  readonly requires: readonly Condition[];
  /** The folder it runs in. */
  readonly cwd: Word;
  /** Standard input, where a here-document or the like gives it. */
  readonly stdin: Word | undefined;
  /** Exported variables that the script set, by name. */
  readonly environment: ReadonlyMap<string, Word>;
  /** Options of the shell at that time: `errexit`, `nounset`, `pipefail` … */
  readonly options: ReadonlySet<string>;
  /** Absolute paths that the script made before. */
  readonly created: ReadonlyMap<string, 'file' | 'folder'>;
  /** The calls and `source` commands that led here, outermost first. */
  readonly calls: readonly Span[];
}
