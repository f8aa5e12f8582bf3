import type { RuleDescription } from '../api/finding';
import { defaultOptions, type Tables } from '../config/tables';
import type { Configuration, RuleEntry } from '../config/types';
import { listOf } from '../text/list-of';
import { internalRules } from './internal';

/** The given rules as reporters and the documentation see them, sorted by id. */
export function describeRules(configuration: Configuration, ids: Iterable<string>): readonly RuleDescription[] {
  return [...ids].sort().flatMap((id) => {
    const internal = internalRules.find((rule) => rule.id === id);
    if (internal) return [internal];
    const entry = configuration.rules.get(id);
    return entry ? [{ ...describeRule(entry, configuration.tables), ...addressOf(id, configuration.rulePages) }] : [];
  });
}

/** Where the page of a rule is, from the address that the configuration has for all. */
function addressOf(id: string, pages: string | undefined): Pick<RuleDescription, 'url'> {
  const [plugin = '', name = ''] = id.split('/').map(encodeURIComponent);
  return pages === undefined ? {} : { url: pages.replaceAll('{plugin}', () => plugin).replaceAll('{name}', () => name) };
}

const hasOnlyUnsafeFixes = ({ fixable, fixes }: RuleEntry['rule']): boolean =>
  fixable === 'unsafe' ||
  (!fixable && fixes !== undefined && Object.values(fixes).every((fix) => fix && listOf(fix).some((each) => each.unsafe)));

export const describeRule = ({ id, rule }: RuleEntry, tables: Tables): RuleDescription => ({
  id,
  docs: rule.docs,
  messages: rule.messages,
  fixable: Boolean(rule.fixable ?? rule.fixes !== undefined),
  ...(hasOnlyUnsafeFixes(rule) && { onlyUnsafeFixes: true }),
  ...(rule.deprecated !== undefined && { deprecated: rule.deprecated }),
  ...(rule.tag && { tag: rule.tag }),
  precision: rule.precision ?? 'high',
  ...(rule.options && { optionsSchema: rule.options.schema, optionsDefaults: defaultOptions(rule, tables) }),
});
