import { posix } from 'node:path';
import {
  type DockerfileArtifact,
  type Install,
  type PlainCommand,
  query,
  type Requirement,
  readInstall,
  readPyproject,
  readRequirementsTxt,
  runCommands,
  type Script,
  type SourceFile,
  type Stage,
} from '../../src/api';
import { contextsOf } from './context';

/** A command of a RUN that installs Python packages. */
export interface PythonInstall {
  readonly stage: Stage;
  readonly run: Stage['runs'][number];
  readonly command: PlainCommand;
  /** The folder that it runs in. Undefined where unknown. */
  readonly folder: string | undefined;
  readonly install: Install;
  /** Those of the command, of its files, and of the projects that it installs. */
  readonly requirements: readonly Requirement[];
}

/** The installs of all stages, in order. */
export const pythonInstalls = query('dockerfile.pythonInstalls', (artifact: DockerfileArtifact): readonly PythonInstall[] =>
  artifact.dockerfile.stages.flatMap((stage) => stage.runs.flatMap((run) => [...installsOf(artifact, stage, run)])),
);

function* installsOf(artifact: DockerfileArtifact, stage: Stage, run: Stage['runs'][number]): Iterable<PythonInstall> {
  let folder = run.workdir;
  for (const command of runCommands(run, stage, artifact.dockerfile.file)) {
    const [program, to] = command.words;
    if (program?.text === 'cd') {
      folder =
        to?.text !== undefined && (folder !== undefined || to.text.startsWith('/'))
          ? posix.resolve(folder ?? '/', to.text)
          : undefined;
    }
    const install = readInstall(command.words);
    if (!install) continue;
    const inFiles = requirementFiles(artifact, install).flatMap((file) => requirementsIn(artifact, file));
    const inProjects = projectFiles(artifact, install).flatMap((file) => readPyproject(file).requirements);
    yield { stage, run, command, folder, install, requirements: [...install.requirements, ...inFiles, ...inProjects] };
  }
}

/** Requirements files, from the root; those of the first context, where a build has several. */
export function requirementFiles(artifact: DockerfileArtifact, { files }: Install): readonly string[] {
  const [context] = files.length > 0 ? contextsOf(artifact) : [];
  if (!context) return [];
  return files.map(({ path }) => fileOf(path, context.folder, artifact));
}

/** The file of a context that a command of the image names, as far as can be guessed. */
function fileOf(path: string, folder: string, artifact: DockerfileArtifact): string {
  const named = posix.join(folder, path.replace(/^\/(?:.*\/)?/, ''));
  if (artifact.repository.kind(named) === 'file') return named;
  const source = copiedTo(path, artifact);
  return source === undefined ? named : posix.join(folder, source);
}

/** The script that a command of the image names, if the repository has it. */
export function scriptOf(path: string, artifact: DockerfileArtifact): Script | undefined {
  const [context] = contextsOf(artifact);
  const file = context && fileOf(path, context.folder, artifact);
  return file !== undefined && artifact.repository.kind(file) === 'file' ? artifact.repository.script(file) : undefined;
}

/** The `pyproject.toml` of each project of the context that is installed with what it requires. */
function projectFiles(artifact: DockerfileArtifact, { projects, noDependencies }: Install): readonly SourceFile[] {
  const [context] = projects.length > 0 && !noDependencies ? contextsOf(artifact) : [];
  return projects.flatMap(({ path }) => {
    const file = context && !path.startsWith('/') ? posix.join(context.folder, path, 'pyproject.toml') : undefined;
    return (file !== undefined && artifact.repository.kind(file) === 'file' && artifact.repository.source(file)) || [];
  });
}

/** The file of the context that a COPY brings to a path of the image: under another name, or from another folder. */
function copiedTo(path: string, { dockerfile: { stages } }: DockerfileArtifact): string | undefined {
  for (const { path: target, sources, from } of stages.flatMap(({ copies }) => copies)) {
    if (target === undefined || from) continue;
    for (const { kind, value } of sources) {
      if (kind !== 'path' || value === undefined) continue;
      const into = target.endsWith('/') || sources.length > 1 ? posix.join(target, posix.basename(value)) : target;
      if (into === path || (!path.startsWith('/') && into.endsWith(`/${posix.normalize(path)}`))) return value;
    }
  }
  return undefined;
}

/** Of a requirements file and those that it includes. */
function requirementsIn({ repository }: DockerfileArtifact, first: string): readonly Requirement[] {
  const files = new Set([first]);
  const requirements: Requirement[] = [];
  for (const file of files) {
    const source = repository.kind(file) === 'file' ? repository.source(file) : undefined;
    if (!source) continue;
    const read = readRequirementsTxt(source);
    requirements.push(...read.requirements);
    for (const { path } of read.includes) files.add(posix.join(posix.dirname(file), path));
  }
  return requirements;
}

/** Whether some RUN uninstalls a Python package. */
export const isUninstalled = ({ dockerfile: { stages, file } }: DockerfileArtifact, name: string): boolean =>
  stages.some((stage) =>
    stage.runs.some((run) =>
      runCommands(run, stage, file).some(
        ({ words: command }) =>
          command.some(({ text }) => text === 'uninstall') && command.some(({ text }) => text?.replaceAll('_', '-') === name),
      ),
    ),
  );
