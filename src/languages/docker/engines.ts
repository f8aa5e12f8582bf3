import { type CommandName, type FlagTable, flagTable, mergedTable } from './flags';

/** The name that a script calls. */
export type Engine = 'docker' | 'podman' | 'nerdctl' | 'nvidia-docker' | (string & {});

const own: ReadonlyMap<string, CommandName> = new Map([
  ['podman', 'podman run'],
  ['nerdctl', 'nerdctl run'],
]);

/** Other engines share docker's flags, add some and lack some. What they refuse isn't known here. */
export const isLenient = (engine: Engine): boolean => own.has(engine);

/** The flags that an engine accepts for a command. */
export function tableFor(engine: Engine, command: 'run' | 'create'): FlagTable {
  const extra = own.get(engine);
  return extra ? mergedTable(command, extra) : flagTable(command);
}
