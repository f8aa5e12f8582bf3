import type { RuleDescription } from '../api/finding';
import { defaultLevel, isBuiltin, packSettings } from '../config/defaults';
import type { Configuration, RuleEntry } from '../config/types';
import { describeRule } from '../engine/describe';
import { writeHistory } from './history';
import type { ListedRule } from './rule-list';
import { rulePage } from './rule-page';

/** What a reporter may tell of a rule, with its severity in `cvl:recommended`. */
export function descriptionOf(entry: RuleEntry): RuleDescription {
  const level = defaultLevel(entry.id);
  return { ...describeRule(entry), ...(level !== 'off' && { severity: level }) };
}

/** A rule with what it is set to by a configuration, for files without overrides. */
export function listRule(entry: RuleEntry, configuration: Configuration): ListedRule {
  return {
    description: descriptionOf(entry),
    level: configuration.setting(entry.id, '', undefined).severity,
    defaultLevel: defaultLevel(entry.id),
  };
}

/** The page of a rule as it stands in `docs/rules/`: where it is on is told by the built-in packs. */
export const publishedPage = (entry: RuleEntry): string =>
  rulePage(descriptionOf(entry), { scope: entry.rule.scope, where: packLines(entry.id) });

/** The page of a rule for one repository: what is set here comes first. */
export function pageFor(entry: RuleEntry, configuration: Configuration): string {
  const here = `Here: ${writeHistory(configuration.setting(entry.id, '', undefined))}`;
  return rulePage(descriptionOf(entry), {
    scope: entry.rule.scope,
    where: [here, ...(isBuiltin(entry.id) ? packLines(entry.id) : [])],
  });
}

function packLines(id: string): readonly string[] {
  const words = packSettings(id).map(({ pack, setting }) => {
    const set = new Set(setting.history.flatMap(({ options }) => options ?? []));
    return `${setting.severity} in \`${pack}\`${set.size > 0 && setting.severity !== 'off' ? `, which sets ${[...set].map((name) => `\`${name}\``).join(', ')}` : ''}`;
  });
  return words.map((line) => line.charAt(0).toUpperCase() + line.slice(1));
}
