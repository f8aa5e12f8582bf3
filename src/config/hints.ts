import type { YamlPath } from '../languages/yaml';
import type { Example } from '../model/targets';
import { compileGlobs } from '../text/glob';
import type { ConfigurationForm } from './form';
import { compileCondition } from './settings';
import type { Source } from './source';
import type { ConfigurationHint, RuleEntry } from './types';

/**
 * Globs that match none of the repository's files. Packs are written for many repositories, so only the user's own file is checked;
 * and ignored files may well be absent, so `ignore` isn't.
 */
export function unmatchedGlobs(source: Source, files: readonly string[]): readonly ConfigurationHint[] {
  const form = source.value as ConfigurationForm;
  const hints: ConfigurationHint[] = [];
  const check = (glob: string, path: readonly (string | number)[], what: string): void => {
    if (glob.startsWith('!')) return;
    const fits = compileGlobs([glob]);
    if (!files.some(fits)) {
      hints.push({
        message: `The glob ${JSON.stringify(glob)} of this ${what} matches no file.`,
        origin: { name: source.name, line: source.line(path) },
      });
    }
  };
  for (const [index, { files: globs }] of (form.overrides ?? []).entries()) {
    if (typeof globs === 'string') check(globs, ['overrides', index, 'files'], 'override');
    else for (const [position, glob] of (globs ?? []).entries()) check(glob, ['overrides', index, 'files', position], 'override');
  }
  for (const [index, { files: glob }] of (form.suppressions ?? []).entries())
    check(glob, ['suppressions', index, 'files'], 'suppression');
  for (const [index, { files: glob }] of (form.examples?.markers ?? []).entries()) {
    check(glob, ['examples', 'markers', index, 'files'], 'marker');
  }
  return hints;
}

/** Where a configuration names rules, and how. */
export function namedRules(form: ConfigurationForm): readonly { readonly name: string; readonly path: YamlPath }[] {
  const keys = (rules: object | undefined, path: YamlPath) =>
    Object.keys(rules ?? {}).map((name) => ({ name, path: [...path, name] }));
  return [
    ...keys(form.rules, ['rules']),
    ...(form.overrides ?? []).flatMap(({ rules }, index) => keys(rules, ['overrides', index, 'rules'])),
    ...(form.suppressions ?? []).map(({ rule }, index) => ({ name: rule, path: ['suppressions', index, 'rule'] })),
  ];
}

/** Names that rules had before. They still work. */
export function oldNames(source: Source, renamed: ReadonlyMap<string, string>): readonly ConfigurationHint[] {
  return namedRules(source.value as ConfigurationForm).flatMap(({ name, path }) => {
    const id = renamed.get(name);
    if (id === undefined) return [];
    const message = `The rule ${name} is now called ${id}. Write that, or run \`cvl config migrate\`.`;
    return { message, origin: { name: source.name, line: source.line(path) } };
  });
}

/** Rules that are set and will go away. */
export function deprecatedRules(source: Source, rules: ReadonlyMap<string, RuleEntry>): readonly ConfigurationHint[] {
  return namedRules(source.value as ConfigurationForm).flatMap(({ name, path }) => {
    const deprecated = rules.get(name)?.rule.deprecated;
    const message = `The rule ${name} is deprecated. ${deprecated}`;
    return deprecated === undefined ? [] : { message, origin: { name: source.name, line: source.line(path) } };
  });
}

/** Overrides whose metadata or kind matches none of the examples. */
export function unmatchedConditions(source: Source, examples: readonly Example[]): readonly ConfigurationHint[] {
  const form = source.value as ConfigurationForm;
  return (form.overrides ?? []).flatMap(({ metadata, kind, rules }, index) => {
    if (metadata === undefined && kind === undefined) return [];
    const condition = compileCondition({ metadata, kind, rules });
    if (examples.some((example) => condition.holds(example.path, example))) return [];
    const line = source.line(['overrides', index, metadata === undefined ? 'kind' : 'metadata']);
    return [
      { message: `The condition of this override (${condition.text}) matches no example.`, origin: { name: source.name, line } },
    ];
  });
}
