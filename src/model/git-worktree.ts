import { runGit } from './git';
import { withoutFilters } from './git-filters';

/** Milliseconds: checking out a large repository takes a while. */
const timeoutMs = 600_000;

/** Checks HEAD out into an empty folder, beside the checkout at `root`. Returns why that failed, in git's words. */
export function addWorktree(root: string, folder: string): string | undefined {
  const settings = withoutFilters(root);
  if (!settings) return "Its configuration has a filter that can't be switched off.";
  const { status, stderr } = runGit(root, [...settings, 'worktree', 'add', '--detach', '--quiet', folder, 'HEAD'], timeoutMs);
  return status === 0 ? undefined : stderr.toString('utf8').trim();
}

/** Removes it, with what was written there. */
export function removeWorktree(root: string, folder: string): void {
  runGit(root, ['worktree', 'remove', '--force', folder], timeoutMs);
  runGit(root, ['worktree', 'prune'], timeoutMs);
}
