import { joinPath } from '../../text/path';
import type { ImportFact } from './facts/imports';

/** What is at a path from the repository's root. */
export type Exists = (path: string) => 'file' | 'folder' | undefined;

/** Finds the files of modules. */
export interface ModuleFiles {
  /** The files that an absolute import below a folder, or a relative import from it, runs; undefined if it has no such module. */
  imported(folder: string, fact: ImportFact): readonly string[] | undefined;
  isPackage(folder: string): boolean;
}

/** A module below a folder, without the names that are imported from it. */
export interface FoundModule {
  /** The `__init__.py` files on the way to the module and its own file, in the order that they run. */
  readonly files: readonly string[];
  /** The folder in which imported names may be modules; undefined if the module is a file. */
  readonly folder: string | undefined;
  /** A folder without `__init__.py`. It is a package only if it holds modules, unlike a folder `datasets/` of data. */
  readonly bare: boolean;
}

/** What a folder has. The same few packages are imported everywhere, so it pays to keep the answers. */
export interface ModuleLookup {
  module(folder: string, name: string): FoundModule | undefined;
  child(folder: string, name: string): string | undefined;
}

/** The module of a name with dots below a folder. */
export function findModule(exists: Exists, root: string, name: string): FoundModule | undefined {
  const isFile = (path: string): boolean => exists(path) === 'file';
  let folder = root;
  let bare = false;
  const files: string[] = [];
  const parts = name === '' ? [] : name.split('.');
  for (const [position, part] of parts.entries()) {
    const path = joinPath(folder, part);
    bare = !isFile(`${path}/__init__.py`);
    if (!bare) files.push(`${path}/__init__.py`);
    else if (isFile(`${path}.py`))
      return position < parts.length - 1 ? undefined : { files: [...files, `${path}.py`], folder: undefined, bare: false };
    else if (exists(path) !== 'folder') return undefined;
    folder = path;
  }
  if (!parts.length && isFile(`${folder}/__init__.py`)) files.push(`${folder}/__init__.py`);
  return { files, folder, bare };
}

/** The file of a module directly in a folder. */
export function findChild(exists: Exists, folder: string, name: string): string | undefined {
  const path = joinPath(folder, name);
  return [`${path}.py`, `${path}/__init__.py`].find((each) => exists(each) === 'file');
}

export function moduleFiles(exists: Exists, kept?: ModuleLookup): ModuleFiles {
  const moduleIn = kept?.module ?? ((folder, name) => findModule(exists, folder, name));
  const childIn = kept?.child ?? ((folder, name) => findChild(exists, folder, name));
  return {
    imported(folder, { module: name, names, level }) {
      const module = moduleIn(folder, name);
      if (module?.folder === undefined) return module?.files;
      const within = module.folder;
      const below = (names ?? []).flatMap((each) => childIn(within, each.name) ?? []);
      const holdsSome = (): boolean =>
        names ? below.length > 0 || names.some((each) => exists(`${within}/${each.name}`) === 'folder') : level > 0;
      return module.bare && !holdsSome() ? undefined : [...module.files, ...below];
    },
    isPackage: (folder) => exists(`${folder}/__init__.py`) === 'file',
  };
}
