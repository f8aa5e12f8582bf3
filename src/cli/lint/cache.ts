import { join, resolve } from 'node:path';
import { readText } from '../../config/packages';
import { resultsName } from '../../engine/cache/results-name';
import { keptUnits, type ResultsFile } from '../../engine/cache/kept-units';
import type { Project } from '../../engine/project';
import { cacheFile, maxCachedBytes } from '../../files/cache-file';
import { readRegularFile } from '../../model/regular-file';
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

/** Where results of this project are kept. Undefined if they can't be told from others. */
export function openCache(project: Project, { packageRoot, folder, location, cwd, today, before, isOff }: CacheOptions) {
  const buildId = readText(join(packageRoot, 'dist/build-id'));
  const name = isOff || buildId === undefined ? undefined : resultsName(project, buildId);
  const file =
    name === undefined ? undefined : resultsFile(location === undefined ? join(folder, 'lint') : resolve(cwd, location), name);
  if (!file && !before) return undefined;
  return keptUnits({ ...project, today, ...(file && { file }), ...(before && { before }) });
}

/** A file in a folder of the cache. */
export function resultsFile(folder: string, name: string): ResultsFile {
  const { path, touch, write } = cacheFile(folder, name);
  return {
    read() {
      const bytes = readRegularFile(path, { maxBytes: maxCachedBytes, links: false });
      if (bytes) touch();
      return bytes;
    },
    write,
  };
}
