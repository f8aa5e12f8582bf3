import { collecting } from '../state/branch';
import type { Invocation } from '../state/invocation';
import { reachLimit, type Shell, setStatus, writableVariables } from '../state/shell';
import type { ShellFunction } from '../state/state';
import { setVariable } from '../state/variables';

/** Deeper calls aren't followed, as of a function that calls itself forever. */
const MAX_CALLS = 24;

/** Calls a function of the script. */
export function callFunction(shell: Shell, invocation: Invocation, name: string, { node, source }: ShellFunction): void {
  if (shell.state.frames.length >= MAX_CALLS) {
    reachLimit(shell, `Calls of ${name} are nested deeper than the evaluator follows.`);
    setStatus(shell, 0);
    return;
  }
  const { positional } = shell.state;
  shell.state.frames.push({ name, call: invocation.span, source: invocation.scope.source, saved: new Map() });
  shell.state.positional = invocation.words.slice(1);
  setStatus(shell, 0);
  collecting(shell, 'return', () => {
    shell.interpreter.runNode(shell, { ...invocation.scope, source }, node.body);
    if (shell.state.jump?.kind === 'return') shell.state.jump = undefined;
  });
  const frame = shell.state.frames.pop();
  for (const [variable, value] of frame?.saved ?? []) {
    if (value === undefined) writableVariables(shell).delete(variable);
    else setVariable(shell, variable, value);
  }
  shell.state.positional = positional;
}
