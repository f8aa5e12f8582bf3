import picomatch from 'picomatch';

/**
 * Globs of the configuration, relative to the repository root, with the meaning that `.gitignore` gives them: one without a slash
 * before its end fits at any depth, and one that fits a folder fits all below it. Braces and `**` work as usual; `!` takes out again,
 * and the last glob that fits decides.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const steps = globs.map((glob) => {
    const negated = glob.startsWith('!');
    return { negated, fits: picomatch(spellOut(negated ? glob.slice(1) : glob), { dot: true, nonegate: true }) };
  });
  return (path) => {
    let included = false;
    for (const step of steps) if (step.negated === included && step.fits(path)) included = !step.negated;
    return included;
  };
}

/** The patterns of files that a glob stands for. */
export function spellOut(glob: string): string[] {
  const folderOnly = glob.endsWith('/');
  const body = glob.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  const anchored = body.includes('/') || /^\.?\//.test(glob);
  const start = anchored || body.startsWith('**') ? body : `**/${body}`;
  return folderOnly ? [`${start}/**`] : [start, `${start}/**`];
}

/** A text of the metadata against a text of the configuration: the same, or fitting it as a glob. */
export function fitsText(pattern: string, text: string): boolean {
  return pattern === text || (/[*?[{]/.test(pattern) && picomatch.isMatch(text, pattern, { dot: true }));
}
