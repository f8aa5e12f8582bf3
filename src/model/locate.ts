import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { folderOf, nameOf } from '../text/path';

/** Where paths below a real folder lead. */
export interface Locator {
  /** A path's real path and its stat. Symlinks are followed as long as they stay inside the root. */
  locate(path: string): { readonly full: string; readonly stat: Stats } | undefined;
  /** The paths so far on whose way there was a link, or nothing. */
  readonly linked: Set<string>;
  /** Looks folders up again from now on. */
  forget(): void;
}

export function locator(real: string): Locator {
  const inside = real.endsWith(sep) ? real : real + sep;
  const linked = new Set<string>();
  const realFolders = new Map<string, string | undefined>();

  const realInside = (full: string): string | undefined => {
    try {
      const target = realpathSync.native(full);
      return target === real || target.startsWith(inside) ? target : undefined;
    } catch {
      return undefined; // missing, a symlink loop, or no permission: nothing to read
    }
  };

  /** A folder's real path, looked up once. Undefined if it's missing or a symlink leads out of the root. */
  const realFolder = (folder: string): string | undefined => {
    if (folder === '') return real;
    if (!realFolders.has(folder)) realFolders.set(folder, realInside(join(real, folder)));
    return realFolders.get(folder);
  };

  return {
    linked,
    forget: () => realFolders.clear(),
    locate(path) {
      if (path.includes('\0')) return undefined;
      const folder = realFolder(path === '' ? '' : folderOf(path));
      const name = nameOf(path);
      if (folder === undefined) linked.add(path);
      if (folder === undefined || name === '..' || name === '.') return undefined;
      const full = path === '' ? folder : `${folder}${sep}${name}`;
      const stat = statAt(full, lstatSync);
      if (stat?.isSymbolicLink() || folder !== join(real, folderOf(path))) linked.add(path);
      if (!stat?.isSymbolicLink()) return stat && { full, stat };
      const target = realInside(full);
      const followed = target === undefined ? undefined : statAt(target, statSync);
      return target !== undefined && followed ? { full: target, stat: followed } : undefined;
    },
  };
}

function statAt(full: string, look: typeof lstatSync): Stats | undefined {
  try {
    return look(full, { throwIfNoEntry: false });
  } catch {
    return undefined; // part of the path isn't a folder, or no permission
  }
}
