import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { byPath, type FileEntry } from './tree';

/**
 * A checkout's own configuration can name programs that git runs (fsmonitor, hooks, a transport that fetches missing objects).
 * Listing files needs none of them, so they're disabled.
 */
const harmless = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'];

/**
 * Files below a folder, tracked or not, that git doesn't ignore. Undefined if the folder isn't in a checkout, or git is missing or
 * refuses (for example, because another user owns the checkout).
 */
export function listByGit(root: string): readonly FileEntry[] | undefined {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  const { status, stdout } = spawnSync('git', [...harmless, 'ls-files', '-cos', '--exclude-standard', '-z'], {
    cwd: root,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return undefined;
  const entries = new Map<string, FileEntry>();
  for (const record of stdout.toString('utf8').split('\0')) {
    if (record === '') continue;
    const staged = /^(\d{6}) [0-9a-f]+ [0-3]\t/.exec(record);
    const entry = staged ? trackedEntry(record.slice(staged[0].length), staged[1] ?? '') : untrackedEntry(root, record);
    if (entry) entries.set(entry.path, entry);
  }
  return [...entries.values()].sort(byPath);
}

const trackedEntry = (path: string, mode: string): FileEntry => ({
  path,
  tracked: true,
  type: mode === '120000' ? 'symlink' : mode === '160000' ? 'gitlink' : 'file',
  executable: mode === '100755',
});

function untrackedEntry(root: string, path: string): FileEntry | undefined {
  if (path.endsWith('/')) return undefined; // another checkout inside this one
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return undefined;
  return { path, tracked: false, type: stat.isSymbolicLink() ? 'symlink' : 'file', executable: (stat.mode & 0o111) !== 0 };
}
