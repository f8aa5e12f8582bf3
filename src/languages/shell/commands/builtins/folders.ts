import type { Span } from '../../../../text/span';
import { type Builtin, printLine } from '../../state/builtin';
import { kindOf } from '../../state/files';
import { print } from '../../state/output';
import { type Shell, setStatus } from '../../state/shell';
import { FAILED } from '../../state/status';
import { assign, findVariable, setVariable } from '../../state/variables';
import { resolvePath } from '../../values/paths';
import { firstUnknown, isDefault, known, type Text, withMarks } from '../../values/text';
import { wordText } from '../../values/word';

/** `cd`. */
export const changeFolder: Builtin = (shell, invocation, args) => {
  const words = args.filter((word) => !/^-[LPe@]+$|^--$/.test(wordText(word) ?? ''));
  const span = words[0]?.span ?? invocation.span;
  let target: Text = words[0]?.segments ?? valueNamed(shell, 'HOME');
  if (known(target) === '-') {
    target = valueNamed(shell, 'OLDPWD');
    print(shell, invocation.scope, [...target, { text: '\n', span }]);
  }
  enter(shell, target, invocation.scope.substitution ?? span, span);
};

function valueNamed(shell: Shell, name: string): Text {
  const found = findVariable(shell, name);
  if (found === 'unknown' || found === undefined)
    return [{ text: null, span: { file: '', start: 0, end: 0 }, unknown: { reason: 'variable', name } }];
  return found.elements[0]?.value ?? [];
}

/** Fails where the folder is certainly missing. A folder that may exist is taken to exist. */
function enter(shell: Shell, target: Text, place: Span, span: Span): void {
  const path = known(target);
  const folder = known(shell.state.cwd);
  const absolute = path === undefined ? undefined : resolvePath(folder, path === '' ? '.' : path);
  const kind = absolute === undefined ? undefined : kindOf(shell, absolute);
  if ((kind === 'missing' || kind === 'file') && ![...target, ...shell.state.cwd].some(isDefault)) {
    shell.state.status = FAILED;
    return;
  }
  const next: Text =
    absolute === undefined
      ? [firstUnknown(path === undefined ? target : shell.state.cwd, place)]
      : withMarks(absolute, [...target, ...shell.state.cwd.filter(isDefault)], place);
  moveTo(
    shell,
    next.map((segment) => ({ ...segment, span: place })),
    span,
  );
  setStatus(shell, 0);
}

function moveTo(shell: Shell, folder: Text, span: Span): void {
  const old = shell.state.variables.get('PWD');
  if (old) setVariable(shell, 'OLDPWD', old);
  shell.state.cwd = folder;
  assign(shell, 'PWD', folder, span);
}

/** `pushd`. */
export const pushFolder: Builtin = (shell, invocation, args) => {
  const target = args.find((word) => !/^-n$/.test(wordText(word) ?? ''));
  const stack = shell.state.variables.get(STACK)?.elements ?? [];
  const { cwd } = shell.state;
  setVariable(shell, STACK, { kind: 'indexed', elements: [...stack, { key: stack.length, value: cwd, span: invocation.span }] });
  if (target) enter(shell, target.segments, invocation.scope.substitution ?? target.span, target.span);
};

/** The stack of `pushd`. The space keeps scripts from naming it. */
const STACK = ' folders';

/** `popd`. */
export const popFolder: Builtin = (shell, invocation) => {
  const stack = shell.state.variables.get(STACK)?.elements ?? [];
  const last = stack[stack.length - 1];
  if (!last) {
    setStatus(shell, 1);
    return;
  }
  setVariable(shell, STACK, { kind: 'indexed', elements: stack.slice(0, -1) });
  moveTo(shell, last.value, invocation.span);
  setStatus(shell, 0);
};

/** `pwd`. */
export const printFolder: Builtin = (shell, invocation) => {
  printLine(shell, invocation, shell.state.cwd);
  setStatus(shell, 0);
};
