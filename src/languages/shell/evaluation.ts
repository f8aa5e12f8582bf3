import type { EvaluatedCommand, StartedCommand } from './state/evaluated-command';
import type { Limits, ShellHost, System } from './state/shell';
import type { Word } from './values/word';

/** How a script is run by something that knows more than the script: a container, or a scheduler. */
export interface Run {
  /** `$0`: where the script is for whoever runs it, absolute. */
  readonly path: string;
  readonly arguments: readonly Word[];
}

export interface EvaluateOptions {
  /** Files by absolute path. In symbolic mode, below the root REPOSITORY of values/roots.ts. */
  readonly host: ShellHost;
  /** `concrete`: what bash does, given everything that follows. `symbolic`: what bash does whatever it is given. */
  readonly mode: 'symbolic' | 'concrete';
  /** Concrete mode: the whole environment, HOME, PATH and PWD included. Ignored otherwise. */
  readonly environment?: ReadonlyMap<string, string>;
  /** Concrete mode: the arguments of the script. */
  readonly arguments?: readonly string[];
  /** Concrete mode: the root of the repository, absolute. The script's path is relative to it. */
  readonly repository?: string;
  /**
   * The folder that the script is started from, absolute. In symbolic mode it may start at a root, and is the root CALLER by default. Null
   * if it isn't known.
   */
  readonly folder?: string | null;
  /** Symbolic mode: environment variables whose values are known, such as those of a workflow. */
  readonly variables?: ReadonlyMap<string, Word>;
  /** Concrete mode: the answers of `id`, `uname`, `nproc` and the like. */
  readonly system?: System;
  readonly limits?: Partial<Limits>;
  /** Symbolic mode: how it is run, where that is known. */
  readonly run?: Run;
  /**
   * Stop where nothing starts anything or names an image any more. Calls of an engine that come later, such as `docker logs`, and the
   * values of variables at the end, are left out.
   */
  readonly startsOnly?: boolean;
}

export interface Evaluation {
  /** The container engine calls, in the order they run. */
  readonly commands: readonly EvaluatedCommand[];
  /** The programs that it starts without a container, such as `python train.py`, in the order they run. */
  readonly starts: readonly StartedCommand[];
  /** Why the evaluation is incomplete, in sentences. Empty where it is complete. */
  readonly incomplete: readonly string[];
  /** The budgets that ran out, in sentences: those of `incomplete` that are about the evaluator, not the script. */
  readonly reached: readonly string[];
  /** Variables at the end of the script, as far as they are known. Empty for a script that can't start anything. */
  readonly variables: ReadonlyMap<string, Word>;
}
