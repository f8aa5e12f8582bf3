import type { Plugin } from '../api/plugin';
import { type Level, levels } from './form';
import { rulesOf, unknownRule, wrongSeverity } from './names';
import type { Layer } from './settings';
import type { ConfigurationProblem } from './types';

/** The settings of `--rule ID:SEVERITY`; they win over all others. */
export function commandLineLayer(
  settings: readonly string[],
  plugins: ReadonlyMap<string, Plugin>,
): { readonly layer: Layer; readonly problems: readonly ConfigurationProblem[] } {
  const origin = { name: 'command line' };
  const known = rulesOf(plugins);
  const rules = new Map<string, { level: Level; origin: typeof origin }>();
  const problems: ConfigurationProblem[] = [];
  for (const setting of settings) {
    const [, id, level] = /^(.*):([^:]*)$/.exec(setting) ?? [];
    if (id === undefined)
      problems.push({
        message: `--rule ${setting}: write the id of a rule, a colon and a severity, such as example/schema:warning`,
      });
    else if (!known.has(id)) problems.push({ message: `--rule ${setting}: ${unknownRule(id, known, plugins)}` });
    else if (!levels.includes(level as Level)) problems.push({ message: `--rule ${setting}: ${wrongSeverity(id, level)}` });
    else rules.set(id, { level: level as Level, origin });
  }
  return { layer: { origin, rules }, problems };
}
