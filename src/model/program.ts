import {
  findChild,
  findModule,
  followImports,
  type ImportGraph,
  moduleFiles,
  type OptionFact,
  type PythonFile,
  type PythonFiles,
} from '../languages/python';
import { isBelow } from '../text/path';
import { importableKind } from './file-access';
import type { LintedRepository } from './linted-repository';
import { repositoryPathOf } from './located';
import { keyedQuery, query } from './query';
import type { ContainerProgram, Example, Program, PythonArtifact, Repository, Script, Start } from './targets';

/**
 * The Python files that the example's containers start, and the local files that those import, sorted by path. Ignored files are
 * excluded.
 */
export function findPythonFiles({ launches, repository }: Example): readonly PythonArtifact[] {
  const programs = launches.flatMap(({ starts }) => starts.flatMap(({ program }) => program ?? []));
  const paths = new Set(programs.flatMap(({ graph }) => [...graph.files.keys()]));
  return [...paths].sort().flatMap((path) => (repository.entry(path) ? (repository.python(path) ?? []) : []));
}

/** The Python programs that the launches of an example or a script start, in order, except those that only print their help. */
export const findPrograms = ({ launches }: Pick<Example | Script, 'launches'>): readonly ContainerProgram[] =>
  launches.flatMap(({ starts }) => starts.flatMap((start) => (printsHelp(start) ? [] : (start.program ?? []))));

const printsHelp = ({ arguments: words }: Start): boolean =>
  words.some(({ text }) => text === '--help' || text === '-h' || text === '--version');

/** What a start runs, as its world has it. Undefined if the entry file isn't known or can't be read. */
export const programOf = query('start.program', (start: Start): Program | undefined => {
  const { entry: path, repository, example } = start;
  if (path === undefined) return undefined;
  const workingFolder = start.target.kind === 'module' ? folderAt(start, start.workdir) : undefined;
  const graph = graphOf(repository, JSON.stringify([path, workingFolder ?? null, start.searchPath] satisfies Seen));
  const entry = graph.files.get(path);
  if (!entry) return undefined;
  const unconditional = [...graph.unconditional].flatMap((each) => graph.files.get(each) ?? []);
  const folder = example?.folder ?? '';
  const program: Program = {
    start,
    entry,
    graph,
    unconditional,
    own: unconditional.filter((file) => isBelow(file.path, folder)),
    get options() {
      return optionsOf(program);
    },
  };
  return program;
});

const optionsOf = query('program.options', ({ graph, entry }: Program) => (graph.cut ? undefined : declaredOptions(entry)));

function declaredOptions({ facts, source }: PythonFile): readonly OptionFact[] | undefined {
  const { reads, open, options } = facts.commandLine;
  if (!reads || open.length > 0 || options.length === 0 || options.some(({ style }) => style === 'assignment')) return undefined;
  return isForeignParser(source.text) ? undefined : options.filter(({ uncalled }) => !uncalled);
}

/** Something besides the parser reads the command line. */
const isForeignParser = (text: string): boolean => /\bsys\.argv\s*(\[|=|\.)|\bOmegaConf\b|@hydra|\babsl\b/.test(text);

/** An entry file and what determines where its imports are found. */
type Seen = readonly [entry: string, workingFolder: string | null, roots: readonly string[]];

/** The local imports of an entry file. Shared by all starts with the same search path. */
const graphOf = keyedQuery('repository.imports', (repository: Repository, key): ImportGraph => {
  const [entry, workingFolder, roots] = JSON.parse(key) as Seen;
  return followImports(entry, pythonFilesOf(repository), { roots, ...(workingFolder !== null && { workingFolder }) });
});

const pythonFilesOf = query('repository.pythonFiles', (repository: Repository): PythonFiles => {
  const { python } = repository;
  const exists = existsIn(repository);
  const module = (folder: string, name: string) => moduleIn(repository, `${folder}\0${name}`);
  const child = (folder: string, name: string) => childIn(repository, `${folder}\0${name}`);
  return { open: (path) => python(path)?.python, modules: moduleFiles(exists, { module, child }) };
});

const existsIn = (repository: Repository) => (path: string) => importableKind(repository as LintedRepository, path);

const parts = (key: string): [string, string] => key.split('\0', 2) as [string, string];

const moduleIn = keyedQuery('repository.module', (repository: Repository, key) =>
  findModule(existsIn(repository), ...parts(key)),
);

const childIn = keyedQuery('repository.moduleChild', (repository: Repository, key) =>
  findChild(existsIn(repository), ...parts(key)),
);

/** The folders of the repository that `PYTHONPATH` names. */
export function searchPathOf(start: Start): readonly string[] {
  const { variables, world } = start;
  const text = variables.has('PYTHONPATH') ? variables.get('PYTHONPATH') : world.variable('PYTHONPATH');
  return (text ?? '').split(':').flatMap((folder) => (folder === '' ? [] : (folderAt(start, folder) ?? [])));
}

const folderAt = ({ world }: Start, folder: string | undefined): string | undefined =>
  folder === undefined ? undefined : repositoryPathOf(world.locate(folder));
