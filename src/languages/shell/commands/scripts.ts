import type { ParsedScript } from 'unbash';
import { initialVariables } from '../state/bash-variables';
import { collecting } from '../state/branch';
import { unknownCommand } from '../state/builtin';
import { kindOf } from '../state/files';
import type { Invocation } from '../state/invocation';
import { inSubshell } from '../state/output';
import type { Scope, Source } from '../state/scope';
import { Exhausted, reachLimit, type Shell, setStatus } from '../state/shell';
import { commandStatus } from '../state/status';
import { assign, setVariable } from '../state/variables';
import { resolvePath } from '../values/paths';
import { EMPTY, known, literal, type Text } from '../values/text';
import type { Word } from '../values/word';

/** The prefix of the variables that stand for the unknown pieces of commands given as text. */
export const PLACEHOLDER = '__unknown_';

const MAX_FILES = 12;

const MAX_SIZE = 4_000_000;

const TOO_OFTEN = 'Scripts run each other more often than the evaluator follows.';

/** `source FILE` runs the file's commands in this shell. */
export function sourceFile(shell: Shell, invocation: Invocation, path: Word, args: readonly Word[]): void {
  const written = known(path.segments);
  const absolute = written === undefined ? undefined : resolvePath(known(shell.state.cwd), written);
  const loaded = absolute === undefined ? undefined : loadScript(shell, absolute);
  if (!loaded) {
    const missing = written !== undefined && kindOf(shell, written) === 'missing';
    if (missing) setStatus(shell, 1);
    else shell.state.status = commandStatus('source', invocation.span);
    return;
  }
  const { positional } = shell.state;
  if (args.length > 0) shell.state.positional = args;
  shell.files.push(absolute!);
  setStatus(shell, 0);
  const frame = { name: 'source', call: invocation.span, source: invocation.scope.source, saved: new Map() };
  shell.state.frames.push(frame);
  collecting(shell, 'return', () => {
    shell.interpreter.runStatements(shell, { ...invocation.scope, source: loaded.source }, loaded.tree.commands);
    if (shell.state.jump?.kind === 'return') shell.state.jump = undefined;
  });
  const ended = shell.state.frames.pop();
  const outer = shell.state.frames[shell.state.frames.length - 1];
  for (const [name, value] of ended?.saved ?? []) if (outer && !outer.saved.has(name)) outer.saved.set(name, value);
  shell.files.pop();
  if (args.length > 0) shell.state.positional = positional;
}

/** Runs another script of the repository as a process of its own. False where the file can't be followed. */
export function runScriptFile(
  shell: Shell,
  invocation: Invocation,
  path: string,
  args: readonly Word[],
  options: { shellGiven?: boolean; options?: ReadonlySet<string> } = {},
): boolean {
  const absolute = resolvePath(known(shell.state.cwd), path);
  if (absolute === undefined || shell.setting.host.kind(absolute) !== 'file') return false;
  if (
    !options.shellGiven &&
    !/\.(sh|bash)$/.test(path) &&
    !/^#!.*\b(ba|da|k|z)?sh\b/.test(shell.setting.host.read(absolute)?.slice(0, 200) ?? '')
  )
    return false;
  const loaded = loadScript(shell, absolute);
  if (!loaded) return false;
  if (!options.shellGiven && shell.setting.host.executable(absolute) === false) {
    setStatus(shell, 126);
    return true;
  }
  runAsProcess(shell, invocation, loaded, {
    zero: literal(path, invocation.span),
    args,
    options: options.options ?? new Set(shebangOptions(loaded.source.text)),
    path: absolute,
  });
  return true;
}

/** `bash -c` and `bash -s` run commands given as text in a new shell. */
export function runText(shell: Shell, invocation: Invocation, text: Text, process: Process): void {
  const loaded = parseText(shell, invocation, text);
  if (loaded) runAsProcess(shell, invocation, loaded, process);
  else unknownCommand(shell, invocation, 'bash');
}

/** `eval` runs commands given as text in this shell. */
export function evaluateText(shell: Shell, invocation: Invocation, text: Text): void {
  const loaded = parseText(shell, invocation, text);
  if (!loaded) {
    shell.incomplete.add("`eval` runs text that isn't known.");
    unknownCommand(shell, invocation, 'eval');
    return;
  }
  const { tree, source } = loaded;
  setStatus(shell, 0);
  shell.interpreter.runStatements(shell, { ...invocation.scope, source }, tree.commands);
}

interface Loaded {
  readonly tree: ParsedScript;
  readonly source: Source;
}

