import { joinPath } from '../../text/path';
import type { ImportFact } from './facts/imports';

/** What is at a path from the repository's root. */
export type Exists = (path: string) => 'file' | 'folder' | undefined;

/** Finds the files of modules. The same few packages are imported everywhere, so it keeps its answers. */
export interface ModuleFiles {
  /** The files that an absolute import below a folder, or a relative import from it, runs; undefined if it has no such module. */
  imported(folder: string, fact: ImportFact): readonly string[] | undefined;
  isPackage(folder: string): boolean;
}

/** A module below a folder, without the names that are imported from it. */
interface FoundModule {
  /** The `__init__.py` files on the way to the module and its own file, in the order that they run. */
  readonly files: readonly string[];
  /** The folder in which imported names may be modules; undefined if the module is a file. */
  readonly folder: string | undefined;
  /** A folder without `__init__.py`. It is a package only if it holds modules, unlike a folder `datasets/` of data. */
  readonly bare: boolean;
}

export function moduleFiles(exists: Exists): ModuleFiles {
  const modules = new Map<string, Map<string, FoundModule | undefined>>();
  const children = new Map<string, Map<string, string | undefined>>();
  const isFile = (path: string): boolean => exists(path) === 'file';

  function find(root: string, name: string): FoundModule | undefined {
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
  const child = (folder: string, name: string): string | undefined =>
    remembered(children, folder, name, () => {
      const path = joinPath(folder, name);
      return [`${path}.py`, `${path}/__init__.py`].find(isFile);
    });

  return {
    imported(folder, { module: name, names, level }) {
      const module = remembered(modules, folder, name, () => find(folder, name));
      if (module?.folder === undefined) return module?.files;
      const within = module.folder;
      const below = (names ?? []).flatMap((each) => child(within, each.name) ?? []);
      const holdsSome = (): boolean =>
        names ? below.length > 0 || names.some((each) => exists(`${within}/${each.name}`) === 'folder') : level > 0;
      return module.bare && !holdsSome() ? undefined : [...module.files, ...below];
    },
    isPackage: (folder) => isFile(`${folder}/__init__.py`),
  };
}

function remembered<Value>(memory: Map<string, Map<string, Value>>, outer: string, inner: string, make: () => Value): Value {
  let values = memory.get(outer);
  if (!values) memory.set(outer, (values = new Map()));
  if (values.has(inner)) return values.get(inner) as Value;
  const value = make();
  values.set(inner, value);
  return value;
}
