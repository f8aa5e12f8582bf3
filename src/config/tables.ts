import { resolve } from 'node:path';
import type { Rule } from '../api/rule';
import { sentence } from '../text/sentence';
import { messageOf } from './errors';
import type { ConfigurationForm } from './form';
import { isFile, isInside } from './packages';
import { nameOfFile, readSource, type Source } from './source';
import type { ConfigurationProblem } from './types';

/** What rules are told by tables, such as the mounts that a launch needs: name → content. */
export type Tables = ReadonlyMap<string, unknown>;

interface Surroundings {
  readonly root: string;
  readonly cwd: string;
  readonly confinedTo: readonly string[] | undefined;
}

/** Reads the tables that a source names by path; those written inline are taken as they are. */
export function readTables(
  source: Source,
  surroundings: Surroundings,
): { readonly tables: NonNullable<Source['tables']>; readonly problems: readonly ConfigurationProblem[] } {
  const tables = new Map<string, Pick<Source, 'value' | 'place'>>();
  const problems: ConfigurationProblem[] = [];
  const { tables: written } = source.value as ConfigurationForm;
  for (const [name, value] of Object.entries(typeof written === 'object' && written !== null ? written : {})) {
    const path = ['tables', name] as const;
    if (typeof value !== 'string') {
      tables.set(name, { value, place: (within, target) => source.place([...path, ...within], target) });
      continue;
    }
    const table = readTable(value, source, surroundings);
    if ('refused' in table) problems.push({ message: table.refused, at: source.place(path, 'value') });
    else {
      problems.push(...table.problems);
      tables.set(name, { value: table.value, place: (within, target) => table.place(within, target) });
    }
  }
  return { tables, problems };
}

function readTable(
  path: string,
  { folder }: Source,
  { root, cwd, confinedTo }: Surroundings,
): Source | { readonly refused: string } {
  const file = resolve(folder, path);
  const quoted = JSON.stringify(path);
  if (!isFile(file)) return { refused: `There is no table ${quoted}.` };
  if (confinedTo && !isInside(file, confinedTo))
    return { refused: `The table ${quoted} is outside the repository. Name the configuration with --config.` };
  try {
    return readSource(file, nameOfFile(file, root), { root, cwd });
  } catch (error) {
    return { refused: `The table ${quoted} can't be read. ${sentence(messageOf(error))}` };
  }
}

/** All tables of some sources in order. A later mapping replaces the one before key by key, as options do; a later list, whole. */
export function tablesOf(sources: readonly Source[]): Tables {
  const all = new Map<string, unknown>();
  for (const { value, tables } of sources) {
    const inline = Object.entries((value as ConfigurationForm).tables ?? {}).filter(([name]) => !tables?.has(name));
    const read = [...(tables ?? [])].map(([name, table]): [string, unknown] => [name, table.value]);
    for (const [name, table] of [...inline, ...read]) all.set(name, over(all.get(name), table));
  }
  return all;
}

const over = (before: unknown, table: unknown): unknown =>
  isMapping(before) && isMapping(table) ? { ...before, ...table } : table;

const isMapping = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The options of a rule where nothing else is configured: its own defaults, with those that it takes from tables. */
export function defaultOptions({ options }: Pick<Rule, 'options'>, tables: Tables): unknown {
  if (!options?.tables) return options?.defaults;
  const fromTables = Object.entries(options.tables).map(([option, source]) => [option, lookUp(tables, String(source))] as const);
  return { ...options.defaults, ...Object.fromEntries(fromTables.filter(([, value]) => value !== undefined)) };
}

/** `mounts`, or `mounts.required` for one of its keys. */
function lookUp(tables: Tables, source: string): unknown {
  const [name = '', ...keys] = source.split('.');
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    tables.get(name),
  );
}
