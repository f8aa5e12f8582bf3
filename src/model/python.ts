import { followImports, type ImportGraph, moduleFiles, type PythonFiles } from '../languages/python';
import { containerOf } from './container';
import { type PythonStart, startsOf } from './start';
import type { Example, PythonArtifact, Repository } from './targets';

/** Python files that the example's containers start with, and the local files that those import, sorted by path; ignored ones are not among them. */
export function findPythonFiles(example: Example): readonly PythonArtifact[] {
  const paths = new Set<string>();
  for (const launch of example.launches) {
    for (const start of startsOf(launch)) for (const path of importsOf(start)?.files.keys() ?? []) paths.add(path);
  }
  const { repository } = example;
  return [...paths].sort().flatMap((path) => (repository.entry(path) ? (repository.python(path) ?? []) : []));
}

interface Programs {
  readonly files: PythonFiles;
  readonly graphs: Map<string, ImportGraph>;
}

const programs = new WeakMap<Repository, Programs>();

function programsOf(repository: Repository): Programs {
  let known = programs.get(repository);
  if (!known) {
    const files = { open: (path: string) => repository.python(path)?.python, modules: moduleFiles(repository.kind) };
    programs.set(repository, (known = { files, graphs: new Map() }));
  }
  return known;
}

/** The local imports of what a start runs, seen from its container; undefined where the entry is not known. */
export function importsOf(start: PythonStart): ImportGraph | undefined {
  const { entry, launch } = start;
  if (entry === undefined) return undefined;
  const { files, graphs } = programsOf(launch.repository);
  const roots = searchRoots(start);
  const workingFolder = start.target.kind === 'module' ? folderAt(start, start.workdir) : undefined;
  const key = [entry, workingFolder, ...roots].join('\0');
  let graph = graphs.get(key);
  if (!graph) {
    graph = followImports(entry, files, { roots, ...(workingFolder !== undefined && { workingFolder }) });
    graphs.set(key, graph);
  }
  return graph;
}

/** Folders of the repository that `PYTHONPATH` names in the container. */
export function searchRoots(start: PythonStart): string[] {
  const text = start.variables.has('PYTHONPATH')
    ? start.variables.get('PYTHONPATH')
    : containerOf(start.launch).variable('PYTHONPATH');
  return (text ?? '').split(':').flatMap((folder) => (folder === '' ? [] : (folderAt(start, folder) ?? [])));
}

function folderAt(start: PythonStart, folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  const located = start.container.locate(folder);
  return located.kind === 'mounted' || located.kind === 'copied' ? located.path : undefined;
}
