import rows from './tables/flags.yaml';

/** What a flag's value is read as, under the names of the client's help. A `bool` flag needs no value. */
export const valueTypes = [
  'bool',
  'bytes',
  'decimal',
  'duration',
  'gpu-request',
  'int',
  'list',
  'map',
  'mount',
  'network',
  'string',
  'strings',
  'uint',
  'uint16',
  'ulimit',
] as const;
export type ValueType = (typeof valueTypes)[number];

/** A flag as the client defines it. */
export interface FlagDefinition {
  /** Without dashes: `volume`. */
  readonly name: string;
  /** One letter, without its dash. */
  readonly short: string | undefined;
  readonly type: ValueType;
  /** Several uses add up. Of any other flag the last use counts. */
  readonly repeated: boolean;
  /** Not in the client's help. */
  readonly hidden: boolean;
}

/** The flags of a command. */
export interface FlagTable {
  /** By name, without dashes. */
  readonly long: ReadonlyMap<string, FlagDefinition>;
  /** By letter. */
  readonly short: ReadonlyMap<string, FlagDefinition>;
}

/** A command with a table in tables/flags.yaml. */
export type CommandName = 'run' | 'create' | 'build' | 'buildx build' | 'tag' | 'podman run' | 'nerdctl run';

/** The shape of tables/flags.yaml. */
interface TableRows {
  readonly includes?: CommandName;
  readonly flags: Readonly<Record<string, ValueType | (Pick<FlagDefinition, 'type'> & Partial<FlagDefinition>)>>;
}

const repeatedTypes: ReadonlySet<ValueType> = new Set(['list', 'map', 'mount', 'gpu-request', 'ulimit', 'network', 'strings']);

export const flagTables: ReadonlyMap<string, FlagTable> = new Map(
  Object.keys(rows as object).map((command) => [command, tableOf(definitionsOf(command as CommandName))]),
);

/** The flags of a command. */
export const flagTable = (command: CommandName): FlagTable => flagTables.get(command)!;

/** The flags of several commands in one table. Where two have a flag in common, the first command's definition counts. */
export function mergedTable(...commands: readonly CommandName[]): FlagTable {
  return tableOf(commands.toReversed().flatMap((command) => [...flagTable(command).long.values()]));
}

function definitionsOf(command: CommandName): FlagDefinition[] {
  const { includes, flags } = (rows as Record<CommandName, TableRows>)[command];
  const own = Object.entries(flags).map(([name, row]): FlagDefinition => {
    const { type, short, hidden = false } = typeof row === 'string' ? { type: row } : row;
    return { name, short, type, repeated: repeatedTypes.has(type), hidden };
  });
  return includes ? [...definitionsOf(includes), ...own] : own;
}

function tableOf(flags: readonly FlagDefinition[]): FlagTable {
  return {
    long: new Map(flags.map((flag) => [flag.name, flag])),
    short: new Map(flags.flatMap((flag) => (flag.short ? [[flag.short, flag] as const] : []))),
  };
}

/** The names of the flags of `docker run`, without dashes. */
export const runFlags = (): readonly string[] => [...flagTable('run').long.keys()];
