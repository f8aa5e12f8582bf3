import type { Plugin } from '../api/plugin';
import { assemble } from './assemble';
import { builtinSources, defaultPack } from './builtins';
import { configurationErrorOf } from './errors';
import type { FindOptions } from './find-source';
import { type Level, levels } from './form';
import { rulesOf, unknownRule, wrongSeverity } from './names';
import { placesIn } from './places';
import type { Layer } from './settings';
import type { Configuration, ConfigurationProblem } from './types';

export interface LoadOptions extends FindOptions {
  /** `ID:SEVERITY`, in order. */
  readonly commandLineRules: readonly string[];
  /** Plugins that fail while they're loaded, or may not run, are kept in the configuration instead of ending it. */
  readonly withoutFailed?: boolean;
  /** Plugins are loaded only where one of their packs is extended. */
  readonly packsOnly?: boolean;
}

/**
 * Finds and reads the configuration of a repository: the one file at its root or the one that is named, the packs that it extends
 * and the plugins that they name. Without any file, the pack `cvl:recommended` applies, and nothing but built-in data is loaded.
 * Rejects with a ConfigurationError that holds every mistake that was found.
 */
export async function loadConfiguration(options: LoadOptions): Promise<Configuration> {
  const { builtins, root, explicitFile, commandLineRules } = options;
  if (explicitFile === undefined && placesIn(root).length === 0) {
    const { plugins } = builtins;
    const { layer, problems } = commandLineLayer(commandLineRules, new Map(plugins.map((plugin) => [plugin.name, plugin])));
    if (problems.length > 0) throw configurationErrorOf(problems);
    return assemble({
      builtins,
      sources: builtinSources(builtins, defaultPack),
      plugins,
      commandLine: layer,
      hints: [],
      failures: [],
    });
  }
  const { findSource } = await import('./find-source');
  const { collect } = await import('./collect');
  const { source, surroundings, hints } = await findSource(options);
  const { packsOnly = false } = options;
  const { sources, plugins, problems, failures } = await collect(source, { ...surroundings, packsOnly });
  const { layer, problems: unknown } = commandLineLayer(commandLineRules, plugins);
  const mistakes = [...problems, ...unknown, ...(options.withoutFailed ? [] : failures)];
  if (mistakes.length > 0) throw configurationErrorOf(mistakes);
  return assemble({
    builtins,
    sources,
    own: source,
    plugins: [...plugins.values()],
    commandLine: layer,
    failures,
    hints: [...hints, ...sources.flatMap((each) => each.hints)],
  });
}

/** The settings of `--rule ID:SEVERITY`; they win over all others. */
function commandLineLayer(
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
        message: `--rule ${setting}: Write the id of a rule, a colon, and a severity, such as example/schema:warning.`,
      });
    else if (!known.has(id)) problems.push({ message: `--rule ${setting}: ${unknownRule(id, known, plugins)}` });
    else if (!levels.includes(level as Level)) problems.push({ message: `--rule ${setting}: ${wrongSeverity(id, level)}` });
    else rules.set(id, { level: level as Level, origin });
  }
  return { layer: { origin, rules }, problems };
}
