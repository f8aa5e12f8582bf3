import type { Function as FunctionNode, ParsedScript } from 'unbash';
import type { Span } from '../../text/span';
import type { Text } from './text';
import type { Condition, Word } from './word';

/** The text that nodes' offsets count in: a file, or text that was put together at run time (`eval`, `bash -c`), which has one place. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Set where offsets are not the file's own. */
  readonly place?: Span;
}

export const spanOf = (source: Source, node: { readonly pos: number; readonly end: number }): Span =>
  source.place ?? { file: source.file, start: node.pos, end: node.end };

export interface Element {
  readonly key: number | string;
  readonly value: Text;
  readonly span: Span;
  readonly when?: readonly Condition[];
  readonly many?: true;
}

/** A scalar is an array whose only element has the key 0; an empty one is declared and not set. */
export interface Variable {
  readonly kind: 'scalar' | 'indexed' | 'associative';
  readonly elements: readonly Element[];
  readonly exported?: boolean;
  readonly readonly?: boolean;
  readonly integer?: boolean;
  readonly fold?: 'lower' | 'upper';
  readonly reference?: boolean;
}

export interface ShellFunction {
  readonly node: FunctionNode;
  readonly source: Source;
}

export interface Frame {
  readonly name: string;
  readonly call: Span;
  readonly source: Source;
  /** What `local` hid. */
  readonly saved: Map<string, Variable | undefined>;
}

/** Something that can't be decided while nothing is run. */
export interface Question {
  readonly key: string;
  /** In words: that it holds, that it does not. */
  readonly yes: string;
  readonly no: string;
  readonly span: Span;
  /** The answer where nothing is given and defaults are followed. */
  readonly likely?: boolean;
  /** The variable that the likely answer rests on. */
  readonly name?: string;
  /** What else is known once it is answered. */
  readonly whenTrue?: readonly Condition[];
  readonly whenFalse?: readonly Condition[];
}

export type Status =
  | { readonly code: number }
  | { readonly code?: undefined; readonly question: Question; readonly success: boolean };

export interface Jump {
  readonly kind: 'break' | 'continue' | 'return' | 'exit';
  readonly levels: number;
}

/** A text that commands read from; how much of it was read is in the state. */
export interface Input {
  readonly text: Text;
}

/** All that a command can change. The maps are shared with snapshots until they are written; all else is replaced, never changed in place. */
export interface State {
  /** Written by {@link writableVariables} only. */
  variables: ReadonlyMap<string, Variable | undefined>;
  variablesShared: boolean;
  functions: ReadonlyMap<string, ShellFunction>;
  readonly frames: Frame[];
  readonly cursors: Map<Input, number>;
  positional: readonly Word[];
  /** `$0`. */
  zero: Text;
  cwd: Text;
  options: ReadonlySet<string>;
  shopt: ReadonlySet<string>;
  traps: ReadonlyMap<string, string>;
  created: ReadonlyMap<string, 'file' | 'folder'>;
  written: ReadonlyMap<string, Text>;
  facts: ReadonlyMap<string, boolean>;
  when: readonly Condition[];
  requires: readonly Condition[];
  /** What was captured so far, see `capture`. */
  output: Text;
  status: Status;
  jump: Jump | undefined;
}

export function snapshot(state: State): State {
  state.variablesShared = true;
  return {
    ...state,
    frames: state.frames.map((frame) => ({ ...frame, saved: new Map(frame.saved) })),
    cursors: new Map(state.cursors),
  };
}

export function writableVariables({ state }: Shell): Map<string, Variable | undefined> {
  if (state.variablesShared) {
    state.variables = new Map(state.variables);
    state.variablesShared = false;
  }
  return state.variables as Map<string, Variable | undefined>;
}

/** How a command is run: the source of its nodes, and what it reads and writes. */
export interface Scope {
  readonly source: Source;
  readonly input: Input | undefined;
  /** Output is collected in the state, for a substitution or the next command of a pipeline. */
  readonly capture: boolean;
  /** The status is looked at, so that `set -e` does not apply. */
  readonly tested: boolean;
  /** The `$(…)` that the command is part of: the place of what it computes. */
  readonly substitution?: Span;
}

