import { join, relative, resolve } from 'node:path';
import { sentence } from '../text/sentence';
import { type LoadCode, loadModule } from './code';
import { type CollectOptions, openSource } from './collect';
import { configurationErrorOf, messageOf } from './errors';
import type { Builtins } from './form';
import { isInside } from './packages';
import { placesIn } from './places';
import { nameOfFile, type Source } from './source';
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
  const source = await openSource(file, nameOfFile(file, root), surroundings).catch((error: unknown) => {
    const message = `The configuration can't be read. ${sentence(messageOf(error))}`;
    throw configurationErrorOf([{ message, at: { file: shown } }]);
  });
  return { source, surroundings, hints: named === undefined ? overlooked(root) : [] };
}

/** Only one file is read: further ones are pointed out. */
function overlooked(root: string): readonly ConfigurationHint[] {
  const [first, ...others] = placesIn(root);
  return others.map((other) => ({ message: `${other} isn't read, because ${first} is there.`, origin: { name: other } }));
}
