import type { Split } from '../model/series';
import table from '../tables/log-layouts.yaml';

/** What `src/runs/tables/log-layouts.yaml` says, compiled. */
interface Layouts {
  /** The first group of a match is the folder of the run. */
  readonly roots: readonly RegExp[];
  readonly checkpoints: RegExp;
  readonly splitFolders: Readonly<Record<string, Split>>;
  readonly outputFolders: readonly string[];
  readonly logFolders: readonly string[];
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

/**
 * Whether a folder that holds nothing but settings is still a run: only a framework makes such a folder, so it logged nothing.
 * `readers`: names of those that read its files.
 */
export const isRunFolder = (path: string, readers: readonly string[]): boolean =>
  rootOf(`${path}/`) === path || readers.includes('wandb/metadata');

function compile(data: unknown): Layouts {
  const { roots, checkpoints, ...lists } = data as Omit<Layouts, 'roots' | 'checkpoints'> & {
    readonly roots: readonly { match: string }[];
    readonly checkpoints: string;
  };
  return { ...lists, roots: roots.map(({ match }) => new RegExp(match)), checkpoints: new RegExp(checkpoints) };
}
