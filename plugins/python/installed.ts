import {
  type DockerfileArtifact,
  folderOf,
  type Install,
  imageDistributions,
  nameOf,
  normalName,
  type PackageTable,
  type Program,
  type ProjectRequirements,
  type Repository,
  type Requirement,
  type RequirementsFile,
  readInstall,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
  runCommands,
  withDependencies,
} from '../../src/api';

/** What a container has installed, as far as its Dockerfile and command tell. */
export interface Installed {
  /** Distributions with all that they bring, normalised. */
  readonly distributions: ReadonlySet<string>;
  /** Installed by name, but what they bring is not known. */
  readonly unknownContents: readonly string[];
  /** A project is installed whose packages are not known: it may be the repository itself. */
  readonly hasProject: boolean;
  /** Why more may be installed; empty where the list is whole. */
  readonly unclear: readonly string[];
}

interface Tally {
  readonly names: Set<string>;
  readonly unclear: string[];
  readonly program: Program;
  readonly files: Set<string>;
  readonly projects: string[];
}

export function installedFor(program: Program, table: PackageTable): Installed {
  const { start } = program;
  const { view: image, dockerfile } = start.launch.image;
  const tally: Tally = { names: new Set(), unclear: [], program, files: new Set(), projects: [] };
  if (start.preceded) tally.unclear.push('other commands run before the program');
  if (!image || !dockerfile)
    return { distributions: new Set(), unknownContents: [], hasProject: true, unclear: ['the image’s Dockerfile is not known'] };
  const base = image.base.value === undefined ? undefined : imageDistributions(image.base.value, table);
  if (!base) tally.unclear.push('what the base image holds is not known');
  for (const stage of image.stages) {
    if (stage.copies.some((copy) => copy.from)) tally.unclear.push('files are copied from another image');
    for (const run of stage.runs) {
      for (const { words } of runCommands(run, stage, (dockerfile as DockerfileArtifact).dockerfile.file)) {
        const install = readInstall(words);
        if (install) addInstall(install, run.workdir, tally);
        else
          other(
            words.map((word) => word.text),
            tally,
          );
      }
    }
  }
  for (const install of start.installs) addInstall(install, start.workdir, tally);
  const { all, unknown } = withDependencies(tally.names, table);
  return {
    distributions: new Set([...all, ...(base ?? [])]),
    unknownContents: unknown,
    hasProject: tally.projects.length > 0,
    unclear: tally.unclear,
  };
}

/** Commands other than pip that install Python code. */
function other(words: readonly (string | undefined)[], tally: Tally): void {
  const text = words.map((word) => word ?? '…').join(' ');
  for (const [, name] of text.matchAll(/(?:^|\s)python3?-([a-z][\w.+-]*)/g)) {
    if (!/^(dev|pip|venv|distutils|minimal|setuptools|wheel|apt|full|is-python3)$/.test(name ?? ''))
      tally.names.add(aptName(name ?? ''));
  }
  if (/^(sudo )?(bash|sh|source|\.|make|\.\/\S+) \S*/.test(text) && !/-c$/.test(text))
    tally.unclear.push(`\`${words[0]}\` may install anything`);
  else if (/\bsetup\.py (install|develop|build)/.test(text)) tally.unclear.push('`setup.py` installs a project');
  else if (/^(sudo )?(conda|mamba|micromamba) (env|create)\b/.test(text)) tally.unclear.push('an environment is made');
  else if (
    /(^|[\s/])(pdm|hatch|rye|pipenv|pixi|poetry|easy_install)\s/.test(text) ||
    (/install\.sh/.test(text) && !/astral\.sh\/uv/.test(text))
  )
    tally.unclear.push('another installer is used');
  else if (/\bgit clone\b/.test(text))
    tally.names.add(normalName(/([\w.-]+?)(\.git)?(\s|$)/.exec(text.split('/').at(-1) ?? '')?.[1] ?? 'clone'));
}

