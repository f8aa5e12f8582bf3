import { type Builtin, printLine, unknownCommand } from '../../state/builtin';
import { kindOf, markCreated } from '../../state/files';
import { type Shell, setStatus } from '../../state/shell';
import { commandStatus } from '../../state/status';
import { dirname, resolvePath } from '../../values/paths';
import { known, unknownText } from '../../values/text';
import { type Word, wordText } from '../../values/word';

function absolutePaths(shell: Shell, args: readonly Word[]): (string | undefined)[] {
  const folder = known(shell.state.cwd);
  return args
    .filter(
      (word, index) =>
        !/^-./.test(wordText(word) ?? '') && !/^-m$|^--mode$/.test((args[index - 1] && wordText(args[index - 1]!)) ?? ''),
    )
    .map((word) => {
      const path = wordText(word);
      return path === undefined ? undefined : resolvePath(folder, path);
    });
}

/** `mkdir`, and `install -d`. */
export const makeFolders: Builtin = (shell, invocation, args) => {
  const texts = args.map(wordText);
  const isInstall = wordText(invocation.words[0]!)?.endsWith('install');
  if (isInstall && !texts.includes('-d')) {
    unknownCommand(shell, invocation, 'install');
    return;
  }
  const parents = isInstall || texts.some((text) => /^-[a-z]*p|^--parents/.test(text ?? ''));
  let failed = false;
  for (const path of absolutePaths(shell, args)) {
    if (path === undefined) continue;
    if (!parents && kindOf(shell, path) !== 'missing' && kindOf(shell, path) !== undefined) {
      failed = true;
      continue;
    }
    let folder = path;
    for (let depth = 0; depth < 64 && folder !== '/' && kindOf(shell, folder) !== 'folder'; depth += 1) {
      markCreated(shell, folder, 'folder');
      if (!parents) break;
      folder = dirname(folder);
    }
  }
  setStatus(shell, failed ? 1 : 0);
};

/** `touch`. */
export const touchFiles: Builtin = (shell, _invocation, args) => {
  for (const path of absolutePaths(shell, args))
    if (path !== undefined && kindOf(shell, path) !== 'folder') markCreated(shell, path, 'file');
  setStatus(shell, 0);
};

/** `rm` and `rmdir` of what the script made. */
export const removeFiles: Builtin = (shell, invocation, args) => {
  const forced = args.some((word) => /^-[a-zA-Z]*f/.test(wordText(word) ?? ''));
  for (const path of absolutePaths(shell, args)) {
    if (path === undefined || !shell.state.created.has(path)) continue;
    const created = new Map(shell.state.created);
    for (const one of shell.state.created.keys()) if (one === path || one.startsWith(`${path}/`)) created.delete(one);
    shell.state.created = created;
  }
  if (forced) setStatus(shell, 0);
  else shell.state.status = commandStatus('rm', invocation.span);
};

/** `mktemp`: an unknown path. */
export const makeTemporary: Builtin = (shell, invocation) => {
  printLine(shell, invocation, unknownText('command', invocation.span, 'mktemp'));
  setStatus(shell, 0);
};
