import { ConfigurationError } from '../../config/errors';
import { unknownRule } from '../../config/names';
import type { Configuration } from '../../config/types';
import { openConfiguration } from '../../engine/project';
import { listRule, pageFor } from '../../explain/describe';
import { configurationOptions } from '../flags';
import { reportsInSamples } from '../sample-reports';
import type { Surroundings } from './surroundings';

const openHere = ({ cwd, flags, root }: Surroundings) =>
  openConfiguration({ cwd, ...configurationOptions({ ...flags, rule: [] }, { root }) });

/** The page of a rule, in Markdown. Throws ConfigurationError where there is none. */
export async function rulePageOf(surroundings: Surroundings, id: string): Promise<string> {
  const opened = await openHere(surroundings);
  const { configuration } = opened;
  const entry = configuration.rules.get(id);
  if (!entry) throw new ConfigurationError(unknownRule(id, configuration.rules, pluginNames(configuration)));
  const reports = await reportsInSamples([entry], opened);
  return pageFor(entry, configuration, reports.get(id) ?? []);
}

/** A line for each rule: its id, its severity here, and what it demands. */
export async function ruleList(surroundings: Surroundings): Promise<readonly { readonly id: string; readonly text: string }[]> {
  const { configuration } = await openHere(surroundings);
  return [...configuration.rules.values()].map((entry) => {
    const { description, level } = listRule(entry, configuration);
    return { id: entry.id, text: `${entry.id} (${level}): ${description.docs.summary}` };
  });
}

const pluginNames = ({ plugins }: Configuration): ReadonlyMap<string, unknown> =>
  new Map(plugins.map((plugin) => [plugin.name, plugin]));
