import { EMPTY, type Text, unknownText } from '../values/text';
import { collecting } from './branch';
import type { Scope } from './scope';
import { reachLimit, type Shell } from './shell';
import { snapshot } from './state';

/** Runs commands in a subshell: their variables, folder and exit don't affect the commands after them. */
export function inSubshell(shell: Shell, run: () => void): void {
  const before = snapshot(shell.state);
  const collectors = shell.collectors.splice(0);
  collecting(shell, 'return', run);
  shell.collectors.push(...collectors);
  const { created, written, requires, status, output, cursors } = shell.state;
  shell.state = { ...before, created, written, requires, status, output, cursors };
}

/** What `run` prints. The output of the state is set aside meanwhile. */
export function capture(shell: Shell, run: () => void): Text {
  const before = shell.state.output;
  shell.state.output = EMPTY;
  run();
  const captured = shell.state.output;
  shell.state.output = before;
  return captured;
}

/** Adds to the output, where something reads it. */
export function print(shell: Shell, scope: Scope, text: Text): void {
  if (!scope.capture || text.length === 0) return;
  const { output } = shell.state;
  if (output.length + text.length > 5_000) {
    reachLimit(shell, 'A command prints more than the evaluator keeps.');
    shell.state.output = unknownText('limit', text[0]!.span);
    return;
  }
  shell.state.output = [...output, ...text];
}
