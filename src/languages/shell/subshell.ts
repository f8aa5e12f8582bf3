import type { ParsedScript } from 'unbash';
import type { Span } from '../../text/span';
import { runStatements } from './execute';
import { expandText } from './expand';
import { kindOf } from './glob';
import { collecting } from './join';
import { resolvePath } from './paths';
import { type Scope, type Shell, setStatus, snapshot, spendStep } from './state';
import { EMPTY, known, slice, type Text, textLength, unknownText } from './text';

/** Runs commands whose variables, folder and exits do not reach the commands after them. */
export function inSubshell(shell: Shell, run: () => void): void {
  const before = snapshot(shell.state);
  const collectors = shell.collectors.splice(0);
  collecting(shell, 'return', run);
  shell.collectors.push(...collectors);
  const { created, written, requires, status, output, cursors } = shell.state;
  shell.state = { ...before, created, written, requires, status, output, cursors };
}

/** What `run` prints, while the state's own output waits. */
export function capture(shell: Shell, run: () => void): Text {
  const before = shell.state.output;
  shell.state.output = EMPTY;
  run();
  const captured = shell.state.output;
  shell.state.output = before;
  return captured;
}

/** The text of `$(…)`: output without the newlines at its end. */
export function substitute(shell: Shell, scope: Scope, script: ParsedScript): Text {
  shell.substitutions += 1;
  spendStep(shell, 2);
  const file = readOnly(shell, scope, script);
  if (file) return withoutLastNewlines(file);
  const inner: Scope = { ...scope, capture: true, tested: false };
  const output = capture(shell, () => inSubshell(shell, () => runStatements(shell, inner, script.commands)));
  return withoutLastNewlines(output);
}

/** `$(<file)` */
function readOnly(shell: Shell, scope: Scope, script: ParsedScript): Text | undefined {
  const command = script.commands.length === 1 ? script.commands[0]!.command : undefined;
  if (command?.type !== 'Command' || command.name || command.prefix.length !== 1) return undefined;
  const [redirect] = command.prefix;
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || !redirect.target) return undefined;
  return readFile(
    shell,
    expandText(shell, scope, redirect.target),
    scope.substitution ?? { file: scope.source.file, start: 0, end: 0 },
  );
}

/** The content of a file, as far as it is known. Sets the status. */
export function readFile(shell: Shell, path: Text, span: Span): Text {
  const written = known(path);
  const absolute = written === undefined ? undefined : resolvePath(known(shell.state.cwd), written);
  setStatus(shell, 0);
  if (absolute === undefined) return unknownText('command', span, 'file');
  const made = shell.state.written.get(absolute);
  if (made) return made;
  const text = shell.setting.host.read(absolute);
  if (text !== undefined) return text === '' ? EMPTY : [{ text, span }];
  if (kindOf(shell, absolute) !== 'missing') return unknownText('command', span, 'file');
  setStatus(shell, 1);
  return EMPTY;
}

export function withoutLastNewlines(text: Text): Text {
  let end = textLength(text);
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const value = text[index]!.text;
    if (value === null) break;
    const trimmed = value.replace(/\n+$/, '');
    end -= value.length - trimmed.length;
    if (trimmed !== '') break;
    if (value === '' && text[index]!.defaultOf !== undefined) break;
  }
  return end === textLength(text) ? text : slice(text, 0, end);
}

/** Prints, where the output is looked at. */
export function print(shell: Shell, scope: Scope, text: Text): void {
  if (!scope.capture || text.length === 0) return;
  const { output } = shell.state;
  if (output.length + text.length > 5_000) {
    shell.incomplete.add('a command printed more than the evaluator keeps');
    shell.state.output = unknownText('limit', text[0]!.span);
    return;
  }
  shell.state.output = [...output, ...text];
}
