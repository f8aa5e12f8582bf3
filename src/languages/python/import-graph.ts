import { folderOf } from '../../text/path';
import type { Span } from '../../text/span';
import type { ImportFact } from './facts/imports';
import { mentions } from './mentions';
import type { ModuleFiles } from './module-files';
import { qualifiedName } from './names';
import type { PythonFile } from './parse';
import { isStandardLibrary } from './standard-library';
import { normalPath, repositoryPath } from './text-operations';

/** Access to files by their path from the repository's root. Graphs that share it also share the modules it has found. */
export interface PythonFiles {
  open(path: string): PythonFile | undefined;
  readonly modules: ModuleFiles;
}

export interface ImportUse {
  readonly file: PythonFile;
  readonly import: ImportFact;
}

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

/** Follows the local imports of an entry file. It scans files for imports and doesn't parse them. Never throws. */
export function followImports(entry: string, files: PythonFiles, options: GraphOptions = {}): ImportGraph {
  const roots = unique([options.workingFolder ?? folderOf(entry), ...(options.roots ?? [])]);
  const most = options.most ?? 400;
  const found = new Map<string, PythonFile>();
  const edges = new Map<string, string[]>();
  const imports: ImportUse[] = [];
  const external: ImportUse[] = [];
  const missing: ImportUse[] = [];
  const unknownSearchPaths: Span[] = [];
  const queue = [entry];
  let cut = false;
  while (queue.length) {
    const path = queue.shift() as string;
    if (found.has(path)) continue;
    if (found.size >= most) {
      cut = true;
      break;
    }
    const opened = files.open(path);
    const file = path === entry ? opened : opened?.imported;
    if (!file) continue;
    found.set(path, file);
    addSearchPaths(file, roots, options.workingFolder ?? folderOf(entry), unknownSearchPaths);
    for (const fact of file.scannedImports) {
      const before = queue.length;
      imports.push({ file, import: fact });
      follow(file, fact);
      if (fact.guard === 'none' && !fact.lazy) edges.set(path, [...(edges.get(path) ?? []), ...queue.slice(before)]);
    }
  }
  return { files: found, unconditional: reachable(entry, edges), imports, external, missing, unknownSearchPaths, roots, cut };

  function follow(file: PythonFile, fact: ImportFact): void {
    if (fact.guard === 'type-checking') return;
    if (fact.level > 0) {
      const base = ancestor(folderOf(file.path), fact.level - 1);
      const found = base === undefined ? undefined : files.modules.imported(base, fact);
      if (found) queue.push(...found);
      else missing.push({ file, import: fact });
      return;
    }
    for (const root of roots) {
      const found = files.modules.imported(root, fact);
      if (!found) continue;
      queue.push(...found);
      return;
    }
    if (isStandardLibrary(fact.module)) return;
    const [top] = fact.module.split('.', 1);
    const isLocal = top !== undefined && top !== '' && roots.some((root) => files.modules.isPackage(join(root, top)));
    (isLocal ? missing : external).push({ file, import: fact });
  }
}

function reachable(entry: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([entry]);
  for (const path of reached) for (const next of edges.get(path) ?? []) reached.add(next);
  return reached;
}

const unique = (items: readonly string[]): string[] => [...new Set(items)];

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

function ancestor(folder: string, steps: number): string | undefined {
  let current = folder;
  for (let step = 0; step < steps; step++) {
    if (current === '') return undefined;
    current = folderOf(current);
  }
  return current;
}

/** `sys.path.insert(0, folder)`, `append`, and `site.addsitedir`. A relative folder is relative to where the entry starts. */
function addSearchPaths(file: PythonFile, roots: string[], workingFolder: string, unknown: Span[]): void {
  if (!file.source.text.includes('sys.path') && !mentions(file, ['addsitedir'])) return;
  for (const site of file.index.calls) {
    const { func } = site.node;
    if (func.nodeType !== 'Attribute' || !/^(insert|append|extend|addsitedir)$/.test(func.attr)) continue;
    const name = qualifiedName(func, site.frame, file.index);
    if (name === undefined || !/^(sys\.path\.(insert|append|extend)|site\.addsitedir)$/.test(name)) continue;
    const target = name === 'sys.path.insert' ? site.node.args[1] : site.node.args[0];
    const value = target ? file.resolve(target, site.frame) : undefined;
    const texts = value?.kind === 'known' ? (Array.isArray(value.value) ? value.value : [value.value]) : undefined;
    if (!texts?.every((text): text is string => typeof text === 'string') || value?.setters.length) {
      unknown.push(file.span(site.node));
      continue;
    }
    for (const text of texts) {
      const inRepository = repositoryPath(text);
      const folder =
        inRepository ?? (text.startsWith('/') || text.startsWith('~') ? undefined : normalPath(join(workingFolder, text)));
      if (folder === undefined || folder.startsWith('..')) unknown.push(file.span(site.node));
      else if (!roots.includes(folder === '.' ? '' : folder)) roots.push(folder === '.' ? '' : folder);
    }
  }
}
