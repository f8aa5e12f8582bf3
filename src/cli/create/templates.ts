import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { findRoot } from '../../config/places';
import { createFiles, type NewFile } from '../../files/create';
import { reasonOf, WriteError } from '../../files/problem';
import { undisturbed } from '../../files/signals';
import { visible } from '../../reporters/text/visible';

/** Where something new goes. */
export interface Destination {
  /** Absolute. */
  readonly folder: string;
  /** The last part of its path. */
  readonly name: string;
  /** The real path of the repository. */
  readonly root: string;
}

/** The folder that a user named. Throws if its name can't be the name of what is created there. */
export function destinationOf(path: string, cwd: string): Destination {
  const folder = resolve(cwd, path);
  const name = basename(folder);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    throw new ConfigurationError(
      `The folder's name is used in code and commands. Write lowercase words joined by hyphens, not "${name}".`,
    );
  return { folder, name, root: realpathSync(findRoot(cwd)) };
}

/** The words of a template, such as `__NAME__`, and what is written instead. */
export type Words = { readonly [word: `__${string}__`]: string };

/**
 * Writes a copy of a folder of `templates/`, and returns the paths of its files, relative to `cwd`. Throws if one of them exists.
 * npm leaves out files such as `.gitignore`, and takes a package.json for that of a package, so their names begin with `dot-` and `_`.
 */
export async function createFrom(template: string, { folder, root }: Destination, words: Words, cwd: string): Promise<string[]> {
  const files = readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): NewFile => {
      const source = join(entry.parentPath, entry.name);
      const path = join(folder, relative(template, entry.parentPath), entry.name.replace(/^_/, '').replace(/^dot-/, '.'));
      return { path, text: fill(readFileSync(source, 'utf8'), words), executable: entry.name.endsWith('.sh') };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  await undisturbed(() => {
    try {
      createFiles(root, files);
    } catch (error) {
      throw new WriteError(`Nothing is written. ${visible(reasonOf(error))}`);
    }
  });
  return files.map(({ path }) => relative(cwd, path));
}

const fill = (text: string, words: Words): string => text.replace(/__[A-Z]+__/g, (word) => words[word as keyof Words] ?? word);

/** What was written, a line for each file. */
export const listOf = (paths: readonly string[]): string => paths.map((path) => `  ${visible(path)}\n`).join('');
