import type { Split } from '../model/series';
import table from '../tables/log-layouts.yaml';

/** What `src/runs/tables/log-layouts.yaml` says, compiled. */
interface Layouts {
  /** The first group of a match is the folder of the run. */
  readonly roots: readonly RegExp[];
  readonly checkpoints: RegExp;
  readonly splitFolders: Readonly<Record<string, Split>>;
}

let compiled: Layouts | undefined;

export function layouts(): Layouts {
  compiled ??= compile(table);
  return compiled;
}

/** The folder of the run that a path is in, as the layouts of frameworks have it; undefined: no layout matches. */
export function rootOf(path: string): string | undefined {
  for (const root of layouts().roots) {
    const found = root.exec(path);
    if (found?.[1] !== undefined) return found[1];
  }
  return undefined;
}

/** The split in the folder name of an event file, as Keras's TensorBoard callback names folders; undefined: none. */
export function splitOfFolder(path: string): Split | undefined {
  const { splitFolders } = layouts();
  const folder = /(?:^|\/)([^/]+)\/[^/]*$/.exec(path)?.[1];
  return folder === undefined || !Object.hasOwn(splitFolders, folder) ? undefined : splitFolders[folder];
}

function compile(data: unknown): Layouts {
  const { roots, checkpoints, splitFolders } = data as {
    roots: { match: string }[];
    checkpoints: string;
    splitFolders: Record<string, Split>;
  };
  return { roots: roots.map(({ match }) => new RegExp(match)), checkpoints: new RegExp(checkpoints), splitFolders };
}
