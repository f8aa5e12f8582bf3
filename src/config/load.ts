import { builtinPlugins, builtinSources } from '../cli/builtin';
import { assemble } from './assemble';
import { commandLineLayer } from './command-line';
import { placesIn } from './places';
import { configurationErrorOf } from './problems';
import type { Configuration } from './types';

export interface LoadOptions {
  /** Absolute path of the folder in which the command was started: mistakes name files relative to it. */
  readonly cwd: string;
  /** Absolute path of the repository's root, as `findRoot` gives it. */
  readonly root: string;
  /** `--config FILE`, relative to `cwd`. */
  readonly explicitFile?: string;
  /** False refuses configuration and plugins that are code. */
  readonly allowCode: boolean;
  /** `ID:SEVERITY`, in order. */
  readonly commandLineRules: readonly string[];
}

/**
 * Finds and reads the configuration of a repository: the one file at its root or the one that is named, the packs that it extends
 * and the plugins that they name. Without any file, the pack `cvl:recommended` applies, and nothing but built-in data is loaded.
 * Rejects with a ConfigurationError that holds every mistake that was found.
 */
export async function loadConfiguration(options: LoadOptions): Promise<Configuration> {
  const { root, explicitFile, commandLineRules } = options;
  if (explicitFile === undefined && placesIn(root).length === 0) {
    const { layer, problems } = commandLineLayer(
      commandLineRules,
      new Map(builtinPlugins.map((plugin) => [plugin.name, plugin])),
    );
    if (problems.length > 0) throw configurationErrorOf(problems);
    return assemble({ sources: builtinSources('recommended'), plugins: builtinPlugins, commandLine: layer, hints: [] });
  }
  const { findSource } = await import('./find-source');
  const { collect } = await import('./collect');
  const { source, surroundings, hints } = await findSource(options);
  const { sources, plugins, problems } = await collect(source, builtinPlugins, surroundings);
  const { layer, problems: unknown } = commandLineLayer(commandLineRules, plugins);
  if (problems.length + unknown.length > 0) throw configurationErrorOf([...problems, ...unknown]);
  return assemble({
    sources,
    own: source,
    plugins: [...plugins.values()],
    commandLine: layer,
    hints: [...hints, ...sources.flatMap((each) => each.hints)],
  });
}
