import { spawnSync } from 'node:child_process';

export function git(root: string, ...words: readonly string[]): void {
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: root });
}
