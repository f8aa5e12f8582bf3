import type { Span } from '../../../text/span';
import { CALLER, HOME } from '../values/roots';
import { literal, type Text, unknownText } from '../values/text';
import type { Scope } from './scope';
import type { Shell } from './shell';
import type { Element, Variable } from './state';

/** The variables at the start: those that bash sets, and the environment. */
export function initialVariables(
  mode: 'symbolic' | 'concrete',
  environment: ReadonlyMap<string, string>,
  place: Span,
): Map<string, Variable | undefined> {
  const variables = new Map<string, Variable | undefined>();
  const set = (name: string, value: string, exported = false): void => {
    variables.set(name, { kind: 'scalar', exported, elements: [{ key: 0, value: literal(value, place), span: place }] });
  };
  set('IFS', ' \t\n');
  set('OPTIND', '1');
  set('BASH', '/bin/bash');
  set('SHELL', '/bin/bash');
  if (mode === 'symbolic') {
    set('HOME', HOME, true);
    set('PWD', CALLER, true);
  } else {
    set('TERM', 'dumb');
    set('OSTYPE', 'linux-gnu');
    set('HOSTTYPE', 'x86_64');
    set('MACHTYPE', 'x86_64-pc-linux-gnu');
    set('SHLVL', '1', true);
    set('BASH_VERSION', '5.2.15(1)-release');
    variables.set('BASH_VERSINFO', {
      kind: 'indexed',
      readonly: true,
      elements: ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'].map((value, key) => ({
        key,
        value: literal(value, place),
        span: place,
      })),
    });
  }
  for (const [name, value] of environment) set(name, value, true);
  return variables;
}

const dynamic: ReadonlySet<string> = new Set([
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'BASHPID',
  'PPID',
  'UID',
  'EUID',
  'HOSTNAME',
  'LINENO',
  'GROUPS',
  'FUNCNAME',
  'BASH_SOURCE',
  'BASH_LINENO',
  'BASH_SUBSHELL',
  'PIPESTATUS',
  'BASH_REMATCH',
  'DIRSTACK',
]);

/** Variables that bash computes. Undefined for any other, and for one that the script has set. */
export function dynamicElements(shell: Shell, scope: Scope, name: string, span: Span): readonly Element[] | undefined {
  if (!dynamic.has(name) || shell.state.variables.has(name)) return undefined;
  const one = (value: Text): readonly Element[] => [{ key: 0, value, span }];
  const { system } = shell.setting;
  switch (name) {
    case 'UID':
    case 'EUID':
      return one(system ? literal(String(system.uid), span) : unknownText('command', span, name));
    case 'HOSTNAME':
      return one(system ? literal(system.hostname, span) : unknownText('command', span, name));
    case 'GROUPS':
      return one(system ? literal(String(system.gid), span) : unknownText('command', span, name));
    case 'LINENO':
      return one(
        scope.source.place ? unknownText('command', span, name) : literal(String(lineOf(scope.source.text, span.start)), span),
      );
    case 'FUNCNAME':
      return shell.state.frames.length === 0
        ? []
        : [...shell.state.frames.map((frame) => frame.name).reverse(), 'main'].map((value, key) => ({
            key,
            value: literal(value, span),
            span,
          }));
    case 'BASH_SOURCE':
      if (scope.source.embedded) return one(unknownText('placeholder', span, name));
      return sourceStack(shell, scope).map((value, key) => ({ key, value: literal(value, span), span }));
    case 'BASH_REMATCH':
    case 'BASH_LINENO':
    case 'DIRSTACK':
      return name === 'BASH_REMATCH' ? [] : one(unknownText('command', span, name));
    case 'BASH_SUBSHELL':
      return one(literal('0', span));
    case 'PIPESTATUS': {
      const { status } = shell.state;
      return one(status.code === undefined ? unknownText('command', span, name) : literal(String(status.code), span));
    }
    default:
      return one(unknownText('command', span, name));
  }
}

/** The path of the file that is running, then those of the files that called or sourced it, innermost first. */
function sourceStack(shell: Shell, scope: Scope): string[] {
  const { frames } = shell.state;
  const path = (file: string): string =>
    shell.paths.get(file) ?? shell.files.find((one) => one.endsWith(`/${file}`)) ?? `${shell.setting.repository}/${file}`;
  const stack = [path(scope.source.file)];
  for (let index = frames.length - 1; index >= 0; index -= 1) stack.push(path(frames[index]!.call.file));
  if (frames.length === 0) return [...shell.files].reverse();
  return stack;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
