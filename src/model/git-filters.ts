import { runGit } from './git';

/** What `git lfs install` sets. */
const largeFiles = /^git[- ]lfs (?:clean|smudge|filter-process)(?: --skip)?(?: --)?(?: %f)?$/;
/** Programs that git-lfs itself runs. */
const largeFilePrograms = /^lfs\.(?:customtransfer|extension)\.|^lfs\.(?:.*\.)?standalonetransferagent$/;

const timeoutMs = 15_000;

/**
 * Words for git that switch off the filters of the checkout's own configuration: comparing and writing files runs them. Those of the user
 * and of the system stay, and git-lfs does, unless the checkout says which programs that runs. Undefined where they can't be switched off.
 */
export function withoutFilters(root: string): readonly string[] | undefined {
  const settings = ['--local', '--worktree'].flatMap((scope) => settingsOf(root, scope));
  const isOwnTransfer = settings.some(([key]) => largeFilePrograms.test(key));
  const foreign = settings.flatMap(([key, value]) => {
    const name = /^filter\.(.*)\.(?:clean|smudge|process)$/s.exec(key)?.[1];
    return name === undefined || (largeFiles.test(value) && !isOwnTransfer) ? [] : [name];
  });
  if (foreign.some((name) => name.includes('='))) return undefined;
  return [...new Set(foreign)].flatMap((name) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  );
}

/** Keys, of which git writes the first and the last part in lowercase, with their values. */
function settingsOf(root: string, scope: string): readonly (readonly [key: string, value: string])[] {
  const { status, stdout } = runGit(root, ['config', scope, '--includes', '--list', '-z'], timeoutMs);
  if (status !== 0) return [];
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const end = record.indexOf('\n');
      return end < 0 ? [record, ''] : [record.slice(0, end), record.slice(end + 1)];
    });
}
