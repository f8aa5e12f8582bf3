import { branch } from '../state/branch';
import { unknownCommand } from '../state/builtin';
import type { Invocation } from '../state/invocation';
import { questionOf } from '../state/question';
import { type Shell, setStatus } from '../state/shell';
import { basename } from '../values/paths';
import { known } from '../values/text';
import type { Word } from '../values/word';
import { builtins } from './builtins';
import { callFunction } from './call';
import { isEngine } from './engines';
import { recordLaunch, recordStart } from './launch';
import { programs } from './programs';
import { runScriptFile } from './scripts';
import { isStarter } from './starters';
import { runWrapper } from './wrappers';

/**
 * Runs a command by its first word: a function of the script, a builtin, a wrapper, a container engine, a starter such as `python`, a
 * script, or a program that is modelled. What any other command does is unknown.
 */
export function dispatch(shell: Shell, invocation: Invocation, options: { functions?: boolean } = {}): void {
  const { words } = invocation;
  const [first] = words;
  if (!first) {
    setStatus(shell, 0);
    return;
  }
  const name = known(first.segments);
  if (first.when && words.length > 1) {
    dispatchConditional(shell, invocation, first, options);
    return;
  }
  if (name === undefined) {
    const second = words[1] && known(words[1].segments);
    if (first.many && second !== undefined && (isEngine(second) || isEngine(basename(second)))) {
      dispatch(shell, { ...invocation, words: words.slice(1) }, options);
      return;
    }
    unknownCommand(shell, invocation, '…');
    return;
  }
  const called = options.functions === false ? undefined : shell.state.functions.get(name);
  if (called) {
    callFunction(shell, invocation, name, called);
    return;
  }
  const program = basename(name);
  const builtin = builtins.get(name);
  if (builtin) builtin(shell, invocation, words.slice(1));
  else if (runWrapper(shell, invocation, name)) return;
  else if (isEngine(program)) recordLaunch(shell, invocation);
  else if (isStarter(program, textOf(words[1]))) recordStart(shell, invocation, program);
  else if (name.includes('/') && runScriptFile(shell, invocation, name, words.slice(1))) return;
  else {
    const known = programs.get(program);
    if (known) known(shell, invocation, words.slice(1));
    else unknownCommand(shell, invocation, program);
  }
}

const textOf = (word: Word | undefined): string | undefined => word && known(word.segments);

/** `${DRY_RUN:+echo} docker run …`, `$SUDO docker …`: runs the command with its first word, and without it. */
function dispatchConditional(shell: Shell, invocation: Invocation, first: Word, options: { functions?: boolean }): void {
  const [condition] = first.when!;
  const rest = (): void => dispatch(shell, { ...invocation, words: invocation.words.slice(1) }, options);
  const all = (): void => {
    const words = [{ segments: first.segments, span: first.span }, ...invocation.words.slice(1)];
    const alike = words.filter((word, index) => index > 0 && !isUnder(word, condition!.key));
    dispatch(shell, { ...invocation, words: [words[0]!, ...alike] }, options);
  };
  branch(shell, questionOf(condition!), condition!.holds ? all : rest, condition!.holds ? rest : all);
}

const isUnder = (word: Word, key: string): boolean => word.when?.some((one) => one.key === key && !one.holds) ?? false;
