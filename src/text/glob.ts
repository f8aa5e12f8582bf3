import { globMatcher } from './glob-matcher';

/**
 * Compiles globs with their `.gitignore` meaning, relative to one folder. A glob without a slash before its end matches at any depth,
 * one with a slash at its end matches only folders, and one that matches a folder matches everything below it. Braces and `**` work
 * as usual. `!` excludes what an earlier glob includes: the last glob that matches a path or a folder above it decides. Decisions
 * about folders are remembered.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const steps = globs.map(compile);
  const folders = new Map<string, number>([['', -1]]);

  /** The position of the last glob that matches a path or a folder above it. */
  function deciding(path: string, isFolder: boolean): number {
    const known = isFolder ? folders.get(path) : undefined;
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    let position = deciding(path.slice(0, Math.max(0, slash)), true);
    const name = path.slice(slash + 1);
    for (let index = steps.length - 1; index > position; index--) {
      if (steps[index]?.matches(path, name, isFolder)) position = index;
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
  matches(path: string, name: string, isFolder: boolean): boolean;
}

function compile(glob: string): Step {
  const negated = glob.startsWith('!');
  const written = negated ? glob.slice(1) : glob;
  const foldersOnly = written.endsWith('/');
  const body = written.replace(/^(\.?\/)+/, '').replace(/(?<!\/)\/+$/, '');
  const anchored = body.includes('/') || /^\.?\//.test(written);
  const isMatch = globMatcher([body]);
  return { negated, matches: (path, name, isFolder) => (isFolder || !foldersOnly) && isMatch(anchored ? path : name) };
}

/** Whether a text is the pattern of the configuration, or matches it as a glob. */
export function fitsText(pattern: string, text: string): boolean {
  return pattern === text || (/[*?[{]/.test(pattern) && globMatcher([pattern])(text));
}
