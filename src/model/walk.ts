import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { joinPath } from '../text/path';
import { type IgnoreRules, ignoreRules } from './ignore-rules';
import { readRegularFile } from './regular-file';
import { byPath, type FileEntry } from './tree';

/** Files beyond this number are skipped: nobody lints such a folder on purpose, but `/` happens. */
const maxFiles = 500_000;

/**
 * The files below a folder that isn't a git checkout. Symlinks aren't followed. `.gitignore` files apply as in git, `.git` and
 * `node_modules` are always excluded, and unreadable folders are skipped.
 */
export function walk(root: string): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const visit = (folder: string, rules: readonly { folder: string; ignore: IgnoreRules }[]): void => {
    const own = ignoreFile(root, folder);
    const active = own ? [...rules, { folder, ignore: own }] : rules;
    for (const item of readFolder(join(root, folder))) {
      if (entries.length >= maxFiles) return;
      const path = joinPath(folder, item.name);
      const isFolder = item.isDirectory();
      if (isFolder && (item.name === '.git' || item.name === 'node_modules')) continue;
      if (isIgnored(path, isFolder, active)) continue;
      if (isFolder) visit(path, active);
      else if (item.isFile() || item.isSymbolicLink()) entries.push(entryOf(root, path, item.isSymbolicLink()));
    }
  };
  visit('', []);
  return entries.sort(byPath);
}

/** As in git, the innermost `.gitignore` with a matching pattern decides. */
function isIgnored(path: string, isFolder: boolean, rules: readonly { folder: string; ignore: IgnoreRules }[]): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index];
    if (!rule) continue;
    const relative = rule.folder === '' ? path : path.slice(rule.folder.length + 1);
    const verdict = rule.ignore.test(isFolder ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** As in git, a `.gitignore` that is a link isn't read. */
function ignoreFile(root: string, folder: string): IgnoreRules | undefined {
  const bytes = readRegularFile(join(root, folder, '.gitignore'), { links: false });
  return bytes && ignoreRules(bytes.toString('utf8'));
}

function readFolder(full: string) {
  try {
    return readdirSync(full, { withFileTypes: true });
  } catch {
    return [];
  }
}

function entryOf(root: string, path: string, link: boolean): FileEntry {
  const mode = lstatSync(join(root, path), { throwIfNoEntry: false })?.mode ?? 0;
  return { path, tracked: true, type: link ? 'symlink' : 'file', executable: (mode & 0o111) !== 0 };
}
