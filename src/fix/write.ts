import type { Finding } from '../api/finding';
import { assertUnchanged, type Original, readOriginal } from '../files/original';
import { reasonOf, WriteError } from '../files/problem';
import { type Change, replaceFiles } from '../files/replace';
import { undisturbed } from '../files/signals';
import { decode } from '../text/decode';
import { editBytes } from './edit-bytes';
import type { Fixed } from './edits';

/** A file whose fixes weren't written. */
export interface Unwritten {
  readonly file: string;
  /** Why, in a sentence or two. */
  readonly reason: string;
  /** On purpose, as behind a link: not a failure. */
  readonly refused: boolean;
}

/**
 * Writes what the fixes change, and returns the files that it couldn't write. A fix of several files is written to all of them or to
 * none, and so are the fixes that share a file with it. `text` is what the findings were found in: a file that differs from it by
 * now is left as it is.
 */
export async function writeFixes(
  root: string,
  fixed: Fixed,
  text: (file: string) => string | undefined,
): Promise<readonly Unwritten[]> {
  const unwritten: Unwritten[] = [];
  for (const files of filesFixedTogether(fixed.applied)) {
    const changed = files.filter((file) => fixed.edits.has(file));
    unwritten.push(...(await undisturbed(() => writeTogether(root, changed, fixed, text))));
  }
  return unwritten;
}

function writeTogether(
  root: string,
  files: readonly string[],
  { edits, texts }: Fixed,
  text: (file: string) => string | undefined,
): readonly Unwritten[] {
  const unwritten: Unwritten[] = [];
  const names = new Map<string, string>();
  const changes: Change[] = [];
  for (const file of files) {
    try {
      const original = readOriginal(root, file);
      if (decode(original.bytes).text !== text(file)) throw new WriteError('It has changed since it was linted.');
      const bytes = editBytes(original.bytes, edits.get(file) ?? [], texts.get(file) ?? '');
      if (!bytes) throw new WriteError('The fix does not fit the bytes of the file, whose encoding is broken there.', true);
      names.set(original.path, file);
      changes.push(changeOf(original, bytes));
    } catch (error) {
      unwritten.push(unwrittenOf(file, error));
    }
  }
  if (unwritten.length > 0) return unwritten;
  return replaceFiles(changes).map(({ path, error }) => unwrittenOf(names.get(path) ?? path, error));
}

const changeOf = (original: Original, bytes: Uint8Array): Change => ({
  path: original.path,
  bytes,
  was: original.stat,
  check: () => assertUnchanged(original),
});

const unwrittenOf = (file: string, error: unknown): Unwritten => ({
  file,
  reason: reasonOf(error),
  refused: error instanceof WriteError && error.refused,
});

/** The files in groups that no fix reaches across, in the order of the findings. */
function filesFixedTogether(findings: readonly Finding[]): Iterable<readonly string[]> {
  const groups = new Map<string, Set<string>>();
  for (const { fix = [] } of findings) {
    const files = [...new Set(fix.map(({ file }) => file))];
    const group = new Set(files.flatMap((file) => [...(groups.get(file) ?? [file])]));
    for (const file of group) groups.set(file, group);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}
