import { dirname, relative, resolve } from 'node:path';
import { Explorer } from 'cosmiconfig/dist/Explorer.js';
import { sentence } from '../text/sentence';
import { type CollectOptions, openSource } from './collect';
import { configurationErrorOf, messageOf } from './errors';
import type { Builtins } from './form';
import { configurationPlaces, placesIn } from './places';
import { nameOfFile, type Source, sourceOf } from './source';
import type { ConfigurationHint } from './types';

export interface FindOptions {
  readonly builtins: Builtins;
  /** Absolute path of the folder in which the command was started: mistakes name files relative to it. */
  readonly cwd: string;
  /** Absolute path of the repository's root, as `findRoot` gives it. */
  readonly root: string;
  /** `--config FILE`, relative to `cwd`. */
  readonly explicitFile?: string;
  /** False refuses configuration and plugins that are code. */
  readonly allowCode: boolean;
}

export interface FoundSource {
  readonly source: Source;
  readonly surroundings: CollectOptions;
  readonly hints: readonly ConfigurationHint[];
}

/** Reads the user's own configuration: the file that is named, else the first that is at the root. */
export async function findSource({ builtins, root, cwd, explicitFile, allowCode }: FindOptions): Promise<FoundSource> {
  const named = explicitFile === undefined ? undefined : resolve(cwd, explicitFile);
  const surroundings: CollectOptions = { builtins, root, cwd, allowCode, confinedTo: named === undefined ? [root] : undefined };
  const explorer = explorerOf(surroundings);
  const found = await (named === undefined ? explorer.search(root) : explorer.load(named)).catch((error: unknown) => {
    throw configurationErrorOf([
      {
        message: `The configuration can't be read. ${sentence(messageOf(error))}`,
        at: named ? { file: relative(cwd, named) } : undefined,
      },
    ]);
  });
  if (!found)
    throw configurationErrorOf([{ message: `This file holds no configuration.`, at: { file: relative(cwd, named ?? root) } }]);
  const file = found.filepath;
  // An empty file asks for nothing.
  const source = (found.config as Source | undefined) ?? sourceOf(nameOfFile(file, root), dirname(file), {}, relative(cwd, file));
  return { source, surroundings, hints: named === undefined ? overlooked(root) : [] };
}

/**
 * The search of cosmiconfig, with our own reading, which keeps positions. Its class is used rather than its function, because that one
 * first runs whatever `.config/config.js` it finds in the current folder, as a configuration of cosmiconfig itself: in a linter, code of
 * the repository that is being linted.
 */
function explorerOf(surroundings: CollectOptions): Explorer {
  const open = (file: string): Promise<Source> => openSource(file, nameOfFile(file, surroundings.root), surroundings);
  const openKey = async (file: string): Promise<unknown> =>
    /[/\\]package\.json$/.test(file) ? { cvl: await open(file) } : open(file);
  const loaders = Object.fromEntries(
    ['noExt', 'default', '.yaml', '.yml', '.js', '.cjs', '.mjs', '.ts'].map((extension) => [extension, open]),
  );
  return new Explorer({
    moduleName: 'cvl',
    searchPlaces: [...configurationPlaces],
    ignoreEmptySearchPlaces: false,
    searchStrategy: 'none',
    loaders: { ...loaders, '.json': openKey },
    transform: (result) => result,
    cache: false,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
}

/** Only one file is read: further ones are pointed out. */
function overlooked(root: string): readonly ConfigurationHint[] {
  const [first, ...others] = placesIn(root);
  return others.map((other) => ({ message: `${other} isn't read, because ${first} is there.`, origin: { name: other } }));
}
