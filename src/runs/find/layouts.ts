import { folderOf, nameOf } from '../../text/path';
import type { Split } from '../model/series';
import table from '../tables/log-layouts.yaml';

/** What `src/runs/tables/log-layouts.yaml` says, compiled. */
interface Layouts {
  /** The first group of a match is the folder of the run. */
  readonly roots: readonly {
    readonly match: RegExp /** A file or folder that must be in the folder, or else it's another layout. */;
    readonly beside?: RegExp;
  }[];
  readonly checkpoints: RegExp;
  readonly together: readonly { readonly files: RegExp; readonly beside: readonly string[] }[];
  readonly splitFolders: Readonly<Record<string, Split>>;
  readonly outputFolders: readonly string[];
  readonly logFolders: readonly string[];
}

let compiled: Layouts | undefined;

export function layouts(): Layouts {
  compiled ??= compile(table);
  return compiled;
}

/** The folder of the run that a path is in, as the layouts of frameworks have it; undefined: no layout matches. `namesIn` gives what a folder has. */
export function rootOf(path: string, namesIn?: (folder: string) => Iterable<string>): string | undefined {
  for (const { match, beside } of layouts().roots) {
    const found = match.exec(path);
    if (found === null) continue;
    const folder = found[1] ?? '';
    if (!beside || !namesIn || [...namesIn(folder)].some((name) => beside.test(name))) return folder;
  }
  return undefined;
}

/** The folder of a log where it and others there are of one run, as files beside them show; undefined: it is for itself. */
export function togetherIn(path: string, beside: readonly string[]): string | undefined {
  const name = nameOf(path);
  const found = layouts().together.some(
    (entry) => entry.files.test(name) && entry.beside.some((other) => beside.includes(other)),
  );
  return found ? folderOf(path) : undefined;
}

/** The split in the folder name of an event file, as Keras's callback (`train`) and add_scalars (`loss_train`) write it; undefined: none. */
export function splitOfFolder(path: string): Split | undefined {
  const { splitFolders } = layouts();
  const folder = nameOf(folderOf(path));
  const last = folder.slice(folder.lastIndexOf('_') + 1);
  return Object.hasOwn(splitFolders, last) ? splitFolders[last] : undefined;
}

/**
 * Whether a folder that holds nothing but settings is still a run: only a framework makes such a folder, so it logged nothing.
 * `readers`: names of those that read its files.
 */
export const isRunFolder = (path: string, readers: readonly string[]): boolean =>
  rootOf(`${path}/`) === path || readers.includes('wandb/metadata');

function compile(data: unknown): Layouts {
  const { roots, checkpoints, together, ...lists } = data as Omit<Layouts, 'roots' | 'checkpoints' | 'together'> & {
    readonly roots: readonly { match: string; beside?: string }[];
    readonly together: readonly { files: string; beside: readonly string[] }[];
    readonly checkpoints: string;
  };
  return {
    ...lists,
    roots: roots.map(({ match, beside }) => ({ match: new RegExp(match), ...(beside && { beside: new RegExp(beside) }) })),
    together: together.map(({ files, beside }) => ({ files: new RegExp(files), beside })),
    checkpoints: new RegExp(checkpoints),
  };
}
