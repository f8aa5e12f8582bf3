import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { LintResult } from '../api/finding';

/** The absolute path of a file of the repository. */
export const absolutePath = (root: string, file: string): string => resolve(root, file);

/** The path of a file from the top of its git checkout, as code hosts use it. */
export const checkoutPath = ({ folderInCheckout }: LintResult, file: string): string =>
  folderInCheckout ? `${folderInCheckout}/${file}` : file;

/** A path for people: relative to the current folder, or absolute if the repository is elsewhere. */
export function pathFrom(cwd: string, root: string, file: string): string {
  const path = relative(cwd, join(root, file));
  const outside = (folder: string) => folder === '..' || folder.startsWith(`..${sep}`) || isAbsolute(folder);
  if (outside(relative(root, cwd)) && outside(path)) return join(root, file);
  return path === '' ? '.' : path.split(sep).join('/');
}

/** A relative, percent-encoded URI reference. Colons are encoded too, because a first segment with one would be a scheme. The root is `.`. */
export const pathToUri = (file: string): string =>
  (file || '.')
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(/%(?:40|24|26|2B|2C|3D)/g, decodeURIComponent),
    )
    .join('/');

/** A path from the top of a checkout, which can be above the linted root. Without a known top, a path from the root. */
export function pathBelow(top: string | undefined, root: string, file: string): string {
  if (!top) return file;
  const path = relative(top, join(root, file));
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? file : path.split(sep).join('/');
}
