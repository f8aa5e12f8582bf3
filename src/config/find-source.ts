import { statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as cosmiconfig from 'cosmiconfig/dist/Explorer.js';
import { sentence } from '../text/sentence';
import { type LoadCode, loadModule } from './code';
import { type CollectOptions, openSource } from './collect';
import { configurationErrorOf, messageOf } from './errors';
import type { Builtins } from './form';
import { isInside } from './packages';
import { configurationPlaces, placesIn } from './places';
import { nameOfFile, type Source, sourceOf } from './source';
import { codeRefusal } from './trust';
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
  /** In place of running it in this process. */
  readonly loadCode?: LoadCode;
}

export interface FoundSource {
  readonly source: Source;
  readonly surroundings: CollectOptions;
  readonly hints: readonly ConfigurationHint[];
}

/** Reads the user's own configuration: the file that is named, else the first that is at the root. */
export async function findSource({
  builtins,
  root,
  cwd,
  explicitFile,
  allowCode,
  loadCode = loadModule,
}: FindOptions): Promise<FoundSource> {
  const named = explicitFile === undefined ? undefined : resolve(cwd, explicitFile);
  const place = named === undefined ? placesIn(root)[0] : undefined;
  const file = named ?? join(root, place ?? '');
  const shown = relative(cwd, file);
  if (named === undefined && !isInside(file, [root])) {
    const message = "This link leads out of the repository, so it isn't followed. Copy the file, or name it with --config.";
    throw configurationErrorOf([{ message, at: { file: shown } }]);
  }
  const surroundings: CollectOptions = {
    builtins,
    root,
    cwd,
    refuseCode: codeRefusal({ cwd, root, isNamed: named !== undefined, allowCode }),
    loadCode,
    confinedTo: named === undefined ? [root] : undefined,
  };
  const found = await readableBy(explorerOf(surroundings), file).catch((error: unknown) => {
    const message = `The configuration can't be read. ${sentence(messageOf(error))}`;
    throw configurationErrorOf([{ message, at: { file: shown } }]);
  });
  // An empty file asks for nothing.
  const source = found ?? sourceOf(nameOfFile(file, root), dirname(file), {}, shown);
  return { source, surroundings, hints: named === undefined ? overlooked(root) : [] };
}

/** Loads a file with cosmiconfig, which reads whatever it is given: a pipe or a device would keep it waiting. Undefined if it's empty. */
async function readableBy(explorer: Explorer, file: string): Promise<Source | undefined> {
  if (!statSync(file).isFile()) throw new Error('It is not a regular file.');
  return (await explorer.load(file))?.config as Source | undefined;
}

/**
 * cosmiconfig with our own reading, which keeps positions. Its class is used rather than its function, because that one first runs
 * whatever `.config/config.js` it finds in the current folder, as a configuration of cosmiconfig itself: in a linter, code of the
 * repository that is being linted.
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

type Result = { readonly config: unknown; readonly filepath: string; readonly isEmpty?: boolean } | null;

interface ExplorerOptions {
  readonly moduleName: string;
  readonly searchPlaces: readonly string[];
  readonly ignoreEmptySearchPlaces: boolean;
  readonly searchStrategy: 'none';
  readonly loaders: { readonly [extension: string]: (file: string, content: string) => Promise<unknown> };
  readonly transform: (result: Result) => Result;
  readonly cache: boolean;
  readonly metaConfigFilePath: null;
  readonly mergeImportArrays: boolean;
  readonly mergeSearchPlaces: boolean;
}

/** The part of cosmiconfig that reads a file. */
interface Explorer {
  load(file: string): Promise<Result>;
}

/** The package declares no types for this class. */
const { Explorer } = cosmiconfig as unknown as { readonly Explorer: new (options: ExplorerOptions) => Explorer };
