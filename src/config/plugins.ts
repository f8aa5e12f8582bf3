import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { API_VERSION, type Plugin } from '../api/plugin';
import { loadModule } from './code';
import { messageOf } from './errors';
import { findPackage, isFile, isInside, isPackageName, isPath, packageEntry, readManifest } from './packages';
import type { Source } from './source';
import type { ConfigurationProblem } from './types';

/** Why a value is no plugin that can be used, in a sentence; undefined where it is one. */
export function refusePlugin(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return 'its default export is no plugin: write export default definePlugin({ name, api: 1, rules })';
  const plugin: { readonly [key in keyof Plugin]?: unknown } = value;
  if (typeof plugin.name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(plugin.name)) {
    return `its name must be lower-case letters, digits and hyphens, not ${JSON.stringify(plugin.name) ?? 'missing'}`;
  }
  if (plugin.api === undefined)
    return `it does not say which version of the plugin interface it is written for: add api: ${API_VERSION}`;
  if (plugin.api !== API_VERSION) {
    return `it is written for version ${JSON.stringify(plugin.api)} of the plugin interface, and this cvl knows version ${API_VERSION} only`;
  }
  for (const key of ['rules', 'readers'] as const) {
    if (plugin[key] !== undefined && !Array.isArray(plugin[key])) return `its ${key} must be a list`;
  }
  for (const key of ['packs', 'reporters'] as const) {
    const table = plugin[key];
    if (table !== undefined && (typeof table !== 'object' || table === null || Array.isArray(table)))
      return `its ${key} must be an object by name`;
  }
  return refuseRules((plugin.rules as readonly unknown[] | undefined) ?? []) ?? refuseReporters(plugin.reporters ?? {});
}

const scopes = ['repository', 'example', 'metadata', 'script', 'launch', 'dockerfile', 'python', 'run', 'directives'];

function refuseRules(rules: readonly unknown[]): string | undefined {
  const names = new Set<string>();
  for (const [index, value] of rules.entries()) {
    if (typeof value !== 'object' || value === null) return `rule ${index + 1} is no object: write defineRule({ … })`;
    const rule = value as { readonly [key: string]: unknown };
    const name = rule['name'];
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
      return `the name of rule ${index + 1} must be lower-case letters, digits and hyphens, without the plugin's name`;
    }
    if (names.has(name)) return `it has two rules named ${JSON.stringify(name)}`;
    names.add(name);
    if (typeof rule['scope'] !== 'string' || !scopes.includes(rule['scope']))
      return `the scope of rule ${name} must be one of ${scopes.join(', ')}`;
    if (typeof rule['check'] !== 'function') return `rule ${name} has no function "check"`;
    const docs = rule['docs'] as { readonly summary?: unknown } | undefined;
    if (typeof docs?.summary !== 'string') return `rule ${name} has no docs.summary`;
    if (typeof rule['messages'] !== 'object' || rule['messages'] === null) return `rule ${name} has no messages`;
  }
  return undefined;
}

function refuseReporters(reporters: unknown): string | undefined {
  for (const [name, reporter] of Object.entries(reporters as object)) {
    if (typeof (reporter as { report?: unknown } | null)?.report !== 'function')
      return `reporter ${name} has no function "report"`;
  }
  return undefined;
}

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
