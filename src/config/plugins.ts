import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { API_VERSION, type Plugin } from '../api/plugin';
import { question, sentence } from '../text/sentence';
import { type LoadCode, rememberModule } from './code';
import { messageOf, printStack } from './errors';
import { findPackage, isFile, isInside, isPackageName, isPath, packageEntry, readManifest } from './packages';
import type { Source } from './source';
import type { RefuseCode } from './trust';
import type { ConfigurationProblem } from './types';

/** Why a value can't be used as a plugin, in a sentence; undefined where it can. */
function refusePlugin(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return "Its default export isn't a plugin. Write export default definePlugin({ name, api: 1, rules }).";
  const plugin: { readonly [key in keyof Plugin]?: unknown } = value;
  if (typeof plugin.name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(plugin.name)) {
    return `Its name must be lowercase letters, digits, and hyphens, not ${JSON.stringify(plugin.name) ?? 'missing'}.`;
  }
  if (plugin.api === undefined)
    return `It doesn't say which version of the plugin interface it's written for. Add api: ${API_VERSION}.`;
  if (plugin.api !== API_VERSION) {
    return `It's written for version ${JSON.stringify(plugin.api)} of the plugin interface, and this cvl knows only version ${API_VERSION}.`;
  }
  for (const key of ['rules', 'readers'] as const) {
    if (plugin[key] !== undefined && !Array.isArray(plugin[key])) return `Its ${key} must be a list.`;
  }
  for (const key of ['packs', 'reporters'] as const) {
    const table = plugin[key];
    if (table !== undefined && (typeof table !== 'object' || table === null || Array.isArray(table)))
      return `Its ${key} must be an object by name.`;
  }
  return refuseRules((plugin.rules as readonly unknown[] | undefined) ?? []) ?? refuseReporters(plugin.reporters ?? {});
}

const scopes = [
  'repository',
  'example',
  'metadata',
  'script',
  'launch',
  'start',
  'programs',
  'dockerfile',
  'python',
  'module',
  'run',
  'directives',
];

function refuseRules(rules: readonly unknown[]): string | undefined {
  const names = new Set<string>();
  for (const [index, value] of rules.entries()) {
    if (typeof value !== 'object' || value === null) return `Rule ${index + 1} isn't an object. Write defineRule({ … }).`;
    const rule = value as { readonly [key: string]: unknown };
    const name = rule['name'];
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
      return `The name of rule ${index + 1} must be lowercase letters, digits, and hyphens, without the plugin's name.`;
    }
    if (names.has(name)) return `It has two rules named ${JSON.stringify(name)}.`;
    names.add(name);
    if (typeof rule['scope'] !== 'string' || !scopes.includes(rule['scope']))
      return `The scope of rule ${name} must be one of ${scopes.join(', ')}.`;
    if (typeof rule['check'] !== 'function') return `Rule ${name} has no function "check".`;
    const docs = rule['docs'] as { readonly summary?: unknown } | undefined;
    if (typeof docs?.summary !== 'string') return `Rule ${name} has no docs.summary.`;
    if (typeof rule['messages'] !== 'object' || rule['messages'] === null) return `Rule ${name} has no messages.`;
  }
  return undefined;
}

function refuseReporters(reporters: unknown): string | undefined {
  for (const [name, reporter] of Object.entries(reporters as object)) {
    if (typeof (reporter as { report?: unknown } | null)?.report !== 'function')
      return `Reporter ${name} has no function "report".`;
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
  readonly refuseCode: RefuseCode;
  readonly loadCode: LoadCode;
  readonly confinedTo: readonly string[] | undefined;
  /** Modules by file, so that one that is named in two places is one plugin. */
  readonly modules: Map<string, unknown>;
}

/** Why there is no plugin. A failure is the code's, not a slip in the configuration: a lint goes on without the plugin. */
export type PluginFault = ConfigurationProblem & { readonly isFailure?: boolean };

/** Loads what an entry of `plugins` names; returns the mistake where that can't be used. */
export async function loadPlugin(
  entry: unknown,
  { source, at }: PluginPlace,
  surroundings: Surroundings,
): Promise<Plugin | PluginFault> {
  if (typeof entry !== 'string') {
    const refused = refusePlugin(entry);
    if (refused !== undefined) return { message: `The plugin can't be used. ${refused}`, at };
    rememberModule(entry as Plugin, source.module ?? source.name);
    return entry as Plugin;
  }
  const name = JSON.stringify(entry);
  const found = isPath(entry) ? pluginByPath(entry, source, surroundings) : pluginOfPackage(entry, source, surroundings);
  if ('refused' in found) return { message: found.refused, at };
  const refusal = surroundings.refuseCode(found.file);
  if (refusal !== undefined) return { message: `The plugin ${name} is code, ${refusal}.`, at, isFailure: true };
  try {
    const { modules, root, loadCode } = surroundings;
    const file = realpathSync(found.file);
    if (!modules.has(file)) modules.set(file, await loadCode(file, root));
    const plugin = modules.get(file);
    const refused = refusePlugin(plugin);
    if (refused !== undefined) return { message: `The plugin ${name} can't be used. ${refused}`, at };
    rememberModule(plugin as Plugin, file);
    return plugin as Plugin;
  } catch (error) {
    printStack(`The plugin ${name} can't be loaded:`, error);
    return { message: `The plugin ${name} can't be loaded. ${sentence(messageOf(error))}`, at, isFailure: true };
  }
}

type Found = { readonly file: string } | { readonly refused: string };

function pluginByPath(name: string, source: Source, { confinedTo }: Surroundings): Found {
  const path = resolve(source.folder, name);
  const manifest = readManifest(path);
  const file = isFile(path)
    ? path
    : manifest
      ? packageEntry({ folder: path, manifest })
      : ['.ts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js', '/index.mjs', '/index.cjs']
          .map((end) => path + end)
          .find(isFile);
  if (file === undefined) return { refused: `There is no plugin ${JSON.stringify(name)}.` };
  if (confinedTo && !isInside(file, confinedTo)) {
    return {
      refused: `The plugin ${JSON.stringify(name)} is outside the repository. Install it as a package, or name the configuration with --config.`,
    };
  }
  return { file };
}

function pluginOfPackage(name: string, source: Source, { root }: Surroundings): Found {
  const installed = isPackageName(name) ? (findPackage(name, source.folder) ?? findPackage(name, root)) : undefined;
  if (installed) {
    const file = packageEntry(installed);
    return file === undefined ? { refused: `The package ${name} has no module to load.` } : { file };
  }
  if (isFile(resolve(source.folder, name)))
    return { refused: `There is no package ${JSON.stringify(name)}.${question(`./${name}`)}` };
  return {
    refused: `There is no package ${JSON.stringify(name)} in node_modules. Install it, or write "./" before the path of a file.`,
  };
}
