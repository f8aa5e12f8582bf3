import type { ParsedScript } from 'unbash';
import type { SourceFile, Span } from '../../text/span';
import { runStatements } from './execute';
import { collecting, sameConditions } from './join';
import type { CommandCertainty, EvaluatedCommand } from './launch';
import { parseSource, type ShellScript } from './parse';
import { normalize } from './paths';
import { CALLER, REPOSITORY } from './roots';
import { runExitTrap, shebangOptions } from './scripts';
import {
  Exhausted,
  ForkRequest,
  type Limits,
  OK,
  type Setting,
  type Shell,
  type ShellHost,
  type State,
  type System,
  type Variable,
} from './state';
import { known, literal } from './text';
import { initialVariables } from './variables';
import type { Word } from './word';

export type { CommandCertainty, EvaluatedCommand } from './launch';
export type { ShellHost, System } from './state';

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

const defaultLimits: Limits = { steps: 60_000, depth: 160, paths: 12, textLength: 200_000, words: 4_000 };

/** Follows a script without running anything, to the calls of container engines that it makes. Never throws. */
export function evaluate(script: ShellScript, options: EvaluateOptions): Evaluation {
  const { mode } = options;
  if (!canLaunch(script.file.text)) return { commands: [], incomplete: [], variables: new Map() };
  const setting: Setting = {
    mode,
    host: options.host,
    system: mode === 'concrete' ? options.system : undefined,
    limits: { ...defaultLimits, ...options.limits },
    repository: mode === 'concrete' ? normalize(options.repository ?? '/') : REPOSITORY,
    parse: parserOf(options.host),
  };
  const budget = { paths: setting.limits.paths };
  return evaluatePaths(script, options, setting, new Map(), budget);
}

/** A script that names no engine, and no other script, text or shell that could, has nothing to be followed for. */
const canLaunch = (text: string): boolean => /docker|podman|nerdctl/.test(text) || runsOtherText(commandsOf(text));

/** Whether following a script can show a name that it gives an image, told from its text alone. */
export function canNameImages({ file: { text } }: ShellScript): boolean {
  const commands = commandsOf(text);
  return /\b(?:build|bake|tag|commit|import)\b(?!\.)/.test(commands) || runsOtherText(commands);
}

/** Without comments, and without what is only shown. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#|echo\b).*$/gm, '');

const runsOtherText = (commands: string): boolean =>
  /\beval\b|\bsource\b|(?:^|[\s;&|({])\.\s|sh\b|\bxargs\b/m.test(
    commands.replace(/(?:^|\s)(?:source|\.)\s+\S*\/activate\b/g, ''),
  );

const parsers = new WeakMap<ShellHost, (text: string) => ParsedScript>();

/** Scripts are evaluated several times, and run each other: what was parsed is kept as long as the host is. */
function parserOf(host: ShellHost): (text: string) => ParsedScript {
  let parser = parsers.get(host);
  if (!parser) parsers.set(host, (parser = cachedParser()));
  return parser;
}

const MAX_KEPT = 2_000;
const MAX_KEPT_LENGTH = 100_000;

function cachedParser(): (text: string) => ParsedScript {
  const trees = new Map<string, ParsedScript>();
  return (text) => {
    const found = trees.get(text);
    if (found) return found;
    const tree = parseSource(text);
    if (trees.size < MAX_KEPT && text.length < MAX_KEPT_LENGTH) trees.set(text, tree);
    return tree;
  };
}

function evaluatePaths(
  script: ShellScript,
  options: EvaluateOptions,
  setting: Setting,
  forced: ReadonlyMap<string, boolean>,
  budget: { paths: number },
): Evaluation {
  budget.paths -= 1;
  try {
    return evaluateOnce(script, options, setting, forced, budget.paths >= 2 && forced.size < 5);
  } catch (error) {
    if (!(error instanceof ForkRequest)) throw error;
    const yes = evaluatePaths(script, options, setting, new Map(forced).set(error.key, true), budget);
    const no = evaluatePaths(script, options, setting, new Map(forced).set(error.key, false), budget);
    return merge(error.key, yes, no);
  }
}

