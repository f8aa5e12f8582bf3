import type { Span } from '../../../text/span';
import type { Condition } from '../values/condition';
import type { Word } from '../values/word';

/**
 * `always`: on every path through the script on which nothing fails first. `sometimes`: under the conditions of `when`.
 * `unknown`: the evaluation is incomplete, so what comes before may differ.
 */
export type CommandCertainty = 'always' | 'sometimes' | 'unknown';

/** A command of a script with every word expanded: a call of a container engine, or the start of a program. */
export interface StartedCommand {
  /** All words, the program first. */
  readonly argv: readonly Word[];
  /** The command as written, without what wraps it. */
  readonly span: Span;
  readonly certainty: CommandCertainty;
  readonly when: readonly Condition[];
  /** What the script tests first and fails without. */
  readonly requires: readonly Condition[];
  /** The folder it runs in. */
  readonly cwd: Word;
  /** Standard input, where the script gives it, as by a here-document. */
  readonly stdin: Word | undefined;
  /** The exported variables that the script set, by name. */
  readonly environment: ReadonlyMap<string, Word>;
  /** The shell options that are on: `errexit`, `nounset`, `pipefail` and so on. */
  readonly options: ReadonlySet<string>;
  /** The absolute paths that the script made before. */
  readonly created: ReadonlyMap<string, 'file' | 'folder'>;
  /** The function calls and `source` commands that led here, outermost first. */
  readonly calls: readonly Span[];
}

/** One call of a container engine. */
export interface EvaluatedCommand extends StartedCommand {
  /** The program without its folder: `docker`, `podman`, `nerdctl`, `nvidia-docker`, `docker-compose`. */
  readonly engine: string;
  /**
   * The command, however it is written: `run` for `container run`, `build` for `buildx build` and `image build`. Empty for none.
   */
  readonly verb: string;
  /** Index in `argv` of the first word after the verb. */
  readonly argumentsAt: number;
}
