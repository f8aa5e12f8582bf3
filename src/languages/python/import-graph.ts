import { folderOf, joinPath } from '../../text/path';
import type { Span } from '../../text/span';
import type { ImportFact } from './facts/imports';
import type { ModuleFiles } from './module-files';
import type { PythonFile } from './parse';
import { addSearchPaths } from './search-paths';
import { isStandardLibrary } from './standard-library';

/** Access to files by their path from the repository's root. Graphs that share it also share the modules it has found. */
export interface PythonFiles {
  open(path: string): PythonFile | undefined;
  readonly modules: ModuleFiles;
}

/** One import, and the file that it is in. */
export interface ImportUse {
  readonly file: PythonFile;
  readonly import: ImportFact;
}

/** A Python entry file and the local files that it imports, directly or indirectly. */
export interface ImportGraph {
  /** The entry and the local files that it imports, directly or not, in the order found. All but the entry are as imported. */
  readonly files: ReadonlyMap<string, PythonFile>;
  /** Paths of the files that always run: no import on the way from the entry is guarded or in a function. */
  readonly unconditional: ReadonlySet<string>;
  /** All imports of these files, as scanned. */
  readonly imports: readonly ImportUse[];
  /** Imports that are in no root and not in the standard library: of installed distributions, or missing. */
  readonly external: readonly ImportUse[];
  /** Relative imports, and submodules of a local package, that don't exist. */
  readonly missing: readonly ImportUse[];
  /** Places where the code adds an unknown folder to the search path. */
  readonly unknownSearchPaths: readonly Span[];
  /** The folders that were searched, in order: those in the options, then those that the code adds. */
  readonly roots: readonly string[];
  /** There are more files than `most`, so the graph is incomplete. */
  readonly cut: boolean;
}

export interface GraphOptions {
  /** Further folders to search, from the repository's root, such as those in `PYTHONPATH`. The entry's own folder comes first. */
  readonly roots?: readonly string[];
  /** For `python -m`, which searches the working folder in place of the entry's folder. */
  readonly workingFolder?: string;
  /** Most files to follow. Default: 400. */
  readonly most?: number;
}

/** A graph that is being made. */
interface Search {
  readonly modules: ModuleFiles;
  /** The folders that are searched, in order. */
  readonly roots: string[];
  /** Paths of files to read. */
  readonly queue: string[];
  readonly imports: ImportUse[];
  readonly external: ImportUse[];
  readonly missing: ImportUse[];
}

/** Follows the local imports of an entry file. It scans files for imports and doesn't parse them. Never throws. */
export function followImports(entry: string, files: PythonFiles, options: GraphOptions = {}): ImportGraph {
  const { workingFolder = folderOf(entry), most = 400 } = options;
  const roots = [...new Set([workingFolder, ...(options.roots ?? [])])];
  const search: Search = { modules: files.modules, roots, queue: [entry], imports: [], external: [], missing: [] };
  const found = new Map<string, PythonFile>();
  /** The files that each file always imports. */
  const always = new Map<string, string[]>();
  const unknownSearchPaths: Span[] = [];
  let cut = false;
  for (let path = search.queue.shift(); path !== undefined; path = search.queue.shift()) {
    if (found.has(path)) continue;
    if (found.size >= most) {
      cut = true;
      break;
    }
    const opened = files.open(path);
    const file = path === entry ? opened : opened?.imported;
    if (!file) continue;
    found.set(path, file);
    addSearchPaths(file, roots, workingFolder, unknownSearchPaths);
    always.set(path, followAll(file, search));
  }
  const { imports, external, missing } = search;
  return { files: found, unconditional: reachable(entry, always), imports, external, missing, unknownSearchPaths, roots, cut };
}

/** Queues what a file imports. Returns the files that it always imports. */
function followAll(file: PythonFile, search: Search): string[] {
  return file.scannedImports.flatMap((fact) => {
    const use = { file, import: fact };
    search.imports.push(use);
    const paths = fact.guard === 'type-checking' ? [] : follow(use, search);
    search.queue.push(...paths);
    return fact.guard === 'none' && !fact.lazy ? paths : [];
  });
}

/** The local files that an import runs. One without any is external or missing. */
function follow(use: ImportUse, { modules, roots, external, missing }: Search): readonly string[] {
  const { file, import: fact } = use;
  if (fact.level > 0) {
    const base = ancestor(folderOf(file.path), fact.level - 1);
    const paths = base === undefined ? undefined : modules.imported(base, fact);
    if (!paths) missing.push(use);
    return paths ?? [];
  }
  for (const root of roots) {
    const paths = modules.imported(root, fact);
    if (paths) return paths;
  }
  if (isStandardLibrary(fact.module)) return [];
  const [top] = fact.module.split('.', 1);
  const isLocal = top !== undefined && top !== '' && roots.some((root) => modules.isPackage(joinPath(root, top)));
  (isLocal ? missing : external).push(use);
  return [];
}

function reachable(entry: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([entry]);
  for (const path of reached) for (const next of edges.get(path) ?? []) reached.add(next);
  return reached;
}

function ancestor(folder: string, steps: number): string | undefined {
  let current = folder;
  for (let step = 0; step < steps; step++) {
    if (current === '') return undefined;
    current = folderOf(current);
  }
  return current;
}
