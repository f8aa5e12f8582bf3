import picomatch from 'picomatch';

/**
 * Globs with the meaning that `.gitignore` gives them, relative to one folder: a glob without a slash before its end fits at any
 * depth, one with a slash at its end fits folders only, and one that fits a folder fits all below it. Braces and `**` work as usual;
 * `!` takes out again what an earlier one took in: the last glob that fits a path or a folder above it decides. What is decided of a
 * folder is remembered.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const steps = globs.map(compile);
  const folders = new Map<string, number>([['', -1]]);

  /** The position of the last glob that fits a path or a folder above it. */
  function deciding(path: string, isFolder: boolean): number {
    const known = isFolder ? folders.get(path) : undefined;
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    let position = deciding(path.slice(0, Math.max(0, slash)), true);
    const name = path.slice(slash + 1);
    for (let index = steps.length - 1; index > position; index--) {
      if (steps[index]?.fits(path, name, isFolder)) position = index;
    }
    if (isFolder) folders.set(path, position);
    return position;
  }

  return (path) => {
    const position = deciding(path, false);
    return position >= 0 && steps[position]?.negated === false;
  };
}

interface Step {
  readonly negated: boolean;
  fits(path: string, name: string, isFolder: boolean): boolean;
}

function compile(glob: string): Step {
  const negated = glob.startsWith('!');
  const written = negated ? glob.slice(1) : glob;
  const foldersOnly = written.endsWith('/');
  const body = written.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  const anchored = body.includes('/') || /^\.?\//.test(written);
  const matches = picomatch(body, { dot: true, nonegate: true });
  return { negated, fits: (path, name, isFolder) => (isFolder || !foldersOnly) && matches(anchored ? path : name) };
}

/** A text against a text or glob of the configuration: the same, or fitting it. */
export function fitsText(pattern: string, text: string): boolean {
  return pattern === text || (/[*?[{]/.test(pattern) && picomatch.isMatch(text, pattern, { dot: true }));
}
