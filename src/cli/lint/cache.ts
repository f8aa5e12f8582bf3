import { join, resolve } from 'node:path';
import { readText } from '../../config/packages';
import { folderName } from '../../engine/cache/folder-name';
import { keptUnits } from '../../engine/cache/kept-units';
import type { Project } from '../../engine/project';
import { cacheFolder } from '../../files/cache-folder';

export interface CacheOptions {
  /** The folder of cvl's package. */
  readonly packageRoot: string;
  /** The user's cache folder. */
  readonly folder: string;
  /** A folder to use instead. */
  readonly location: string | undefined;
  readonly cwd: string;
  readonly today: string;
}

/** Where results of this project are kept. Undefined if they can't be told from others. */
export function openCache(project: Project, { packageRoot, folder, location, cwd, today }: CacheOptions) {
  const buildId = readText(join(packageRoot, 'dist/build-id'));
  const name = buildId === undefined ? undefined : folderName(project, buildId);
  if (name === undefined) return undefined;
  const base = location === undefined ? join(folder, 'lint') : resolve(cwd, location);
  return keptUnits({ ...project, today, folder: cacheFolder(base, name) });
}
