import { type Text, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { type Invocation, outputSpan } from './invocation';
import { print } from './output';
import type { Shell } from './shell';
import { commandStatus } from './status';

/** Runs a builtin or a modelled program: changes the shell and sets the status. `args` are the words after the name. */
export type Builtin = (shell: Shell, invocation: Invocation, args: readonly Word[]) => void;

/** Runs a command that isn't modelled: its output is unknown, and its status is a question. */
export function unknownCommand(shell: Shell, invocation: Invocation, name: string): void {
  print(shell, invocation.scope, unknownText('command', outputSpan(invocation), name));
  shell.state.status = commandStatus(name, invocation.span);
}

/** Prints a text and a newline. */
export function printLine(shell: Shell, invocation: Invocation, text: Text): void {
  const span = outputSpan(invocation);
  print(shell, invocation.scope, [...text.map((segment) => ({ ...segment, span })), { text: '\n', span }]);
}
