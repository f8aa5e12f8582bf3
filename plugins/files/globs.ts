import picomatch from 'picomatch';
import { query } from '../../src/api';

/**
 * Whether a path fits one of the globs; names that begin with a dot fit as well, except those of git's own files. Options are the
 * same object for many examples, so each list is compiled once.
 */
export const fits = (globs: readonly string[], path: string): boolean => matcherOf(globs)(path);

const matcherOf = query('files.globs', (globs: readonly string[]): ((path: string) => boolean) =>
  globs.length > 0 ? picomatch([...globs], { dot: true, ignore: '**/.git*' }) : () => false,
);
