import { decode } from '../text/decode';
import { folderOf, nameOf } from '../text/path';
import type { SourceFile } from '../text/span';
import type { LintedRepository } from './linted-repository';
import { keyedQuery } from './query';
import type { FileEntry, Repository } from './targets';

/** Larger texts aren't kept in memory: no script, metadata, or Python file has 32 MiB. */
const maxTextBytes = 32 * 1024 * 1024;

/** A file's decoded text. Undefined if it can't be read. */
export const sourceOf = keyedQuery('repository.source', (repository: LintedRepository, path): SourceFile | undefined => {
  const { options, tree, reading } = repository;
  const overlay = options.overlay?.get(path);
  if (overlay !== undefined) return { path, text: overlay };
  const bytes = tree.read(path, maxTextBytes);
  if (!bytes) return undefined;
  reading.files++;
  reading.bytes += bytes.length;
  const decoded = decode(bytes);
  return decoded.binary ? undefined : { path, text: decoded.text };
});

/** Why a file has no text. Undefined if it has one. */
export function whyUnreadable({ tree, source }: LintedRepository, path: string): ReturnType<Repository['unreadable']> {
  if (source(path)) return undefined;
  const stat = tree.stat(path);
  if (!stat) return 'missing';
  if (stat.kind === 'folder') return 'a folder';
  if (stat.size > maxTextBytes) return 'too large';
  return tree.read(path) ? 'not text' : 'not permitted';
}

export const sizeOf = ({ tree }: LintedRepository, path: string): number | undefined => tree.stat(path)?.size;

export const listOf = keyedQuery('repository.list', ({ tree }: LintedRepository, folder) => tree.list(folder));

/** Most lookups are for paths that don't exist, such as the places where a module could be, so each folder is listed once. */
export const kindOf = keyedQuery('repository.kind', (repository: LintedRepository, path): 'file' | 'folder' | undefined => {
  const { tree } = repository;
  if (repository.options.overlay?.has(path)) return 'file';
  if (path === '') return 'folder';
  if (path.startsWith('/') || path.split('/').includes('..')) return tree.stat(path)?.kind;
  const parent = folderOf(path);
  if (kindOf(repository, parent) !== 'folder') return undefined;
  const kind = kindsIn(repository, parent).get(nameOf(path));
  return kind === 'other' ? undefined : kind;
});

const kindsIn = keyedQuery(
  'repository.kindsIn',
  (repository: LintedRepository, folder) => new Map(listOf(repository, folder).map(({ name, kind }) => [name, kind])),
);

/** The slice of a list, sorted by path, that is below a folder. Two binary searches. */
export function entriesBelow(files: readonly FileEntry[], folder: string): readonly FileEntry[] {
  if (folder === '') return files;
  const from = firstNotBefore(files, `${folder}/`);
  const to = firstNotBefore(files, `${folder}0`); // '0' is the character after '/'
  return files.slice(from, to);
}

function firstNotBefore(files: readonly FileEntry[], key: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle]?.path ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
