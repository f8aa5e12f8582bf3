import {
  type ContainerProgram,
  type DockerfileArtifact,
  folderOf,
  type Install,
  imageDistributions,
  nameOf,
  normalName,
  type PackageTable,
  type ProjectRequirements,
  query,
  type Repository,
  type Requirement,
  readInstall,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
  runCommands,
  withDependencies,
} from '../../src/api';

/** What a container has installed, as far as its Dockerfile and command show. */
export interface Installed {
  /** Normalized names of distributions, with all that they bring. */
  readonly distributions: ReadonlySet<string>;
  /** Whether something is installed whose dependencies the table doesn't list. */
  readonly hasUnlisted: boolean;
  /** Whether a project is installed, which may be the repository itself. */
  readonly hasProject: boolean;
  /** Whether nothing else can be installed. */
  readonly complete: boolean;
}

export function installedFor(program: ContainerProgram, table: PackageTable): Installed {
  const { names, hasProject, complete } = installsOf(program);
  const { image } = program.start.launch;
  if (!image.view) return { distributions: new Set(), hasUnlisted: false, hasProject: true, complete: false };
  const { value } = image.view.base;
  const base = value === undefined ? undefined : imageDistributions(value, table);
  const { all, unknown } = withDependencies(names, table);
  return {
    distributions: new Set([...all, ...(base ?? [])]),
    hasUnlisted: unknown.length > 0,
    hasProject,
    complete: complete && base !== undefined,
  };
}

interface Tally {
  readonly program: ContainerProgram;
  readonly names: Set<string>;
  readonly files: Set<string>;
  hasProject: boolean;
  complete: boolean;
}

/** What the image's build and the program's own command install by name. */
const installsOf = query('python.installs', (program: ContainerProgram): Omit<Tally, 'program' | 'files'> => {
  const { start } = program;
  const { view, dockerfile } = start.launch.image;
  const tally: Tally = { program, names: new Set(), files: new Set(), hasProject: false, complete: !start.preceded };
  if (!view) return tally;
  for (const stage of dockerfile ? view.stages : []) {
    if (stage.copies.some((copy) => copy.from)) tally.complete = false;
    for (const run of stage.runs) {
      for (const { words } of runCommands(run, stage, (dockerfile as DockerfileArtifact).dockerfile.file)) {
        const install = readInstall(words);
        if (install) addInstall(install, run.workdir, tally);
        else addOther(words.map(({ text }) => text ?? '…').join(' '), tally);
      }
    }
  }
  for (const install of start.installs) addInstall(install, start.workdir, tally);
  return tally;
});

/** Commands other than pip that install Python code. */
function addOther(command: string, tally: Tally): void {
  for (const [, name = ''] of command.matchAll(/(?:^|\s)python3?-([a-z][\w.+-]*)/g)) {
    if (!/^(dev|pip|venv|distutils|minimal|setuptools|wheel|apt|full|is-python3)$/.test(name))
      tally.names.add(debianNames[name] ?? normalName(name));
  }
  if (installsAnything(command)) tally.complete = false;
  else if (/\bgit clone\b/.test(command))
    tally.names.add(normalName(/(?<![\w.-])([\w.-]+?)(\.git)?(\s|$)/.exec(command.split('/').at(-1) ?? '')?.[1] ?? 'clone'));
}

/** Distributions by the names of their Debian packages, without `python3-`. */
const debianNames: { readonly [name: string]: string } = {
  opencv: 'opencv-python',
  yaml: 'pyyaml',
  pil: 'pillow',
  sklearn: 'scikit-learn',
  skimage: 'scikit-image',
};

/** A script, a `setup.py`, an environment, or an installer that isn't pip. */
const installsAnything = (command: string): boolean =>
  (/^(sudo )?(bash|sh|source|\.|make|\.\/\S+) \S*/.test(command) && !/-c$/.test(command)) ||
  /\bsetup\.py (install|develop|build)/.test(command) ||
  /^(sudo )?(conda|mamba|micromamba) (env|create)\b/.test(command) ||
  /(^|[\s/])(pdm|hatch|rye|pipenv|pixi|poetry|easy_install)\s/.test(command) ||
  (/install\.sh/.test(command) && !/astral\.sh\/uv/.test(command));

function addInstall(install: Install, workdir: string | undefined, tally: Tally): void {
  if (install.open.length) tally.complete = false;
  for (const requirement of install.requirements) addRequirement(requirement, tally);
  for (const { path } of install.files) {
    const file = located(path, workdir, tally);
    if (file === undefined) tally.complete = false;
    else addRequirementsFile(file, tally);
  }
  for (const { path } of install.projects) addProject(located(path, workdir, tally), tally);
}

/** A repository may contain modules of any name; a wheel is named after its distribution. */
function addRequirement({ name, url }: Requirement, tally: Tally): void {
  tally.names.add(name);
  if (url !== undefined && !/\.whl($|#)/.test(url)) tally.complete = false;
}

/** The path in the repository of a file or folder of the image. */
function located(path: string, workdir: string | undefined, { program }: Tally): string | undefined {
  const absolute = path.startsWith('/') ? path : workdir === undefined ? undefined : `${workdir}/${path}`;
  const found = absolute === undefined ? undefined : program.start.container.locate(absolute);
  return found?.kind === 'copied' || found?.kind === 'mounted' ? found.path : inContext(path, program);
}

/** `RUN --mount=type=bind,source=requirements.txt,…` and copies to `/tmp`: a file of that name in the build's context. */
function inContext(path: string, { start }: ContainerProgram): string | undefined {
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
    tally.complete = false;
    return;
  }
  if (path.endsWith('.toml')) {
    addRequirements(readPyproject(source), tally);
    return;
  }
  const { requirements, problems, includes, projects } = readRequirementsTxt(source);
  for (const requirement of requirements) addRequirement(requirement, tally);
  const folder = folderOf(path);
  for (const include of includes) addRequirementsFile(folder === '' ? include.path : `${folder}/${include.path}`, tally);
  if (projects.length) tally.hasProject = true;
  if (problems.length || projects.length) tally.complete = false;
}

function addProject(folder: string | undefined, tally: Tally): void {
  tally.hasProject = true;
  const project = folder === undefined ? undefined : readProject(tally.program.start.launch.repository, folder);
  if (!project || project.open.length) tally.complete = false;
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
