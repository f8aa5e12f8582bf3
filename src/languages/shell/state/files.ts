import type { Span } from '../../../text/span';
import { resolvePath } from '../values/paths';
import { EMPTY, known, type Text, unknownText } from '../values/text';
import { type Shell, setStatus, spendStep } from './shell';

/** The names in a folder. Undefined where they aren't known. */
export function listFolder(shell: Shell, folder: string): readonly string[] | undefined {
  const path = resolvePath(known(shell.state.cwd), folder === '' ? '.' : folder);
  if (path === undefined) return undefined;
  const below = [...shell.state.created.keys()].filter(
    (one) => one.startsWith(`${path}/`) && !one.slice(path.length + 1).includes('/'),
  );
  if (kindOf(shell, path) === 'file') return [];
  const names = shell.setting.host.list(path);
  if (names === undefined)
    return shell.state.created.get(path) === 'folder' || shell.setting.host.kind(path) === 'missing'
      ? below.map((one) => one.slice(path.length + 1))
      : undefined;
  return [...new Set([...names, ...below.map((one) => one.slice(path.length + 1))])];
}

/** What a path is. Undefined where it isn't known. */
export function kindOf(shell: Shell, written: string): 'file' | 'folder' | 'missing' | undefined {
  const path = resolvePath(known(shell.state.cwd), written);
  if (path === undefined) return undefined;
  return shell.state.created.get(path) ?? shell.setting.host.kind(path);
}

/** Notes that the script makes a file or folder. */
export function markCreated(shell: Shell, path: string, kind: 'file' | 'folder'): void {
  spendStep(shell, shell.state.created.size / 16);
  shell.state.created = new Map(shell.state.created).set(path, kind);
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
