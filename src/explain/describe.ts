import type { RuleDescription } from '../api/finding';
import { defaultLevel, isBuiltin, packLevels } from '../config/defaults';
import type { Configuration, RuleEntry } from '../config/types';
import { writeHistory } from './history';
import type { ListedRule } from './rule-list';
import { rulePage } from './rule-page';

function descriptionOf({ id, rule }: RuleEntry): RuleDescription {
  const level = defaultLevel(id);
  return {
    id,
    docs: rule.docs,
    messages: rule.messages,
    fixable: rule.fixable ?? false,
    precision: rule.precision ?? 'high',
    ...(rule.options && { optionsSchema: rule.options.schema, optionsDefaults: rule.options.defaults }),
    ...(level !== 'off' && { severity: level }),
  };
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
  return [
    packLevels(id)
      .map(({ pack, level }, index) => `${index === 0 ? level.charAt(0).toUpperCase() + level.slice(1) : level} in \`${pack}\``)
      .join(', '),
  ];
}
