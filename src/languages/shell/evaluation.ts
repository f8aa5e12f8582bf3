import type { EvaluatedCommand } from './state/evaluated-command';
import type { Limits, ShellHost, System } from './state/shell';
import type { Word } from './values/word';

export interface EvaluateOptions {
  /** Files by absolute path; in symbolic mode under the root REPOSITORY of roots.ts. */
  readonly host: ShellHost;
  /** `concrete`: what bash would do, given all that follows. `symbolic`: nothing is given. */
  readonly mode: 'symbolic' | 'concrete';
  /** Concrete: the whole environment, HOME, PATH and PWD included. Ignored otherwise. */
  readonly environment?: ReadonlyMap<string, string>;
  /** Concrete: the arguments of the script. */
  readonly arguments?: readonly string[];
  /** Concrete: the repository's root, absolute; the script's path is below it. */
  readonly repository?: string;
  /** Concrete: the folder that the script is started in, absolute. */
  readonly folder?: string;
  /** Concrete: answers for `id`, `uname`, `nproc`. */
  readonly system?: System;
  readonly limits?: Partial<Limits>;
}

export interface Evaluation {
  /** Calls of container engines, in the order of execution. */
  readonly commands: readonly EvaluatedCommand[];
  /** Why the evaluation is not whole; empty where it is. */
  readonly incomplete: readonly string[];
  /** Variables at the end of the script, as far as they are known there; none for a script that can call no engine. */
  readonly variables: ReadonlyMap<string, Word>;
}
