import { posix } from 'node:path';
import { type Example, folderOf, isBehindLink, nameOf, type Repository, type Span } from '../../src/api';

/** A script, a Dockerfile, or other code of the example mentions the folder that isn't there, so it may make or fetch it. */
export function isMade(path: string, written: string, { repository, folder }: Example): boolean {
  if (repository.kind(folderOf(path)) === 'folder') return mentions(nameOf(path), written, repository, folder);
  return mentions(written.split('/').find((part) => part !== '.' && part !== '') ?? written, written, repository, folder);
}

const mentions = (word: string, written: string, repository: Repository, folder: string): boolean =>
  repository
    .filesBelow(folder)
    .filter(({ path }) => /\.(sh|bash|py)$|Dockerfile|Makefile/.test(path))
    .some(({ path }) => repository.source(path)?.text.replaceAll(written, '').includes(word));

/** The README names the weights, so it says where they come from. */
export const isExplained = (name: string, { repository, folder }: Example): boolean =>
  repository.filesBelow(folder).some(({ path }) => /\.md$/i.test(path) && repository.source(path)?.text.includes(name));

/** The files of `_base_` that are meant to be in the repository and aren't, and those of the files that are. */
export function* missingBases(
  path: string,
  repository: Repository,
  seen: Set<string>,
): Iterable<{ readonly at: Span; readonly path: string }> {
  if (seen.has(path)) return;
  seen.add(path);
  const text = repository.source(path)?.text ?? '';
  const head = /^_base_ ?= ?/m.exec(text);
  if (!head) return;
  const offset = head.index + head[0].length;
  const closing = ({ '[': ']', '(': ')' } as const)[text[offset] ?? ''] ?? '\n';
  const end = text.indexOf(closing, offset);
  for (const { 1: base = '', index } of text.slice(offset, end < 0 ? undefined : end).matchAll(/["']([^"'\n]*)["']/g)) {
    const target = /^[\w.][\w./-]*\.(py|ya?ml|json)$/.test(base) ? posix.join(folderOf(path), base) : undefined;
    if (target === undefined || target.startsWith('../')) continue;
    if (repository.kind(target) !== undefined) yield* missingBases(target, repository, seen);
    if (repository.kind(target) !== undefined || repository.isIgnored(target)) continue;
    if (isBehindLink(repository, folderOf(target)) || mentions(nameOf(target), base, repository, folderOf(path))) continue;
    yield { at: { file: path, start: offset + index, end: offset + index + base.length + 2 }, path: base };
  }
}
