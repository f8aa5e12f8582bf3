import type { Builtins } from '../config/form';
import type { RuleEntry } from '../config/types';
import { descriptionOf, published, publishedPage } from './describe';
import { defaultLevel } from './pack-settings';
import { ruleIndex } from './rule-list';

/** The file of a rule's page in `docs/rules/`. */
const pageName = (id: string): string => `${id.replace('/', '-')}.md`;

/** The files of `docs/rules/` by name: a page for each built-in rule, and an index. */
export async function documentationPages(builtins: Builtins): Promise<ReadonlyMap<string, string>> {
  const entries = builtins.plugins
    .flatMap((plugin) =>
      (plugin.rules ?? []).map((rule): RuleEntry => ({ id: `${plugin.name}/${rule.name}`, rule, plugin: plugin.name })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const listed = entries.map((entry) => ({
    description: descriptionOf(entry, published(builtins)),
    level: defaultLevel(builtins, entry.id),
    defaultLevel: defaultLevel(builtins, entry.id),
  }));
  return new Map([
    ['README.md', ruleIndex(listed, pageName)],
    ...(await Promise.all(
      entries.map(async (entry): Promise<[string, string]> => [pageName(entry.id), await publishedPage(entry, builtins)]),
    )),
  ]);
}