function evaluateOnce(
  script: ShellScript,
  options: EvaluateOptions,
  setting: Setting,
  forced: ReadonlyMap<string, boolean>,
  mayFork: boolean,
): Evaluation {
  const { file } = script;
  const shell: Shell<EvaluatedCommand> = {
    setting,
    state: initialState(file, options, setting),
    commands: [],
    incomplete: new Set(),
    uncertain: false,
    collectors: [],
    forced,
    mayFork,
    steps: 0,
    depth: 0,
    substitutions: 0,
    files: [`${setting.repository}/${file.path}`],
  };
  const text = file.text.includes('\r') ? file.text.replace(/\r(?=\n)/g, ' ') : file.text;
  const scope = { source: { file: file.path, text }, input: undefined, capture: false, tested: false };
  try {
    collecting(shell, 'return', () => runStatements(shell, scope, script.tree.commands));
    runExitTrap(shell, scope);
  } catch (error) {
    shell.uncertain = true;
    if (error instanceof Exhausted) shell.incomplete.add(error.message);
    else if (error instanceof RangeError) shell.incomplete.add('commands are nested deeper than the evaluator follows');
    else throw error;
  }
  const incomplete = [...shell.incomplete];
  return { commands: shell.commands, incomplete, variables: finalVariables(shell.state) };
}

function initialState(file: SourceFile, options: EvaluateOptions, setting: Setting): State {
  const place: Span = { file: file.path, start: 0, end: 0 };
  const folder = setting.mode === 'concrete' ? normalize(options.folder ?? setting.repository) : CALLER;
  const environment =
    setting.mode === 'concrete' ? new Map([...(options.environment ?? []), ['PWD', folder]]) : new Map<string, string>();
  const positional: Word[] =
    setting.mode === 'concrete'
      ? (options.arguments ?? []).map((text) => ({ segments: [{ text, span: place, positional: 'all' }], span: place }))
      : [
          {
            segments: [{ text: null, span: place, positional: 'all', unknown: { reason: 'argument', name: '@' } }],
            span: place,
            many: true,
          },
        ];
  return {
    variables: initialVariables(setting.mode, environment, place),
    variablesShared: false,
    functions: new Map(),
    frames: [],
    cursors: new Map(),
    positional,
    zero: literal(`${setting.repository}/${file.path}`, place),
    cwd: literal(folder, place),
    options: new Set(shebangOptions(file.text)),
    shopt: new Set(),
    traps: new Map(),
    created: new Map(),
    written: new Map(),
    facts: new Map(),
    when: [],
    requires: [],
    output: [],
    status: OK,
    jump: undefined,
  };
}

function finalVariables(state: State): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const [name, variable] of state.variables as Map<string, Variable | undefined>) {
    const element = variable?.elements[0];
    if (element && variable.kind === 'scalar' && !name.startsWith(' '))
      words.set(name, { segments: element.value, span: element.span });
  }
  return words;
}

/** Commands that both answers lead to lose the condition; the others keep theirs. */
function merge(key: string, yes: Evaluation, no: Evaluation): Evaluation {
  const incomplete = [...new Set([...yes.incomplete, ...no.incomplete])];
  const commands: EvaluatedCommand[] = [];
  let next = 0;
  for (const command of yes.commands) {
    const twin = no.commands.findIndex((other, index) => index >= next && sameCommand(command, other));
    if (twin < 0) {
      commands.push(command);
      continue;
    }
    commands.push(...no.commands.slice(next, twin));
    next = twin + 1;
    const when = command.when.filter((one) => one.key !== key);
    const certainty: CommandCertainty = when.length > 0 ? 'sometimes' : command.certainty === 'unknown' ? 'unknown' : 'always';
    commands.push({ ...command, when, certainty });
  }
  commands.push(...no.commands.slice(next));
  const variables = new Map(
    [...yes.variables].filter(([name, word]) => known(no.variables.get(name)?.segments ?? []) === known(word.segments)),
  );
  return { commands, incomplete, variables };
}

function sameCommand(a: EvaluatedCommand, b: EvaluatedCommand): boolean {
  if (a.span.start !== b.span.start || a.span.file !== b.span.file || a.argv.length !== b.argv.length) return false;
  return a.argv.every((word, index) => {
    const other = b.argv[index]!;
    const text = (one: Word): string =>
      one.segments.map((segment) => segment.text ?? `\0${segment.unknown?.reason}${segment.unknown?.name ?? ''}`).join('');
    return text(word) === text(other) && word.many === other.many && sameConditions(word.when, other.when);
  });
}
