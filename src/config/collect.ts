import { join, relative } from 'node:path';
import type { Plugin } from '../api/plugin';
import type { YamlPath } from '../languages/yaml';
import { sentence } from '../text/sentence';
import { builtinSources, defaultPack } from './builtins';
import { checkNames, checkStructure, checkTables } from './check';
import { compileChecks } from './checks';
import type { LoadCode } from './code';
import { messageOf } from './errors';
import type { Builtins, ConfigurationForm } from './form';
import { locatePack, type PackPlace } from './locate-pack';
import { isCode } from './places';
import { loadPlugin, type PluginPlace } from './plugins';
import { nameOfFile, readSource, type Source, sourceOf } from './source';
import { readTables } from './tables';
import type { RefuseCode } from './trust';
import type { ConfigurationProblem, Origin, PluginFailure } from './types';

export interface CollectOptions {
  readonly builtins: Builtins;
  readonly root: string;
  readonly cwd: string;
  readonly refuseCode: RefuseCode;
  readonly loadCode: LoadCode;
  /** Folders that relative names may lead to. Undefined: anywhere, as when the user named the file. */
  readonly confinedTo: readonly string[] | undefined;
  /** Plugins are loaded only where one of their packs is extended. */
  readonly packsOnly?: boolean;
}

export interface Collected {
  /** In order: what a source extends comes before it. */
  readonly sources: readonly Source[];
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly problems: readonly ConfigurationProblem[];
  /** Plugins that may not run or failed while they were loaded. */
  readonly failures: readonly PluginFailure[];
}

interface State extends CollectOptions {
  readonly sources: Source[];
  readonly plugins: Map<string, Plugin>;
  readonly problems: ConfigurationProblem[];
  readonly failures: PluginFailure[];
  readonly modules: Map<string, unknown>;
  /** What loads plugins that nothing has asked for yet. */
  readonly postponed: (() => Promise<void>)[];
  /** A plugin isn't loaded: what seems to be missing may belong to it. */
  incomplete: boolean;
  /** Sources that someone wrote, each once: these are checked. */
  readonly written: Map<string, Source>;
}

/** Reads a configuration with all packs and plugins that it names, and checks each. Mistakes are collected, not thrown. */
export async function collect(own: Source, options: CollectOptions): Promise<Collected> {
  const state: State = {
    ...options,
    sources: [],
    plugins: new Map(options.builtins.plugins.map((plugin) => [plugin.name, plugin])),
    problems: [],
    failures: [],
    written: new Map(),
    modules: new Map(),
    postponed: [],
    incomplete: false,
  };
  await visit(own, own.name, [], state);
  state.problems.push(...(await compileChecks(new Set(state.sources), state.plugins, state.builtins)));
  for (const source of state.written.values()) state.problems.push(...(await checkNames(source, state)));
  for (const source of new Set(state.sources)) state.problems.push(...(await checkTables(source, state)));
  return { sources: state.sources, plugins: state.plugins, problems: state.problems, failures: state.failures };
}

/** Opens the file that holds a configuration or pack. */
export async function openSource(file: string, name: string, options: CollectOptions): Promise<Source> {
  if (!isCode(file)) return readSource(file, name, options);
  const shown = relative(options.cwd, file);
  const refusal = options.refuseCode(file);
  if (refusal !== undefined) {
    return {
      ...sourceOf(name, join(file, '..'), undefined, shown),
      problems: [{ message: `This configuration is code, ${refusal}.`, at: { file: shown } }],
    };
  }
  try {
    return { ...sourceOf(name, join(file, '..'), await options.loadCode(file, options.root), shown), module: file };
  } catch (error) {
    return {
      ...sourceOf(name, join(file, '..'), undefined, shown),
      problems: [{ message: `The configuration can't be loaded. ${sentence(messageOf(error))}`, at: { file: shown } }],
    };
  }
}

async function visit(source: Source, identity: string, chain: readonly string[], state: State): Promise<void> {
  const known = state.written.has(identity);
  if (!known) {
    state.problems.push(...source.problems);
    state.written.set(identity, source);
    if (source.value !== undefined) state.problems.push(...(await checkStructure(source)));
  }
  if (typeof source.value !== 'object' || source.value === null || Array.isArray(source.value)) return;
  const form = source.value as ConfigurationForm;
  if (!known && listOf(form.plugins).length > 0) {
    state.incomplete ||= state.packsOnly === true;
    state.postponed.push(() => loadPlugins(source, listOf(form.plugins), state));
    if (!state.packsOnly) await loadPostponed(state);
  }
  const written = typeof form.extends === 'string' ? [form.extends] : listOf(form.extends);
  const names = form.extends === undefined && chain.length === 0 ? [`cvl:${defaultPack}`] : written;
  for (const [index, name] of names.entries()) {
    if (typeof name !== 'string') continue;
    if (name.includes(':') && !name.startsWith('cvl:')) await loadPostponed(state);
    const at = source.place(typeof form.extends === 'string' ? ['extends'] : ['extends', index], 'value');
    await extend(locatePack(name, source, state), at, [...chain, identity], state);
  }
  const { tables, problems } = readTables(source, state);
  if (!known) state.problems.push(...problems);
  state.sources.push({ ...source, tables });
}

async function loadPostponed(state: State): Promise<void> {
  for (const load of state.postponed.splice(0)) await load();
}

async function loadPlugins(source: Source, entries: readonly unknown[], state: State): Promise<void> {
  for (const [index, plugin] of entries.entries()) {
    const place: PluginPlace = { source, at: source.place(['plugins', index], 'value') };
    const loaded = await loadPlugin(plugin, place, state);
    if ('message' in loaded) {
      if (loaded.isFailure) state.failures.push({ ...loaded, origin: originOf(source, ['plugins', index]) });
      else state.problems.push(loaded);
      state.incomplete = true;
    } else {
      register(loaded, place, state);
    }
  }
}

async function extend(pack: PackPlace, at: ConfigurationProblem['at'], chain: readonly string[], state: State): Promise<void> {
  if ('refused' in pack) {
    if (!(pack.plugin !== undefined && state.incomplete)) state.problems.push({ message: pack.refused, at });
    return;
  }
  if (chain.includes(pack.identity)) {
    const loop = [...chain.slice(chain.indexOf(pack.identity)), pack.identity];
    state.problems.push({
      message: `A pack can't extend itself: ${loop.map((name) => nameOfFile(name, state.root)).join(' → ')}.`,
      at,
    });
    return;
  }
  if ('builtin' in pack) {
    state.sources.push(...builtinSources(state.builtins, pack.builtin));
    return;
  }
  if ('value' in pack) {
    await visit(sourceOf(pack.name, pack.folder, pack.value), pack.identity, chain, state);
    return;
  }
  try {
    const source = state.written.get(pack.identity) ?? (await openSource(pack.file, pack.name, state));
    await visit(source, pack.identity, chain, state);
  } catch (error) {
    state.problems.push({ message: `The pack ${pack.name} can't be read. ${sentence(messageOf(error))}`, at });
  }
}

const originOf = (source: Source, path: YamlPath): Origin => ({ name: source.name, line: source.line(path) });

function register(plugin: Plugin, { at }: PluginPlace, state: State): void {
  const other = state.plugins.get(plugin.name);
  if (other !== undefined && other !== plugin) {
    state.problems.push({ message: `There are two plugins named ${JSON.stringify(plugin.name)}. Rename this one.`, at });
    return;
  }
  state.plugins.set(plugin.name, plugin);
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []);
