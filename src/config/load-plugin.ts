import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from '../api/plugin';
import { loadModule } from './code';
import { messageOf } from './message';
import { findPackage, isFile, isInside, isPackageName, isPath, packageEntry, readManifest } from './packages';
import { refusePlugin } from './plugins';
import type { Source } from './source';
import type { ConfigurationProblem } from './types';

/** Where a plugin is named. */
export interface PluginPlace {
  readonly source: Source;
  readonly at: ConfigurationProblem['at'];
}

interface Surroundings {
  readonly root: string;
  readonly allowCode: boolean;
  readonly confinedTo: readonly string[] | undefined;
  /** Modules by file, so that one that is named in two places is one plugin. */
  readonly modules: Map<string, unknown>;
}

/** Loads what an entry of `plugins` names; gives the mistake where that cannot be used. */
export async function loadPlugin(
  entry: unknown,
  { source, at }: PluginPlace,
  surroundings: Surroundings,
): Promise<Plugin | ConfigurationProblem> {
  if (typeof entry !== 'string') {
    const refused = refusePlugin(entry);
    return refused === undefined ? (entry as Plugin) : { message: `the plugin cannot be used: ${refused}`, at };
  }
  const name = JSON.stringify(entry);
  if (!surroundings.allowCode) return { message: `the plugin ${name} is code, which --no-config-code refuses`, at };
  const found = isPath(entry) ? pluginByPath(entry, source, surroundings) : pluginOfPackage(entry, source, surroundings);
  if ('refused' in found) return { message: found.refused, at };
  try {
    const { modules, root } = surroundings;
    const file = realpathSync(found.file);
    if (!modules.has(file)) modules.set(file, await loadModule(file, root));
    const plugin = modules.get(file);
    const refused = refusePlugin(plugin);
    return refused === undefined ? (plugin as Plugin) : { message: `the plugin ${name} cannot be used: ${refused}`, at };
  } catch (error) {
    return { message: `the plugin ${name} failed to load: ${messageOf(error)}`, at };
  }
}

type Found = { readonly file: string } | { readonly refused: string };

function pluginByPath(name: string, source: Source, { confinedTo }: Surroundings): Found {
  const path = resolve(source.folder, name);
  const manifest = readManifest(path);
  const file = isFile(path)
    ? path
    : manifest
      ? packageEntry({ name, folder: path, manifest })
      : ['.ts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js', '/index.mjs', '/index.cjs']
          .map((end) => path + end)
          .find(isFile);
  if (file === undefined) return { refused: `there is no plugin ${JSON.stringify(name)}` };
  if (confinedTo && !isInside(file, confinedTo)) {
    return {
      refused: `the plugin ${JSON.stringify(name)} is outside the repository: install it as a package, or name the configuration with --config`,
    };
  }
  return { file };
}

function pluginOfPackage(name: string, source: Source, { root }: Surroundings): Found {
  const installed = isPackageName(name) ? (findPackage(name, source.folder) ?? findPackage(name, root)) : undefined;
  if (installed) {
    const file = packageEntry(installed);
    return file === undefined ? { refused: `the package ${name} has no module to load` } : { file };
  }
  if (isFile(resolve(source.folder, name)))
    return { refused: `there is no package ${JSON.stringify(name)}; did you mean "./${name}"?` };
  return {
    refused: `there is no package ${JSON.stringify(name)} in node_modules: install it, or write "./" before the path of a file`,
  };
}
