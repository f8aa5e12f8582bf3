import { compileGlobs } from '../sources/text/glob';
import type { ConfigurationForm } from './form';
import type { Source } from './source';
import type { ConfigurationHint } from './types';

/**
 * What a configuration says in vain: globs that fit none of the repository's files, and rules of an override that repeat what the same
 * file sets anyway. Built-in packs and those of packages are written for many repositories, so only the person's own file is asked about.
 */
export function vainGlobs(source: Source, files: readonly string[]): readonly ConfigurationHint[] {
  const form = source.value as ConfigurationForm;
  const hints: ConfigurationHint[] = [];
  const check = (glob: string, path: readonly (string | number)[], what: string): void => {
    if (glob.startsWith('!')) return;
    const fits = compileGlobs([glob]);
    if (!files.some(fits)) {
      hints.push({
        message: `${what} ${JSON.stringify(glob)} fits no file`,
        origin: { name: source.name, line: source.line(path) },
      });
    }
  };
  for (const [index, { files: globs }] of (form.overrides ?? []).entries()) {
    if (typeof globs === 'string') check(globs, ['overrides', index, 'files'], 'the glob of this override');
    else
      for (const [position, glob] of (globs ?? []).entries())
        check(glob, ['overrides', index, 'files', position], 'the glob of this override');
  }
  for (const [index, { files: glob }] of (form.suppressions ?? []).entries())
    check(glob, ['suppressions', index, 'files'], 'the glob of this suppression');
  for (const [index, { files: glob }] of (form.examples?.markers ?? []).entries()) {
    check(glob, ['examples', 'markers', index, 'files'], 'the glob of this marker');
  }
  return hints;
}
