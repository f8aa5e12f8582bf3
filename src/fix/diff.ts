import { createTwoFilesPatch } from 'diff';

/** The changes as a unified diff for `git apply`, sorted by file. */
export function describeFixes(texts: ReadonlyMap<string, string>, before: (file: string) => string | undefined): string {
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before(file) ?? '', text, undefined, undefined, { context: 3 }),
    )
    .map((patch) => patch.replace(/^=+\n/, ''))
    .join('');
}
