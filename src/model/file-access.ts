import { decode } from '../text/decode';
import { folderOf, isBelow, nameOf } from '../text/path';
import type { SourceFile } from '../text/span';
import { isPythonPath } from './file-kinds';
import { filesOf } from './file-list';
import { hashOf } from './hash';
import type { Change, LintedRepository } from './linted-repository';
import { costlyGround, ground, keyedQuery } from './query';
import type { Repository } from './targets';
import type { Answer } from './tracing';

/** Larger texts aren't kept in memory: no script, metadata, or Python file has 32 MiB. */
const maxTextBytes = 32 * 1024 * 1024;

/** What the system says of a file, by which a change is seen without reading it. Undefined if the tree can't say. */
export const stampOf = keyedQuery('repository.stamp', ({ tree }: LintedRepository, path) => tree.stamp?.(path));

/** A file's decoded text. Undefined if it can't be read. */
export const sourceOf = ground('repository.source', (repository: LintedRepository, path): SourceFile | undefined => {
  const { overlay, tree, reading } = repository;
  const text = overlay.get(path);
  if (text !== undefined) return { path, text };
  stampOf(repository, path); // before it's read: what changes while it's read is seen later
  const bytes = tree.read(path, maxTextBytes);
  if (!bytes) return undefined;
  reading.files++;
  reading.bytes += bytes.length;
  const decoded = decode(bytes);
  return decoded.binary ? undefined : { path, text: decoded.text };
});

/** Why a file has no text. Undefined if it has one. */
export const whyUnreadable = (repository: LintedRepository, path: string): ReturnType<Repository['unreadable']> =>
  repository.source(path) ? undefined : whyWithoutText(repository, path);

const whyWithoutText = ground(
  'repository.unreadable',
  (repository: LintedRepository, path): ReturnType<Repository['unreadable']> => {
    const { tree } = repository;
    stampOf(repository, path);
    const stat = tree.stat(path);
    if (!stat) return 'missing';
    if (stat.kind === 'folder') return 'a folder';
    if (stat.size > maxTextBytes) return 'too large';
    return tree.read(path) ? 'not text' : 'not permitted';
  },
);

export const sizeOf = ground('repository.size', ({ tree }: LintedRepository, path): number | undefined => tree.stat(path)?.size);

/** What the bytes of a file that's read as a stream can be told by: its stamp, else a hash. Undefined if it can't be read. */
export const contentOf = ground('repository.content', (repository: LintedRepository, path): string | undefined => {
  const stamp = stampOf(repository, path);
  const bytes = stamp === undefined ? repository.tree.read(path) : undefined;
  return bytes ? hashOf(bytes) : stamp;
});

export const listOf = ground('repository.list', ({ tree }: LintedRepository, folder) => tree.list(folder));

/** Paths of texts that aren't as on disk. */
const unsaved = ground('repository.unsaved', ({ overlay }: LintedRepository): readonly string[] => [...overlay.keys()].sort());

const kindElsewhere = ground('repository.kindElsewhere', ({ tree }: LintedRepository, path) => tree.stat(path)?.kind);

/** Most lookups are for paths that don't exist, such as the places where a module could be, so each folder is listed once. */
export const kindOf = costlyGround('repository.kind', (repository: LintedRepository, path): 'file' | 'folder' | undefined => {
  if (unsaved(repository, '').includes(path)) return 'file';
  if (path === '') return 'folder';
  if (path.startsWith('/') || path.split('/').includes('..')) return kindElsewhere(repository, path);
  const parent = folderOf(path);
  if (kindOf(repository, parent) !== 'folder') return undefined;
  const kind = kindsIn(repository, parent).get(nameOf(path));
  return kind === 'other' ? undefined : kind;
});

const kindsIn = keyedQuery(
  'repository.kindsIn',
  (repository: LintedRepository, folder) => new Map(listOf(repository, folder).map(({ name, kind }) => [name, kind])),
);

/**
 * The names of a folder's subfolders and Python files: what imports can find there. Most imports are of modules that are installed, so
 * this is asked once, rather than for every place where a module could be.
 */
const importableIn = costlyGround('repository.importableIn', (repository: LintedRepository, folder): readonly string[] => {
  const overlaid = unsaved(repository, '').flatMap((path) => (folderOf(path) === folder ? nameOf(path) : []));
  const listed = listOf(repository, folder).flatMap(({ name, kind }) => (kind === 'folder' || isPythonPath(name) ? name : []));
  return [...new Set([...listed, ...overlaid])];
});

const importableNames = keyedQuery(
  'repository.importableNames',
  (repository: LintedRepository, folder) => new Set(importableIn(repository, folder)),
);

/** What is at the path of a module or a package. */
export function importableKind(repository: LintedRepository, path: string): 'file' | 'folder' | undefined {
  const isInside = !path.startsWith('/') && !path.split('/').includes('..');
  return isInside && !mayHold(repository, folderOf(path), nameOf(path)) ? undefined : kindOf(repository, path);
}

const mayHold = (repository: LintedRepository, folder: string, name: string): boolean =>
  (folder === '' || mayHold(repository, folderOf(folder), nameOf(folder))) && importableNames(repository, folder).has(name);

export const isGit = ground('repository.isGit', ({ tree }: LintedRepository) => tree.git);

/** What reads the tree itself: the content of files, where a stamp tells whether it's another one, and the rest. */
const contents = [sourceOf, whyWithoutText, contentOf];
const inputs = [stampOf, sizeOf, listOf, kindElsewhere, ...contents];
const listings = [isGit, filesOf];

/** What a change may give another answer to. */
export function* touchedBy(repository: LintedRepository, { tree, overlay, paths }: Change): Iterable<Answer> {
  const texts = overlay ? changedTexts(repository.overlay, overlay) : [];
  const changed = [...texts, ...(paths ?? [])];
  const isOther = tree !== undefined && paths === undefined;
  const hasStamps = (tree ?? repository.tree).stamp !== undefined;
  if (overlay) yield* unsaved.answers(repository);
  if (tree) for (const listing of listings) yield* listing.answers(repository);
  for (const input of inputs) {
    const isAll = isOther && !(hasStamps && (contents as readonly unknown[]).includes(input));
    for (const answer of input.answers(repository)) if (isAll || isTouched(answer.key, changed, repository)) yield answer;
  }
}

const changedTexts = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));

/** A path is touched by a change of itself, of a folder above it, of what is below it, and by any change if a link leads to it. */
const isTouched = (path: string, changed: readonly string[], { tree }: LintedRepository): boolean =>
  changed.length > 0 &&
  (path.startsWith('/') ||
    path.split('/').includes('..') ||
    tree.linked?.has(path) === true ||
    changed.some((each) => each === path || isBelow(each, path) || isBelow(path, each)));
