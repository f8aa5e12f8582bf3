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

interface Folder {
  /** Its real path. */
  readonly full: string;
  /** Whether there is a link on the way to it. */
  readonly isLinked: boolean;
}

/** No file system looks up longer paths. */
const longest = 4096;

export function locator(real: string): Locator {
  const inside = real.endsWith(sep) ? real : real + sep;
  const linked = new Set<string>();
  const folders = new Map<string, Folder | undefined>([['', { full: real, isLinked: false }]]);

  const realInside = (full: string): string | undefined => {
    try {
      const target = realpathSync.native(full);
      return target === real || target.startsWith(inside) ? target : undefined;
    } catch {
      return undefined; // missing, a symlink loop, or no permission: nothing to read
    }
  };

  /** A folder, looked up once, by way of those around it. Undefined if it's missing or a symlink leads out of the root. */
  const folderAt = (path: string): Folder | undefined => {
    const known = folders.get(path);
    if (known !== undefined || folders.has(path)) return known;
    const found = lookUp(path);
    folders.set(path, found);
    return found;
  };
  const lookUp = (path: string): Folder | undefined => {
    const name = nameOf(path);
    const outer = path.length > longest || ['', '.', '..'].includes(name) ? undefined : folderAt(folderOf(path));
    const full = outer ? `${outer.full}${sep}${name}` : join(real, path);
    if (outer && statAt(full, lstatSync)?.isDirectory()) return { full, isLinked: outer.isLinked };
    const target = realInside(full);
    return target === undefined ? undefined : { full: target, isLinked: target !== join(real, path) };
  };

  return {
    linked,
    forget() {
      folders.clear();
      folders.set('', { full: real, isLinked: false });
    },
    locate(path) {
      if (path.includes('\0')) return undefined;
      const folder = folderAt(path === '' ? '' : folderOf(path));
      const name = nameOf(path);
      if (folder === undefined) linked.add(path);
      if (folder === undefined || name === '..' || name === '.') return undefined;
      const full = path === '' ? real : `${folder.full}${sep}${name}`;
      const stat = statAt(full, lstatSync);
      if (stat?.isSymbolicLink() || folder.isLinked) linked.add(path);
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
