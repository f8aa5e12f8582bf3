import { runCommands } from '../languages/docker';
import {
  type Install,
  installsIn,
  type Requirement,
  readEnvironmentYml,
  readInstall,
  readLock,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
} from '../languages/python';
import { folderOf, nameOf } from '../text/path';
import type { SourceFile, Span } from '../text/span';
import { isDockerfilePath, isReadmePath } from './file-kinds';
import { keyedQuery, query } from './query';
import { requirementsOf } from './requirements';
import type { PythonArtifact, Repository } from './targets';

/** What one place asks to be installed: a container, or the files of one folder. */
export interface StatedRequirements {
  readonly requirements: readonly Requirement[];
  /** The base images of its Dockerfiles, such as `pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime`. */
  readonly bases: readonly { readonly image: string; readonly span: Span }[];
  /** Whether something names Python 3.9 or an older one, for which new releases of most libraries aren't made. */
  readonly oldPython: boolean;
}

interface Growing {
  readonly requirements: Requirement[];
  readonly bases: { readonly image: string; readonly span: Span }[];
  oldPython: boolean;
}

/**
 * What is installed for a Python file, as far as the repository states it, nearest first: the containers of its example that run it,
 * then each folder from its own up to the root, with its requirements and lock files, its Dockerfiles, and the commands of its README
 * and of its scripts that install.
 */
export const statedRequirements = query(
  'python.statedRequirements',
  ({ repository, example, path }: PythonArtifact): readonly StatedRequirements[] => {
    const starts = (example?.programs ?? []).flatMap(({ graph, start }) => (graph.files.has(path) ? [start] : []));
    const container = {
      requirements: starts.flatMap(requirementsOf),
      bases: starts.flatMap(({ launch: { image } }) => {
        const { value, span } = image.view?.base ?? {};
        return value !== undefined && span ? [{ image: value, span }] : [];
      }),
      oldPython: false,
    };
    const folders: string[] = [];
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      folders.push(folder);
      if (folder === '') break;
    }
    return [container, ...folders.map((folder) => statedIn(repository, folder))].filter(
      ({ requirements, bases }) => requirements.length > 0 || bases.length > 0,
    );
  },
);

const statedIn = keyedQuery('repository.statedRequirements', (repository: Repository, folder): StatedRequirements => {
  const stated: Growing = { requirements: [], bases: [], oldPython: false };
  const entries = repository.list(folder);
  const isCollection = entries.filter(({ name }) => name.endsWith('.py')).length > mostPrograms;
  for (const { name, kind } of entries) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (isCollection && isReadmePath(name)) continue;
    if (kind === 'file' && repository.entry(path)) addFile(path, repository, stated);
    else if (kind === 'folder' && name === 'requirements') {
      for (const each of repository.list(path))
        if (each.name.endsWith('.txt')) addFile(`${path}/${each.name}`, repository, stated);
    }
  }
  return stated;
});

/** The README of a folder with more programs than this may install something for each of them. */
const mostPrograms = 20;

function addFile(path: string, repository: Repository, stated: Growing): void {
  if (isDockerfilePath(path)) addDockerfile(path, repository, stated);
  const read = readerFor(path);
  const source = read && repository.source(path);
  if (!source) return;
  stated.requirements.push(...read(source));
  stated.oldPython ||= read === installedByReadme && /\bpython\W{0,6}3\.[5-9]\b/i.test(source.text);
}

function addDockerfile(path: string, repository: Repository, { requirements, bases }: Growing): void {
  const dockerfile = repository.dockerfile(path)?.dockerfile;
  for (const stage of dockerfile?.stages ?? []) {
    const { value, span } = stage.from;
    if (value !== undefined && !stage.from.stage) bases.push({ image: value, span });
    for (const run of stage.runs) {
      const installs = runCommands(run, stage, dockerfile!.file).flatMap(({ words }) => readInstall(words) ?? []);
      requirements.push(...installs.flatMap(requirementsIn));
    }
  }
}

type Reader = (source: SourceFile) => readonly Requirement[];

/** How a file states requirements, by its name. */
function readerFor(path: string): Reader | undefined {
  const name = nameOf(path);
  if (name.endsWith('.txt') && (name.startsWith('requirements') || nameOf(folderOf(path)) === 'requirements'))
    return (source) => readRequirementsTxt(source).requirements;
  if (name === 'pyproject.toml') return (source) => readPyproject(source).requirements;
  if (name === 'setup.cfg') return (source) => readSetupCfg(source).requirements;
  if (name === 'setup.py') return (source) => readSetupPy(source).requirements;
  if (name === 'uv.lock' || name === 'poetry.lock' || name === 'Pipfile.lock') return readLock;
  if (/^(?:conda[_-]?)?env/.test(name) && /\.ya?ml$/.test(name)) return readEnvironmentYml;
  if (isReadmePath(name)) return installedByReadme;
  return name.endsWith('.sh') && /install|setup|env/i.test(name) ? installedBy : undefined;
}

const installedBy: Reader = ({ text, path }) => installsIn(text, path).flatMap(requirementsIn);

const requirementsIn = ({ requirements }: Install): readonly Requirement[] => requirements;

/** The lines of a README that are an install command, with or without a prompt or the back quotes around it. */
function installedByReadme({ text, path }: SourceFile): Requirement[] {
  const found: Requirement[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const at = line.search(/(?:pip3?|conda|mamba) (?:install|create) /);
    if (at >= 0) {
      const end = line.indexOf('`', at);
      found.push(...installsIn(line.slice(at, end < 0 ? undefined : end), path, start + at).flatMap(requirementsIn));
    }
    start += line.length + 1;
  }
  return found;
}
