import type { RuleDescription } from '../api/finding';
import { builtinSources, defaultPack, isBuiltinFamily } from '../config/builtins';
import type { Builtins } from '../config/form';
import { tablesOf } from '../config/tables';
import type { Configuration, RuleEntry } from '../config/types';
import { describeRule } from '../engine/describe';
import { writeHistory } from './history';
import { defaultLevel, packSettings } from './pack-settings';
import type { ListedRule } from './rule-list';
import { rulePage } from './rule-page';
import { type SampleReports, sampleReports } from './sample-reports';

type Surroundings = Pick<Configuration, 'builtins' | 'tables'>;

/** A rule as reporters show it, with its severity in `cvl:recommended`. */
export function descriptionOf(entry: RuleEntry, { builtins, tables }: Surroundings): RuleDescription {
  const level = defaultLevel(builtins, entry.id);
  return { ...describeRule(entry, tables), ...(level !== 'off' && { severity: level }) };
}

/** The built-in packs and their tables, for pages that aren't about a repository. */
export const published = (builtins: Builtins): Surroundings => ({
  builtins,
  tables: tablesOf(builtinSources(builtins, defaultPack)),
});

/** A rule with its configured severity, before overrides. */
export function listRule(entry: RuleEntry, configuration: Configuration): ListedRule {
  return {
    description: descriptionOf(entry, configuration),
    level: configuration.setting(entry.id, '', undefined).severity,
    defaultLevel: defaultLevel(configuration.builtins, entry.id),
  };
}

/** The page of a rule in `docs/rules/`, with its severity in the built-in packs. */
export async function publishedPage(entry: RuleEntry, builtins: Builtins): Promise<string> {
  const surroundings = published(builtins);
  const reports = await sampleReports(entry, surroundings);
  const { scope } = entry.rule;
  return rulePage(descriptionOf(entry, surroundings), { scope, where: packLines(builtins, entry.id), reports });
}

/** The page of a rule for one repository. Its setting there comes first. `columns`: how wide the code of options may be. */
export function pageFor(entry: RuleEntry, configuration: Configuration, reports: SampleReports, columns?: number): string {
  const { builtins } = configuration;
  const here = `Here: ${writeHistory(configuration.setting(entry.id, '', undefined))}`;
  const known = isBuiltinFamily(builtins, entry.plugin) ? packLines(builtins, entry.id) : [];
  return rulePage(descriptionOf(entry, configuration), { scope: entry.rule.scope, where: [here, ...known], reports, columns });
}

function packLines(builtins: Builtins, id: string): readonly string[] {
  const words = packSettings(builtins, id).map(({ pack, setting }) => {
    const set = new Set(setting.history.flatMap(({ options }) => options ?? []));
    return `${setting.severity} in \`${pack}\`${set.size > 0 && setting.severity !== 'off' ? `, which sets ${[...set].map((name) => `\`${name}\``).join(', ')}` : ''}`;
  });
  return words.map((line) => line.charAt(0).toUpperCase() + line.slice(1));
}
