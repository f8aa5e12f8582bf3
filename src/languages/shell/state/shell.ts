import type { AndOr, CompoundList, ParsedScript, PipelineNode, Statement, Word as WordNode, WordPart } from 'unbash';
import type { Span } from '../../../text/span';
import type { Effort } from '../patterns/effort';
import type { ExpandedPattern } from '../values/chunk';
import type { Text } from '../values/text';
import type { EvaluatedCommand, StartedCommand } from './evaluated-command';
import type { Invocation } from './invocation';
import type { Question } from './question';
import type { Scope } from './scope';
import type { State, Variable } from './state';
import { FAILED, OK } from './status';

/** Read-only access to files. Paths are absolute and may start with a symbolic root. */
export interface ShellHost {
  /** `missing` is certain. Undefined where it isn't known. */
  kind(path: string): 'file' | 'folder' | 'missing' | undefined;
  read(path: string): string | undefined;
  list(path: string): readonly string[] | undefined;
  executable(path: string): boolean | undefined;
  /** The path, from the root of the repository, of a file that is elsewhere, as in a container. */
  original?(path: string): string | undefined;
  /** Whether the machine has a command of that name. Undefined where it isn't known. */
  command?(name: string): boolean | undefined;
}

/** The machine, as `id`, `uname` and the like report it. */
export interface System {
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  /** Undefined where it isn't known. */
  readonly group: string | undefined;
  readonly hostname: string;
  /** As `uname -s` and `uname -m` print it. */
  readonly kernel: string;
  readonly machine: string;
  readonly processors: number;
}

/** Budgets of an evaluation. */
export interface Limits {
  readonly steps: number;
  readonly depth: number;
  /** Evaluations of the whole script, one for each set of answers. */
  readonly paths: number;
  readonly textLength: number;
  readonly words: number;
  /** Files that are sourced or run, every time counted. */
  readonly files: number;
  /** Containers that are started. */
  readonly launches: number;
  /** Programs that are started on the machine itself. */
  readonly starts: number;
  /** Characters that are compared with patterns, copied into values, and given to container engines. */
  readonly effort: number;
}

/** What doesn't change during an evaluation. */
export interface Setting {
  readonly mode: 'symbolic' | 'concrete';
  readonly host: ShellHost;
  readonly system: System | undefined;
  readonly limits: Limits;
  /** The folder that `git rev-parse --show-toplevel` prints. */
  readonly repository: string;
  readonly parse: (text: string) => ParsedScript;
}

interface Parked {
  readonly state: State;
  readonly question: Question;
  /** The answer that led to it. */
  readonly holds: boolean;
}

/** Where paths that left a loop, an iteration or a function wait until the others reach its end. */
export interface Collector {
  readonly kind: 'break' | 'continue' | 'return';
  readonly parked: Parked[];
}

/**
 * The functions that need each other in a circle: expanding `$(…)` runs commands, running a command expands its words, and `eval`
 * runs text that an expansion gave. `evaluate` puts them together; a file calls what is above it through the shell it is handed.
 */
export interface Interpreter {
  runStatements(shell: Shell, scope: Scope, statements: readonly Statement[]): void;
  runNode(shell: Shell, scope: Scope, node: PipelineNode | AndOr | CompoundList): void;
  /** Runs a command by its first word. `functions: false` passes over the script's own functions, as `command` does. */
  runInvocation(shell: Shell, invocation: Invocation, options?: { readonly functions?: boolean }): void;
  isBuiltin(name: string): boolean;
  /** The text of a word, without splitting. `assignment` also expands `~` after `:`. */
  expandText(shell: Shell, scope: Scope, word: WordNode, tilde?: 'word' | 'assignment' | 'none'): Text;
  expandPattern(shell: Shell, scope: Scope, word: WordNode): ExpandedPattern;
  /** Expands as inside double quotes. */
  expandQuoted(shell: Shell, scope: Scope, parts: readonly WordPart[], span: Span): Text;
}

/** One evaluation in progress. */
export interface Shell {
  readonly setting: Setting;
  readonly interpreter: Interpreter;
  state: State;
  readonly commands: EvaluatedCommand[];
  readonly starts: StartedCommand[];
  readonly incomplete: Set<string>;
  /** The budgets that ran out, in sentences. They are in `incomplete` too. */
  readonly reached: Set<string>;
  /** A command may have changed the shell in unknown ways, or a budget ran out. */
  uncertain: boolean;
  readonly collectors: Collector[];
  /** Questions that this evaluation answers one way. See `evaluate`. */
  readonly forced: ReadonlyMap<string, boolean>;
  readonly mayFork: boolean;
  steps: number;
  /** What is left of the effort. */
  readonly effort: Effort;
  depth: number;
  /** The number of substitutions so far. The status of an assignment is that of the last substitution in it. */
  substitutions: number;
  launches: number;
  /** Files that were sourced or run so far. */
  loads: number;
  /** The scripts that are being sourced or run, outermost first. */
  readonly files: string[];
  /** The absolute paths of scripts, by their paths from the root of the repository. */
  readonly paths: Map<string, string>;
}

/** Thrown to start over, once for each answer to a question that decides a word of a launch. */
export class ForkRequest extends Error {
  constructor(readonly key: string) {
    super(key);
  }
}

/** Thrown when a budget runs out. The result so far is kept. */
export class Exhausted extends Error {}

/** Takes steps from the budget. Throws {@link Exhausted} where it is used up. */
export function spendStep(shell: Shell, cost = 1): void {
  shell.steps += cost;
  if (shell.steps > shell.setting.limits.steps) throw new Exhausted('The script takes more steps than the evaluator follows.');
}

/** Takes characters from the budget. Throws {@link Exhausted} where it is used up. */
export function spendEffort({ effort }: Shell, characters: number): void {
  effort.left -= characters;
  if (effort.left < 0) throw new Exhausted(TOO_MUCH_TEXT);
}

export const TOO_MUCH_TEXT = 'The script builds and compares more text than the evaluator follows.';

/** Remembers that a budget ran out, so that the rest isn't known. */
export function reachLimit(shell: Shell, sentence: string): void {
  shell.incomplete.add(sentence);
  shell.reached.add(sentence);
}

export const setStatus = (shell: Shell, code: number): void => {
  shell.state.status = code === 0 ? OK : code === 1 ? FAILED : { code };
};

/** Ends the script with a status. */
export function exitShell(shell: Shell, code: number): void {
  setStatus(shell, code);
  shell.state.jump = { kind: 'exit', levels: 1 };
}

/** The variables, copied first where a snapshot shares them. */
export function writableVariables({ state }: Shell): Map<string, Variable | undefined> {
  if (state.variablesShared) {
    state.variables = new Map(state.variables);
    state.variablesShared = false;
  }
  return state.variables as Map<string, Variable | undefined>;
}
