import type { Plugin } from '../api/plugin';
import { assemble } from './assemble';
import { builtinSources, defaultPack } from './builtins';
import { configurationErrorOf } from './errors';
import type { FindOptions } from './find-source';
import { type Level, levels } from './form';
import { renamedRules, rulesNamed, rulesOf, unknownRule, wrongSeverity } from './names';
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
    const { layer, selected, problems } = commandLineLayer(
      commandLineRules,
      new Map(plugins.map((plugin) => [plugin.name, plugin])),
    );
    if (problems.length > 0) throw configurationErrorOf(problems);
    return assemble({
      builtins,
      sources: builtinSources(builtins, defaultPack),
      plugins,
      commandLine: layer,
      ...(selected && { selected }),
      hints: [],
      failures: [],
    });
  }
  const { findSource } = await import('./find-source');
  const { collect } = await import('./collect');
  const { source, surroundings, hints } = await findSource(options);
  const { packsOnly = false } = options;
  const { sources, plugins, problems, failures } = await collect(source, { ...surroundings, packsOnly });
  const { layer, selected, problems: unknown } = commandLineLayer(commandLineRules, plugins);
  const mistakes = [...problems, ...unknown, ...(options.withoutFailed ? [] : failures)];
  if (mistakes.length > 0) throw configurationErrorOf(mistakes);
  return assemble({
    builtins,
    sources,
    own: source,
    plugins: [...plugins.values()],
    commandLine: layer,
    ...(selected && { selected }),
    failures,
    hints: [...hints, ...sources.flatMap((each) => each.hints)],
  });
}

interface CommandLine {
  readonly layer: Layer;
  readonly selected?: ReadonlySet<string>;
  readonly problems: readonly ConfigurationProblem[];
}

/** The settings of `--rule ID:SEVERITY`, which win over all others, and the selection of `--rule ID`. */
function commandLineLayer(settings: readonly string[], plugins: ReadonlyMap<string, Plugin>): CommandLine {
  const origin = { name: 'command line' };
  const known = rulesOf(plugins);
  const renamed = renamedRules(known);
  const rules = new Map<string, { level: Level; origin: typeof origin }>();
  const selected = new Set<string>();
  const problems: ConfigurationProblem[] = [];
  for (const setting of settings) {
    const [, name = setting, level] = /^(.*):([^:]*)$/.exec(setting) ?? [];
    const ids = rulesNamed(name, known.keys(), renamed).filter((id) => known.has(id));
    if (ids.length === 0) problems.push({ message: `--rule ${setting}: ${unknownRule(name, known, plugins)}` });
    else if (level === undefined) for (const id of ids) selected.add(id);
    else if (!levels.includes(level as Level)) problems.push({ message: `--rule ${setting}: ${wrongSeverity(name, level)}` });
    else for (const id of ids) rules.set(id, { level: level as Level, origin });
  }
  return { layer: { origin, rules }, ...(selected.size > 0 && { selected }), problems };
}
