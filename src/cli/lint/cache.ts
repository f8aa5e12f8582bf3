import { join, relative, resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { readText } from '../../config/packages';
import { keptUnits, type ResultsFile } from '../../engine/cache/kept-units';
import { resultsName } from '../../engine/cache/results-name';
import type { Project } from '../../engine/project';
import { cacheFile, maxCachedBytes } from '../../files/cache-file';
import { readRegularFile } from '../../model/regular-file';
import type { LintedRepository } from '../../model/repository';
import { isBelow } from '../../text/path';

/** Where the cache is. */
export interface CachePlace {
  /** The folder of cvl's package. */
  readonly packageRoot: string;
  /** The user's cache folder. */
  readonly folder: string;
  /** A folder to use instead. */
  readonly location: string | undefined;
  readonly cwd: string;
}

export interface CacheOptions extends CachePlace {
  readonly today: string;
  /** The repository at the commit that is compared with. */
  readonly before?: LintedRepository | undefined;
  /** Whether nothing is kept from lint to lint. */
  readonly isOff: boolean;
}

/** Keeps results of this project. Undefined if they can't be told from others. Throws ConfigurationError. */
export function openCache(project: Project, { today, before, isOff, ...place }: CacheOptions) {
  const file = isOff ? undefined : cacheFileOf(project, place);
  if (!file && !before) return undefined;
  return keptUnits({ ...project, today, ...(file && { file }), ...(before && { before }) });
}

/** The file with results of this project. Undefined if they can't be told from others. Throws ConfigurationError. */
export function cacheFileOf(project: Project, { packageRoot, folder, location, cwd }: CachePlace): ResultsFile | undefined {
  const buildId = readText(join(packageRoot, 'dist/build-id'));
  const name = buildId === undefined ? undefined : resultsName(project, buildId);
  if (name === undefined) return undefined;
  const base = location === undefined ? join(folder, 'lint') : resolve(cwd, location);
  refuseCommitted(project, base);
  return resultsFile(base, name);
}

/** A file in a folder of the cache. */
export function resultsFile(folder: string, name: string): ResultsFile {
  const { path, touch, write, append } = cacheFile(folder, name);
  return {
    read() {
      const bytes = readRegularFile(path, { maxBytes: maxCachedBytes, links: false, own: true });
      if (bytes) touch();
      return bytes;
    },
    write,
    append,
  };
}

/** Results that come with a commit are whatever its author says. */
function refuseCommitted({ repository: { root, files } }: Project, base: string): void {
  const folder = relative(root, base);
  const isThere = (path: string): boolean =>
    folder === '' ? /^[0-9a-f]{32}$/.test(path) : path === folder || isBelow(path, folder);
  const committed = files.find(({ path, tracked }) => tracked && isThere(path));
  if (committed)
    throw new ConfigurationError(
      `The cache can't be in ${folder || 'the root'}, because git tracks ${committed.path}, and results that come with a commit can't be trusted. Remove it from git, or choose another folder with --cache-location.`,
    );
}