function loadScript(shell: Shell, absolute: string): Loaded | undefined {
  const { repository, host, parse } = shell.setting;
  const made = shell.state.written.get(absolute);
  const file = absolute.startsWith(`${repository}/`) ? absolute.slice(repository.length + 1) : host.original?.(absolute);
  if (!made && file === undefined) return undefined;
  if (shell.files.length >= MAX_FILES || shell.files.filter((one) => one === absolute).length >= 3) {
    reachLimit(shell, TOO_OFTEN);
    return undefined;
  }
  const text = made ? known(made) : host.read(absolute);
  if (text === undefined || text.length > MAX_SIZE) return undefined;
  shell.loads += 1;
  if (shell.loads > shell.setting.limits.files) throw new Exhausted(TOO_OFTEN);
  const tree = parse(text);
  if (made)
    return { tree, source: { file: made[0]?.span.file ?? '', text, place: made[0]?.span ?? { file: '', start: 0, end: 0 } } };
  shell.paths.set(file!, absolute);
  return { tree, source: { file: file!, text: text.replace(/\r(?=\n)/g, ' ') } };
}

/**
 * Text that was written in one piece keeps its own offsets. Otherwise all of it gets the place of the command. Unknown pieces are
 * replaced by variables that hold them. Undefined where no piece is known.
 */
function parseText(shell: Shell, invocation: Invocation, text: Text): Loaded | undefined {
  const only = text.length === 1 ? text[0]! : undefined;
  const code = known(text);
  if (code !== undefined && only && only.span.end - only.span.start === code.length && only.defaultOf === undefined) {
    const padded = `${'\n'.repeat(Math.min(only.span.start, MAX_SIZE))}${code}`;
    return { tree: shell.setting.parse(padded), source: { file: only.span.file, text: padded } };
  }
  if (!text.some((segment) => segment.text !== null && /\S/.test(segment.text))) return undefined;
  const filled = text.map((segment, index) => {
    if (segment.text !== null && segment.defaultOf === undefined) return segment.text;
    if (segment.text !== null && !/^[\w./:@=,~+-]*$/.test(segment.text)) return segment.text;
    const name = `${PLACEHOLDER}${shell.substitutions}_${index}`;
    setVariable(shell, name, { kind: 'scalar', exported: true, elements: [{ key: 0, value: [segment], span: segment.span }] });
    return `\${${name}}`;
  });
  shell.substitutions += 1;
  const whole = filled.join('');
  return { tree: shell.setting.parse(whole), source: { file: invocation.span.file, text: whole, place: invocation.span } };
}

/** A script that is run as a process of its own. */
interface Process {
  /** `$0`. */
  readonly zero: Text;
  readonly args: readonly Word[];
  readonly options: ReadonlySet<string>;
  /** The absolute path of a script file. */
  readonly path?: string;
}

/** Runs commands in a new shell: of the variables only those that are exported, none of the functions, options and traps. */
function runAsProcess(shell: Shell, invocation: Invocation, loaded: Loaded, { zero, args, options, path }: Process): void {
  const scope: Scope = { ...invocation.scope, source: loaded.source, tested: false };
  if (path !== undefined) shell.files.push(path);
  inSubshell(shell, () => {
    const { state } = shell;
    const exported = [...state.variables].filter(
      ([name, variable]) => variable?.exported || (variable === undefined && shell.setting.mode === 'symbolic' && name !== 'IFS'),
    );
    state.variables = initialVariables(shell.setting.mode, new Map(), invocation.span);
    state.variablesShared = false;
    for (const [name, variable] of exported) setVariable(shell, name, variable);
    assign(shell, 'PWD', state.cwd, invocation.span);
    state.functions = new Map();
    state.frames.length = 0;
    state.positional = args;
    state.zero = zero.length > 0 ? zero : EMPTY;
    state.options = options;
    state.shopt = new Set();
    state.traps = new Map();
    setStatus(shell, 0);
    shell.interpreter.runStatements(shell, scope, loaded.tree.commands);
    runExitTrap(shell, scope);
  });
  if (path !== undefined) shell.files.pop();
}

/** `trap … EXIT` */
export function runExitTrap(shell: Shell, scope: Scope): void {
  const code = shell.state.traps.get('EXIT');
  if (!code) return;
  const { status } = shell.state;
  shell.state.traps = new Map();
  shell.state.jump = undefined;
  const place = { file: scope.source.file, start: 0, end: 0 };
  const tree = shell.setting.parse(code);
  shell.interpreter.runStatements(
    shell,
    { ...scope, source: { file: scope.source.file, text: code, place: trapPlace(scope.source, code) ?? place }, tested: true },
    tree.commands,
  );
  shell.state.status = status;
}

function trapPlace(source: Source, code: string) {
  const at = source.text.indexOf(code);
  return at < 0 ? undefined : { file: source.file, start: at, end: at + code.length };
}

/** `#!/bin/bash -e` */
export function shebangOptions(text: string): string[] {
  const flags = /^#!\s*\S*\b(?:ba|da)?sh\s+-([a-z]+)/.exec(text.slice(0, 200))?.[1] ?? '';
  return [...flags].flatMap((letter) => ({ e: ['errexit'], u: ['nounset'], x: ['xtrace'], f: ['noglob'] })[letter] ?? []);
}
