import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isInside, readText } from './packages';

const codeExtensions = ['js', 'cjs', 'mjs', 'ts'] as const;
const dataExtensions = ['yaml', 'yml', 'json'] as const;

/** Where the configuration of a repository may be; the first that exists is read. */
export const configurationPlaces: readonly string[] = [
  '.cvlrc',
  ...[...dataExtensions, ...codeExtensions].map((extension) => `.cvlrc.${extension}`),
  ...[...dataExtensions, ...codeExtensions].map((extension) => `cvl.config.${extension}`),
  'package.json',
];

export const isCode = (file: string): boolean => /\.[cm]?[jt]s$/.test(file);

/** The places in a folder that hold a configuration, in the order of precedence. One look at the folder, cheap where there is none. */
export function placesIn(folder: string): readonly string[] {
  let names: Set<string>;
  try {
    names = new Set(readdirSync(folder));
  } catch {
    return [];
  }
  return configurationPlaces.filter((place) => {
    if (!names.has(place)) return false;
    const file = join(folder, place);
    return isFile(file) && (place !== 'package.json' || hasConfigurationKey(file));
  });
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function hasConfigurationKey(file: string): boolean {
  try {
    const text = readText(file);
    if (!text?.includes('"cvl"') || !isInside(file, [dirname(file)])) return false;
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && Object.hasOwn(content, 'cvl');
  } catch {
    return false;
  }
}

/**
 * The root of the repository that a path is in: the nearest folder at or above it that is a git checkout or holds a configuration
 * file, else the path itself, or the folder of a file. A configuration inside a checkout thus makes a repository of its own, as a
 * demo or a vendored collection is. Absolute; links are not resolved.
 */
export function findRoot(path: string): string {
  const start = folderOf(resolve(path));
  return nearest(start, (folder) => hasGit(folder) || placesIn(folder).length > 0) ?? start;
}

function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}

function nearest(start: string, fits: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (fits(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** A folder in a checkout, a file in a submodule or linked work tree. */
const hasGit = (folder: string): boolean => existsSync(join(folder, '.git'));
