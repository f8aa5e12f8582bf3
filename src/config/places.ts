import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const codeExtensions = ['js', 'cjs', 'mjs', 'ts'] as const;
const dataExtensions = ['yaml', 'yml', 'json'] as const;

/** Where the configuration of a repository may stand, the first that is there is read. */
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
    const text = readFileSync(file, 'utf8');
    if (!text.includes('"cvl"')) return false;
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof content === 'object' && content !== null && Object.hasOwn(content, 'cvl');
  } catch {
    return false;
  }
}
