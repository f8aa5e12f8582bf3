import type { Example } from '../model/targets';
import { compileGlobs } from '../text/glob';
import type { ConfigurationForm } from './form';
import { compileCondition } from './settings';
import type { Source } from './source';
import type { ConfigurationHint } from './types';

/**
 * Globs that fit none of the repository's files. Packs are written for many repositories, so only the person's own file is asked about;
 * and what is left out may well be absent, so `ignore` is not.
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

/** Overrides whose metadata or kind fits none of the examples. */
export function vainConditions(source: Source, examples: readonly Example[]): readonly ConfigurationHint[] {
  const form = source.value as ConfigurationForm;
  return (form.overrides ?? []).flatMap(({ metadata, kind, rules }, index) => {
    if (metadata === undefined && kind === undefined) return [];
    const condition = compileCondition({ metadata, kind, rules });
    if (examples.some((example) => condition.holds(example.path, example))) return [];
    const line = source.line(['overrides', index, metadata === undefined ? 'kind' : 'metadata']);
    return [
      { message: `the condition of this override (${condition.text}) fits no example`, origin: { name: source.name, line } },
    ];
  });
}
