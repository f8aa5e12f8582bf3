import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** `.cvl-<process>-<random>`: no linter, build, or `.gitignore` takes it for anything, and it's short enough beside any name. */
const pattern = /^\.cvl-(\d+)-[0-9a-f]{12}$/;

export const temporaryIn = (folder: string): string => join(folder, `.cvl-${process.pid}-${randomBytes(6).toString('hex')}`);

/** Whether a file was left behind: it's a temporary file, and the process that made it has ended. */
function isLeftover(name: string): boolean {
  const owner = pattern.exec(name)?.[1];
  return owner !== undefined && !isRunning(Number(owner));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Removes the temporary files that a killed process left in a folder. What can't be removed stays. */
export function removeLeftovers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (isLeftover(name)) remove(join(folder, name));
  } catch {
    // The folder can't be listed: whatever is written next says why.
  }
}

/** Removes those among a repository's files, which are relative to its root, that a killed process left behind. */
export function removeLeftoversAmong(root: string, files: Iterable<string>): void {
  for (const file of files) if (isLeftover(basename(file))) remove(join(root, file));
}

/** Removes a file without a word: at worst, it stays until `removeLeftovers` finds it. */
export function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // No permission any more, or a read-only file system.
  }
}
