import { unknownText } from '../values/text';
import type { Word } from '../values/word';
import type { Invocation } from './invocation';
import { print } from './output';
import type { Shell } from './shell';
import { commandStatus } from './status';

export type Builtin = (shell: Shell, invocation: Invocation, args: readonly Word[]) => void;

export function unknownCommand(shell: Shell, invocation: Invocation, name: string): void {
  const { span, scope } = invocation;
  print(shell, scope, unknownText('command', scope.substitution ?? span, name));
  shell.state.status = commandStatus(name, span);
}
