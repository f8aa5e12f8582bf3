import picomatch from 'picomatch';

const compiled = new WeakMap<readonly string[], (path: string) => boolean>();

/**
 * Whether a path fits one of the globs; names that begin with a dot fit as well, except those of git's own files. Options are the
 * same object for many examples, so each list is compiled once.
 */
export function fits(globs: readonly string[], path: string): boolean {
  let matches = compiled.get(globs);
  if (!matches) {
    matches = globs.length > 0 ? picomatch([...globs], { dot: true, ignore: '**/.git*' }) : () => false;
    compiled.set(globs, matches);
  }
  return matches(path);
}
