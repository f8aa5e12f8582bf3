import { type Example, type FileEntry, type JsonSchema, quoteForShell, type Repository } from '../../src/api';
import { fits, globsSchema } from './globs';

/** A file that git tracks, and that isn't source code or a pointer to a file elsewhere. */
export interface CommittedFile {
  readonly path: string;
  /** The path in the example. */
  readonly inside: string;
  readonly bytes: number;
  /** The size in words, such as `586 KiB`. */
  readonly size: string;
  /** The command that takes it out of git and leaves it on disk, for the example's folder. */
  readonly remove: string;
}

export const allowSchema: JsonSchema = { ...globsSchema, description: 'globs of files to allow, relative to the example' };

/** The committed files of an example that aren't allowed and that `isMeant` asks for, in order. */
export function* committedFiles(
  { repository, folder, files }: Example,
  allow: readonly string[],
  isMeant: (inside: string, bytes: number) => boolean,
): Iterable<CommittedFile> {
  for (const entry of files) {
    if (!entry.tracked || entry.type !== 'file' || isSource.test(entry.path)) continue;
    const { path } = entry;
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    const bytes = repository.size(path) ?? 0;
    if (bytes === 0 || !isMeant(inside, bytes) || fits(allow, inside) || isPointer(repository, entry, bytes)) continue;
    yield { path, inside, bytes, size: sizeInWords(bytes), remove: quoteForShell(['git', 'rm', '--cached', inside]) };
  }
}

/** Written by hand, so never large enough to look at. */
const isSource = /\.(?:py|sh|md|ya?ml|toml|cfg|ini|ts|js|c|cc|cpp|cu|h|hpp|rs|go|java)$/;

/** A Git LFS or git-annex pointer, which takes the place of a file that is stored elsewhere. */
const isPointer = (repository: Repository, { path }: FileEntry, bytes: number): boolean =>
  bytes < 400 && /^(?:version https:\/\/git-lfs|\/?\.?annex|\.\.\/.*annex)/.test(repository.source(path)?.text ?? '');

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

const sizeInWords = (bytes: number): string =>
  bytes >= mebibyte
    ? `${(bytes / mebibyte).toFixed(1)} MiB`
    : bytes >= kibibyte
      ? `${Math.round(bytes / kibibyte)} KiB`
      : `${bytes} bytes`;
