import type { Assignment, Command, Redirection } from 'unbash';
import { performAssignment } from '../commands/assignments';
import { dispatch } from '../commands/dispatch';
import { expandFields } from '../expansion/expand';
import { type Scope, spanOf } from '../state/scope';
import { type Shell, setStatus, writableVariables } from '../state/shell';
import { setVariable } from '../state/variables';
import type { Word } from '../values/word';
import { redirected } from './redirect';

/** A simple command: assignments, words, redirections. */
export function runCommand(shell: Shell, scope: Scope, node: Command): void {
  const substitutions = shell.substitutions;
  const words: Word[] = node.name ? expandFields(shell, scope, node.name) : [];
  const declares = declarations.has(words[0]?.segments[0]?.text ?? '');
  const assignments: Assignment[] = [];
  for (const part of node.suffix) {
    if (part.type === 'Word') words.push(...expandFields(shell, scope, part));
    else if (part.type === 'Assignment' && declares) assignments.push(part);
    else if (part.type === 'Assignment')
      words.push({ segments: [{ text: part.text, span: spanOf(scope.source, part) }], span: spanOf(scope.source, part) });
    if (shell.state.jump) return;
  }
  const prefix = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const redirects = redirectsOf(node);
  if (words.length === 0) {
    for (const assignment of prefix) {
      performAssignment(shell, scope, assignment);
      if (shell.state.jump) return;
    }
    redirected(shell, scope, redirects, () => {});
    if (shell.substitutions === substitutions) setStatus(shell, 0);
    return;
  }
  const span = spanOf(scope.source, node);
  redirected(shell, scope, redirects, (inner) => {
    withTemporary(shell, scope, prefix, () => dispatch(shell, { words, assignments, span, scope: inner }));
  });
}

const declarations: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'local', 'readonly']);

function redirectsOf(node: Command): Redirection[] {
  return [...node.prefix, ...node.suffix].filter(
    (part): part is Redirection => part.type === 'Redirect' || part.type === 'HereDoc' || part.type === 'HereString',
  );
}

/** Assignments before a command are in effect while it runs. */
function withTemporary(shell: Shell, scope: Scope, assignments: readonly Assignment[], run: () => void): void {
  if (assignments.length === 0) {
    run();
    return;
  }
  const saved = assignments.map(({ name }) => [name, shell.state.variables.has(name), shell.state.variables.get(name)] as const);
  for (const assignment of assignments) {
    performAssignment(shell, scope, assignment);
    const variable = shell.state.variables.get(assignment.name);
    if (variable) setVariable(shell, assignment.name, { ...variable, exported: true });
  }
  run();
  for (const [name, had, variable] of saved) {
    if (had) setVariable(shell, name, variable);
    else writableVariables(shell).delete(name);
  }
}
