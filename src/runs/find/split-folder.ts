import type { Split } from '../model/run';
import table from '../tables/log-layouts.yaml';

/** The split that the folder of an event file names, as Keras' callback lays them out; undefined: none. */
export function splitOfFolder(path: string): Split | undefined {
  const { splitFolders } = table as { splitFolders: Readonly<Record<string, Split>> };
  const folder = /(?:^|\/)([^/]+)\/[^/]*$/.exec(path)?.[1];
  return folder === undefined || !Object.hasOwn(splitFolders, folder) ? undefined : splitFolders[folder];
}
