import { unknownText } from '../values/text';
import type { Word } from '../values/word';
import type { Invocation } from './invocation';
import { print } from './output';
import type { Shell } from './shell';
import { commandStatus } from './status';

/** Runs a builtin or a modelled program: changes the shell and sets the status. `args` are the words after the name. */
export type Builtin = (shell: Shell, invocation: Invocation, args: readonly Word[]) => void;

/** Runs a command that isn't modelled: its output is unknown, and its status is a question. */
export function unknownCommand(shell: Shell, invocation: Invocation, name: string): void {
  const { span, scope } = invocation;
  print(shell, scope, unknownText('command', scope.substitution ?? span, name));
  shell.state.status = commandStatus(name, span);
}
