import { join, resolve } from 'node:path';
import { readText } from '../../config/packages';
import { folderName } from '../../engine/cache/folder-name';
import { keptUnits } from '../../engine/cache/kept-units';
import type { Project } from '../../engine/project';
import { cacheFolder } from '../../files/cache-folder';
import type { LintedRepository } from '../../model/repository';

export interface CacheOptions {
  /** The folder of cvl's package. */
  readonly packageRoot: string;
  /** The user's cache folder. */
  readonly folder: string;
  /** A folder to use instead. */
  readonly location: string | undefined;
  readonly cwd: string;
  readonly today: string;
  /** The repository at the commit that is compared with. */
  readonly before?: LintedRepository | undefined;
  /** Whether nothing is kept from lint to lint. */
  readonly isOff: boolean;
}

const nowhere = { path: '', write: () => {}, keepOnly: () => {} };

/** Where results of this project are kept. Undefined if they can't be told from others. */
export function openCache(project: Project, { packageRoot, folder, location, cwd, today, before, isOff }: CacheOptions) {
  const buildId = readText(join(packageRoot, 'dist/build-id'));
  const name = buildId === undefined ? undefined : folderName(project, buildId);
  if (isOff || name === undefined) return before && keptUnits({ ...project, today, before, folder: nowhere, isReadOnly: true });
  const base = location === undefined ? join(folder, 'lint') : resolve(cwd, location);
  return keptUnits({ ...project, today, folder: cacheFolder(base, name), ...(before && { before }) });
}
