import type { Plugin } from '../api/plugin';
import type { Rule } from '../api/rule';
import { nameValue } from '../schema/words';
import { closest } from '../text/closest';
import { globMatcher } from '../text/glob-matcher';
import { question } from '../text/sentence';
import { levels } from './form';

export function unknownRule(id: string, rules: ReadonlyMap<string, unknown>, plugins: ReadonlyMap<string, unknown>): string {
  if (isRuleGlob(id)) return `No rule matches ${JSON.stringify(id)}. \`cvl rules\` lists those that exist.`;
  const start = `There is no rule ${JSON.stringify(id)}`;
  const family = id.split('/')[0] ?? '';
  const exact = [...rules.keys()].filter((known) => known.split('/')[1] === id);
  const match = exact.length === 1 ? exact[0] : closest(id, rules.keys());
  if (match !== undefined) return `${start}.${question(match)}`;
  if (!id.includes('/')) return `${start}. The id of a rule has the form plugin/rule.`;
  if (!plugins.has(family))
    return `${start}, because no plugin ${JSON.stringify(family)} is loaded. Name its package or file in "plugins".`;
  return `${start}. \`cvl rules\` lists those that exist.`;
}

/** What other tools call our severities. */
const otherWords = new Map<unknown, string>([
  [0, 'off'],
  [1, 'warning'],
  [2, 'error'],
  [false, 'off'],
  ['none', 'off'],
  ['warn', 'warning'],
  ['note', 'info'],
  ['hint', 'info'],
]);

export function wrongSeverity(id: string, level: unknown): string {
  const meant = otherWords.get(level);
  const close = meant ?? (typeof level === 'string' ? closest(level, levels) : undefined);
  return `The severity of ${id} must be off, info, warning, or error, not ${nameValue(level)}.${question(close)}`;
}

export function rulesOf(plugins: ReadonlyMap<string, Plugin>): ReadonlyMap<string, Rule> {
  const rules = [...plugins.values()].flatMap((plugin) =>
    (plugin.rules ?? []).map((rule): [string, Rule] => [`${plugin.name}/${rule.name}`, rule]),
  );
  return new Map(rules.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a name of the configuration can stand for several rules, such as `docker/*`. */
export const isRuleGlob = (name: string): boolean => /[*?[{]/.test(name);

/** The id of each rule that had another name before, by that name. */
export function renamedRules(rules: ReadonlyMap<string, Pick<Rule, 'formerNames'>>): ReadonlyMap<string, string> {
  const former = [...rules].flatMap(([id, { formerNames = [] }]) => formerNames.map((name): [string, string] => [name, id]));
  return new Map(former.filter(([name]) => !rules.has(name)));
}

/**
 * The ids that a name stands for: itself, the rule that had this name before, or those that a glob matches. Wildcards match slashes too.
 */
export function rulesNamed(
  name: string,
  ids: Iterable<string>,
  renamed: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  if (!isRuleGlob(name)) return [renamed.get(name) ?? name];
  return [...ids].filter(globMatcher([name], { slashes: true }));
}
