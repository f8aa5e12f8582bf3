import type { ParsedScript } from 'unbash';
import type { Span } from '../../text/span';
import { builtins } from './commands/builtins';
import { dispatch } from './commands/dispatch';
import { runExitTrap, shebangOptions } from './commands/scripts';
import type { EvaluateOptions, Evaluation } from './evaluation';
import { expandPattern, expandQuoted, expandText } from './expansion/expand';
import { mergeEvaluations } from './merge-paths';
import { isWorthFollowing, runsArguments } from './prefilter';
import { initialVariables } from './state/bash-variables';
import { collecting } from './state/branch';
import {
  Exhausted,
  ForkRequest,
  type Interpreter,
  type Limits,
  reachLimit,
  type Setting,
  type Shell,
  type ShellHost,
  TOO_MUCH_TEXT,
} from './state/shell';
import type { State, Variable } from './state/state';
import { OK } from './state/status';
import { runNode, runStatements } from './statements/run';
import { parseSource, type ShellScript } from './syntax/parse';
import { normalize } from './values/paths';
import { CALLER, REPOSITORY } from './values/roots';
import { literal, unknownText } from './values/text';
import type { Word } from './values/word';

/** The one place that knows every part of the evaluator. */
const interpreter: Interpreter = {
  runStatements,
  runNode,
  runInvocation: dispatch,
  isBuiltin: (name) => builtins.has(name),
  expandText,
  expandPattern,
  expandQuoted,
};

const defaultLimits: Limits = {
  steps: 60_000,
  depth: 160,
  paths: 12,
  textLength: 200_000,
  words: 4_000,
  files: 500,
  launches: 500,
  starts: 500,
  effort: 4_000_000,
};

/** What evaluation gives for a script that starts nothing. */
export const nothingKnown: Evaluation = { commands: [], starts: [], incomplete: [], reached: [], variables: new Map() };

/** Follows a script, without running anything, to the container engines that it calls and the programs that it starts. Never throws. */
export function evaluate(script: ShellScript, options: EvaluateOptions): Evaluation {
  const { mode } = options;
  const { text } = script.file;
  if (!isWorthFollowing(text) && !(options.run && runsArguments(text))) return nothingKnown;
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

const parsers = new WeakMap<ShellHost, (text: string) => ParsedScript>();

/** Scripts are evaluated several times and run each other, so each host keeps the trees that were parsed. */
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
    return mergeEvaluations(error.key, yes, no);
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
  const shell: Shell = {
    setting,
    interpreter,
    state: initialState(script, options, setting),
    commands: [],
    starts: [],
    incomplete: new Set(),
    reached: new Set(),
    uncertain: false,
    collectors: [],
    forced,
    mayFork,
    steps: 0,
    loads: 0,
    launches: 0,
    effort: { left: setting.limits.effort },
    depth: 0,
    substitutions: 0,
    files: [pathOf(file, options, setting)],
    paths: new Map([[file.path, pathOf(file, options, setting)]]),
  };
  const text = file.text.includes('\r') ? file.text.replace(/\r(?=\n)/g, ' ') : file.text;
  const source = { file: file.path, text, ...(script.embedded && { embedded: script.embedded }) };
  const scope = { source, input: undefined, capture: false, tested: false, last: options.startsOnly === true };
  try {
    collecting(shell, 'return', () => runStatements(shell, scope, script.tree.commands));
    runExitTrap(shell, scope);
  } catch (error) {
    shell.uncertain = true;
    if (error instanceof Exhausted) reachLimit(shell, error.message);
    else if (error instanceof RangeError) reachLimit(shell, 'Commands are nested deeper than the evaluator follows.');
    else throw error;
  }
  if (shell.effort.exceeded) reachLimit(shell, TOO_MUCH_TEXT);
  const incomplete = [...shell.incomplete];
  const { commands, starts, state } = shell;
  return { commands, starts, incomplete, reached: [...shell.reached], variables: finalVariables(state) };
}

const pathOf = ({ path }: ShellScript['file'], { run }: EvaluateOptions, { repository }: Setting): string =>
  run?.path ?? `${repository}/${path}`;

function initialState({ file, embedded }: ShellScript, options: EvaluateOptions, setting: Setting): State {
  const place: Span = { file: file.path, start: 0, end: 0 };
  const folder =
    setting.mode === 'concrete'
      ? normalize(options.folder ?? setting.repository)
      : options.folder === undefined
        ? CALLER
        : options.folder;
  const environment =
    setting.mode === 'concrete' ? new Map([...(options.environment ?? []), ['PWD', folder ?? '']]) : new Map<string, string>();
  const { run } = options;
  const cwd = folder === null ? unknownText('placeholder', place) : literal(folder, place);
  const positional: readonly Word[] = run
    ? run.arguments
    : setting.mode === 'concrete'
      ? (options.arguments ?? []).map((text) => ({ segments: [{ text, span: place, positional: 'all' }], span: place }))
      : [
          {
            segments: [{ text: null, span: place, positional: 'all', unknown: { reason: 'argument', name: '@' } }],
            span: place,
            many: true,
          },
        ];
  return {
    variables: withGiven(initialVariables(setting.mode, environment, place), options, { segments: cwd, span: place }),
    variablesShared: false,
    functions: new Map(),
    frames: [],
    cursors: new Map(),
    positional,
    zero: embedded ? unknownText('placeholder', place, '0') : literal(pathOf(file, options, setting), place),
    cwd,
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

function withGiven(
  variables: Map<string, Variable | undefined>,
  { mode, run, variables: given }: EvaluateOptions,
  folder: Word,
): State['variables'] {
  const set = (name: string, { segments, span }: Word): void => {
    variables.set(name, { kind: 'scalar', exported: true, elements: [{ key: 0, value: segments, span }] });
  };
  if (run) {
    variables.delete('HOME');
    set('PWD', folder);
  }
  for (const [name, word] of mode === 'symbolic' && given ? given : []) set(name, word);
  return variables;
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