const aptName = (name: string): string =>
  ({ opencv: 'opencv-python', yaml: 'pyyaml', pil: 'pillow', sklearn: 'scikit-learn', skimage: 'scikit-image' })[name] ??
  normalName(name);

function addInstall(install: Install, workdir: string | undefined, tally: Tally): void {
  if (install.open.length) tally.unclear.push('a name of an install command is not known');
  for (const requirement of install.requirements) addRequirement(requirement, tally);
  for (const { path } of install.files) {
    const file = located(path, workdir, tally);
    if (file === undefined) tally.unclear.push(`${path} is not known`);
    else addRequirementsFile(file, tally);
  }
  tally.projects.push(...install.projects.map(({ path }) => path));
  for (const { path } of install.projects) addProject(located(path, workdir, tally), tally);
}

/** What lies in a repository may be called otherwise than the repository. */
function addRequirement({ name, url, written }: Requirement, tally: Tally): void {
  tally.names.add(name);
  if (url !== undefined && !/\.whl($|#)/.test(url)) tally.unclear.push(`${written} is installed from a repository`);
}

/** The path in the repository of a file or folder of the image. */
function located(path: string, workdir: string | undefined, { program }: Tally): string | undefined {
  const absolute = path.startsWith('/') ? path : workdir === undefined ? undefined : `${workdir}/${path}`;
  const found = absolute === undefined ? undefined : program.start.container.locate(absolute);
  return found?.kind === 'copied' || found?.kind === 'mounted' ? found.path : bound(path, program);
}

/** `RUN --mount=type=bind,source=requirements.txt,…` and copies to `/tmp`: a file of that name in the build's context. */
function bound(path: string, { start }: Program): string | undefined {
  const { context } = start.launch.image;
  const name = nameOf(path);
  if (context === undefined || !/\.(txt|toml)$/.test(name)) return undefined;
  const file = context === '' ? name : `${context}/${name}`;
  return start.launch.repository.kind(file) === 'file' ? file : undefined;
}

function addRequirementsFile(path: string, tally: Tally): void {
  if (tally.files.has(path)) return;
  tally.files.add(path);
  const source = tally.program.start.launch.repository.source(path);
  if (!source) {
    tally.unclear.push(`${path} cannot be read`);
    return;
  }
  if (path.endsWith('.toml')) {
    addRequirements(readPyproject(source), tally);
    return;
  }
  const file: RequirementsFile = readRequirementsTxt(source);
  for (const requirement of file.requirements) addRequirement(requirement, tally);
  if (file.problems.length) tally.unclear.push(`${path} has lines that are no requirements`);
  const folder = folderOf(path);
  for (const include of file.includes) addRequirementsFile(folder === '' ? include.path : `${folder}/${include.path}`, tally);
  tally.projects.push(...file.projects.map((project) => project.path));
  if (file.projects.length) tally.unclear.push(`${path} installs a project`);
}

function addProject(folder: string | undefined, tally: Tally): void {
  const { repository } = tally.program.start.launch;
  const project = folder === undefined ? undefined : readProject(repository, folder);
  if (!project || project.open.length) tally.unclear.push('a project is installed whose requirements are not known');
  if (project) addRequirements(project, tally);
}

function addRequirements(project: ProjectRequirements, tally: Tally): void {
  if (project.name) tally.names.add(normalName(project.name));
  for (const { name } of project.requirements) tally.names.add(name);
  for (const group of project.optional.values()) for (const { name } of group) tally.names.add(name);
}

function readProject(repository: Repository, folder: string): ProjectRequirements | undefined {
  const at = (name: string) => repository.source(folder === '' ? name : `${folder}/${name}`);
  const toml = at('pyproject.toml');
  const setup = at('setup.py');
  const cfg = at('setup.cfg');
  if (setup) return readSetupPy(setup);
  return toml ? readPyproject(toml) : cfg && readSetupCfg(cfg);
}
