import { createReadStream, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFile } from '../runs';

/** Folders that hold other people's code and never a run. */
export const foreign: ReadonlySet<string> = new Set(['.git', '.venv', 'venv', 'node_modules', '__pycache__', 'site-packages']);
const maxEntries = 50_000;
const maxDepth = 8;

/** The files at a path now: the file itself, or all files below the folder. Nothing is remembered, because a run adds files. */
export function filesNow(root: string, path: string, ignores: (path: string) => boolean): readonly RunFile[] {
  const files: RunFile[] = [];
  const add = (file: string, { size }: Stats): void => {
    const full = join(root, file);
    files.push({ path: file, size, open: () => createReadStream(full) as AsyncIterable<Uint8Array> });
  };
  const top = statOf(join(root, path));
  if (top?.isFile()) add(path, top);
  if (!top?.isDirectory()) return files;
  const folders = [{ folder: path, depth: 0 }];
  let entries = 0;
  for (let next = folders.pop(); next !== undefined && entries < maxEntries; next = folders.pop()) {
    for (const name of namesIn(join(root, next.folder))) {
      entries += 1;
      const file = next.folder === '' ? name : `${next.folder}/${name}`;
      if (foreign.has(name) || ignores(file)) continue;
      const stat = statOf(join(root, file));
      if (stat?.isFile()) add(file, stat);
      else if (stat?.isDirectory() && next.depth < maxDepth) folders.push({ folder: file, depth: next.depth + 1 });
    }
  }
  return files;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // not permitted
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // gone since it was listed, or not permitted
  }
}
