import type { Redirection, Word as WordNode } from 'unbash';
import { expandDocument, expandText } from '../expansion/expand';
import { substitute } from '../expansion/substitution';
import { readFile } from '../state/files';
import { capture, print } from '../state/output';
import { type Input, type Scope, spanOf } from '../state/scope';
import { type Shell, spendStep } from '../state/shell';
import { resolvePath } from '../values/paths';
import { EMPTY, known, type Text } from '../values/text';

interface Redirected {
  scope: Scope;
  /** Where standard output goes instead. */
  file: { readonly path: string | undefined; readonly append: boolean } | undefined;
}

/** Runs something with its redirects: known input is handed over, and output to a file is kept. */
export function redirected(shell: Shell, scope: Scope, redirects: readonly Redirection[], run: (scope: Scope) => void): void {
  if (redirects.length === 0) {
    run(scope);
    return;
  }
  const result: Redirected = { scope, file: undefined };
  for (const redirect of redirects) apply(shell, result, redirect);
  if (shell.state.jump) return;
  if (!result.file) {
    run(result.scope);
    return;
  }
  const { path, append } = result.file;
  const output = capture(shell, () => run({ ...result.scope, capture: true }));
  if (path === undefined || path.startsWith('/dev/')) {
    if (path === '/dev/stdout') print(shell, scope, output);
    return;
  }
  const before = append ? (shell.state.written.get(path) ?? existing(shell, path)) : EMPTY;
  spendStep(shell, shell.state.written.size / 16);
  if (before) shell.state.written = new Map(shell.state.written).set(path, [...before, ...output]);
}

function existing(shell: Shell, path: string): Text | undefined {
  const text = shell.setting.host.read(path);
  if (text === undefined) return shell.setting.host.kind(path) === 'missing' ? EMPTY : undefined;
  return [{ text, span: { file: '', start: 0, end: 0 } }];
}

function apply(shell: Shell, result: Redirected, redirect: Redirection): void {
  const { scope } = result;
  const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
  if (redirect.type === 'HereDoc') {
    const quoted = redirect.delimiter?.quoted ?? false;
    const text = expandDocument(shell, scope, redirect.body, quoted, redirect.operator === '<<-');
    if (descriptor === undefined || descriptor === 0) result.scope = { ...scope, input: { text } };
    return;
  }
  if (!redirect.target) return;
  if (redirect.type === 'HereString') {
    const text = expandText(shell, scope, redirect.target);
    result.scope = { ...scope, input: { text: [...text, { text: '\n', span: spanOf(scope.source, redirect.target) }] } };
    return;
  }
  if (redirect.operator === '<' || redirect.operator === '<>') {
    const input = readTarget(shell, scope, redirect.target);
    if (descriptor === undefined || descriptor === 0) result.scope = { ...scope, input };
    return;
  }
  if (redirect.operator === '<&') return;
  applyOutput(shell, result, redirect.operator, descriptor, redirect.target);
}

function readTarget(shell: Shell, scope: Scope, target: WordNode): Input {
  const part = target.parts?.length === 1 ? target.parts[0] : undefined;
  const span = spanOf(scope.source, target);
  if (part?.type === 'ProcessSubstitution') {
    if (!part.script) return { text: EMPTY };
    const text = substitute(shell, { ...scope, substitution: span }, part.script);
    return { text: text.length === 0 ? text : [...text, { text: '\n', span }] };
  }
  const { status } = shell.state;
  const path = expandText(shell, scope, target);
  if (known(path) === '/dev/null') return { text: EMPTY };
  const text = readFile(shell, path, span);
  shell.state.status = status;
  return { text };
}

function applyOutput(shell: Shell, result: Redirected, operator: string, descriptor: number | undefined, target: WordNode): void {
  const { scope } = result;
  const part = target.parts?.length === 1 ? target.parts[0] : undefined;
  if (part?.type === 'ProcessSubstitution') {
    if (part.script) substitute(shell, { ...scope, substitution: spanOf(scope.source, target) }, part.script);
    if (descriptor === undefined || descriptor === 1) result.scope = { ...result.scope, capture: false };
    return;
  }
  const path = known(expandText(shell, scope, target));
  const standard = descriptor === undefined || descriptor === 1;
  if (operator === '>&' && path !== undefined && /^(\d+|-)$/.test(path)) {
    if (standard && path !== '1') {
      result.scope = { ...result.scope, capture: false };
      result.file = undefined;
    }
    return;
  }
  const absolute = path === undefined ? undefined : resolvePath(known(shell.state.cwd), path);
  if (absolute !== undefined && !absolute.startsWith('/dev/')) {
    spendStep(shell, shell.state.created.size / 16);
    shell.state.created = new Map(shell.state.created).set(absolute, 'file');
  }
  if (standard || operator.startsWith('&') || operator === '>&')
    result.file = { path: absolute, append: operator.endsWith('>>') };
}
