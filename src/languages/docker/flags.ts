import { flagTables } from './flag-tables';

/** What a flag's value is read as; the names are those of the client's help. `bool` flags need no value. */
export type ValueType =
  | 'bool'
  | 'bytes'
  | 'decimal'
  | 'duration'
  | 'gpu-request'
  | 'int'
  | 'ip'
  | 'list'
  | 'map'
  | 'mount'
  | 'network'
  | 'string'
  | 'strings'
  | 'uint'
  | 'uint16'
  | 'ulimit';

export interface FlagDefinition {
  /** Without dashes: `volume`. */
  readonly name: string;
  /** One letter, without dash. */
  readonly short: string | undefined;
  readonly type: ValueType;
  /** Several uses add up, where for others the last one holds. */
  readonly repeated: boolean;
  /** Not in the client's help. */
  readonly hidden: boolean;
}

export interface FlagTable {
  readonly command: string;
  readonly long: ReadonlyMap<string, FlagDefinition>;
  readonly short: ReadonlyMap<string, FlagDefinition>;
}

export type CommandName = keyof typeof flagTables;

const repeatedTypes: ReadonlySet<ValueType> = new Set(['list', 'map', 'mount', 'gpu-request', 'ulimit', 'network', 'strings']);
const tables = new Map<string, FlagTable>();

/** The flags of a command: `run`, `buildx build`, `docker` for those before the command. */
export function flagTable(command: CommandName): FlagTable {
  let table = tables.get(command);
  if (!table) tables.set(command, (table = readTable(command, flagTables[command])));
  return table;
}

/** The flags of one table and of others beside it: an engine's own. The first table wins. */
export function mergedTable(...parts: readonly CommandName[]): FlagTable {
  const key = parts.join('+');
  let table = tables.get(key);
  if (!table) {
    const all = parts.map(flagTable).toReversed();
    const long = new Map(all.flatMap((each) => [...each.long]));
    const short = new Map(all.flatMap((each) => [...each.short]));
    tables.set(key, (table = { command: parts[0]!, long, short }));
  }
  return table;
}

/** Lines of `[-s, ]--name type`; a trailing `hidden` is for flags that the help leaves out. */
function readTable(command: string, text: string): FlagTable {
  const long = new Map<string, FlagDefinition>();
  const short = new Map<string, FlagDefinition>();
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const match = /^\s*(?:-(\w), )?--([\w-]+) ([\w-]+)( hidden)?$/.exec(line);
    if (!match) throw new Error(`not a flag: ${line}`);
    const type = match[3] as ValueType;
    const definition = {
      name: match[2]!,
      short: match[1],
      type,
      repeated: repeatedTypes.has(type),
      hidden: match[4] !== undefined,
    };
    long.set(definition.name, definition);
    if (definition.short) short.set(definition.short, definition);
  }
  return { command, long, short };
}

/** The flags of `run`, without dashes. */
export const runFlags = (): readonly string[] => [...flagTable('run').long.keys()];