/** Read-only access to files. Paths are absolute and may start with a symbolic root. */
export interface ShellHost {
  /** `missing` is certain; undefined where it is not known. */
  kind(path: string): 'file' | 'folder' | 'missing' | undefined;
  read(path: string): string | undefined;
  list(path: string): readonly string[] | undefined;
  executable(path: string): boolean | undefined;
  /** Whether a command of that name is on the machine; undefined where it is not known. */
  command?(name: string): boolean | undefined;
}

export interface System {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  /** Undefined where it can't be told. */
  readonly group: string | undefined;
  readonly hostname: string;
  /** As `uname -s`, `-m`. */
  readonly kernel: string;
  readonly machine: string;
  readonly processors: number;
}

export interface Limits {
  readonly steps: number;
  readonly depth: number;
  /** Evaluations of the whole script, one for each set of answers. */
  readonly paths: number;
  readonly textLength: number;
  readonly words: number;
}

export interface Setting {
  readonly mode: 'symbolic' | 'concrete';
  readonly host: ShellHost;
  readonly system: System | undefined;
  readonly limits: Limits;
  /** The folder that `git rev-parse --show-toplevel` gives. */
  readonly repository: string;
  readonly parse: (text: string) => ParsedScript;
}

export interface Parked {
  readonly state: State;
  readonly question: Question;
  /** The answer that led to it. */
  readonly holds: boolean;
}

/** Where paths that left a loop, a round of it or a function wait until the others have come to its end. */
export interface Collector {
  readonly kind: 'break' | 'continue' | 'return';
  readonly parked: Parked[];
}

/** One evaluation under way. */
export interface Shell<Command = unknown> {
  readonly setting: Setting;
  state: State;
  readonly commands: Command[];
  readonly incomplete: Set<string>;
  /** Something that ran could have changed the shell in unknown ways, or a budget ran out. */
  uncertain: boolean;
  readonly collectors: Collector[];
  /** Questions that this evaluation answers one way, see `evaluate`. */
  readonly forced: ReadonlyMap<string, boolean>;
  readonly mayFork: boolean;
  steps: number;
  depth: number;
  /** How many substitutions were evaluated: the status of an assignment is that of the last one in it. */
  substitutions: number;
  /** Scripts that are being sourced or run, outermost first. */
  readonly files: string[];
}

/** Thrown to start over once for each answer to a question that decides a word of a launch. */
export class ForkRequest extends Error {
  constructor(readonly key: string) {
    super(key);
  }
}

/** Thrown when a budget is used up; the result so far stands. */
export class Exhausted extends Error {}

export function spendStep(shell: Shell, cost = 1): void {
  shell.steps += cost;
  if (shell.steps > shell.setting.limits.steps) throw new Exhausted('more steps than the evaluator takes');
}

export const OK: Status = { code: 0 };
export const FAILED: Status = { code: 1 };

export const setStatus = (shell: Shell, code: number): void => {
  shell.state.status = code === 0 ? OK : code === 1 ? FAILED : { code };
};

export function exitShell(shell: Shell, code: number): void {
  setStatus(shell, code);
  shell.state.jump = { kind: 'exit', levels: 1 };
}

export function condition(question: Question, holds: boolean): Condition {
  const [words, otherwise] = holds ? [question.yes, question.no] : [question.no, question.yes];
  const likely = question.likely === undefined ? {} : { likely: question.likely === holds };
  return { key: question.key, holds, words, otherwise, span: question.span, ...likely };
}

/** The question that a condition answers. */
export const questionOf = (one: Condition): Question => ({
  key: one.key,
  yes: one.holds ? one.words : one.otherwise,
  no: one.holds ? one.otherwise : one.words,
  span: one.span,
  ...(one.likely !== undefined && { likely: one.likely === one.holds }),
});
