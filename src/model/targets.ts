import type { BuildSpec, Dockerfile, ImageReference, ImageView, Mount, Part, RunSpec } from '../languages/docker';
import type { ImportGraph, Install, PythonFile } from '../languages/python';
import type { CommandCertainty, EvaluatedCommand, ShellScript } from '../languages/shell';
import type { YamlDocument } from '../languages/yaml';
import type { Run } from '../runs';
import type { Problem, SourceFile, Span } from '../text/span';
import type { Directives } from './directives';
import type { Fields, Written } from './fields';
import type { Preset } from './presets';
import type { Resources } from './resources';
import type { ExampleKind } from './settings';
import type { FileEntry } from './tree';

export type { Written } from './fields';
export type { FileEntry } from './tree';

/** What each scope's rules are handed. */
export interface Targets {
  repository: Repository;
  example: Example;
  metadata: Metadata;
  script: Script;
  launch: Launch;
  dockerfile: DockerfileArtifact;
  python: PythonArtifact;
  run: RunArtifact;
  directives: Directives;
}

export interface Repository {
  readonly path: '';
  /** Absolute, symlinks resolved. */
  readonly root: string;
  /** The root is a git checkout that git could list: `tracked` and `executable` tell git's view. */
  readonly git: boolean;
  /** Sorted by path. */
  readonly files: readonly FileEntry[];
  readonly examples: readonly Example[];
  /** Shell scripts, in and outside examples. */
  readonly scripts: readonly Script[];
  readonly dockerfiles: readonly DockerfileArtifact[];
  /** Runs in the examples that touch the given paths, and in given paths that lie in no example; ignored files included. */
  runs(paths: readonly string[]): Promise<readonly RunArtifact[]>;
  entry(path: string): FileEntry | undefined;
  /** Files at any depth below a folder. */
  filesBelow(folder: string): readonly FileEntry[];
  /** What a path is on disk, also where git ignores it; undefined where missing, special, or outside the root after following links. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** Names in a folder on disk, sorted, ignored ones included; empty where there is no such folder. */
  list(folder: string): readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'other' }[];
  /** Bytes; undefined where there is no such file. */
  size(path: string): number | undefined;
  /** Decoded text; undefined where missing, unreadable, binary, outside the root, or over 32 MiB. */
  source(path: string): SourceFile | undefined;
  /** Why `source` gives nothing; undefined where it does. */
  unreadable(path: string): 'missing' | 'a folder' | 'not text' | 'too large' | 'not permitted' | undefined;
  /** A script, Dockerfile, YAML or Python file of the repository, parsed once. */
  script(path: string): Script | undefined;
  dockerfile(path: string): DockerfileArtifact | undefined;
  python(path: string): PythonArtifact | undefined;
  yaml(path: string): YamlDocument | undefined;
  /** The innermost example that a path is in. */
  exampleOf(path: string): Example | undefined;
  /** The image builds of all scripts, in order of script and execution. */
  readonly builds: readonly ImageBuild[];
  /** Where scripts give an image that name. Names that are only partly known count where they may be it. */
  imagesNamed(name: string): readonly ImageName[];
  /**
   * The pattern in the `.gitignore` files that hides a path; undefined where none does. As in git, an ignored parent folder decides,
   * then the innermost file that has a say, and in it the last pattern that matches.
   */
  ignoredBy(path: string): Span | undefined;
  /** Whether `.gitignore` files hide a path: much cheaper than asking which pattern does. */
  isIgnored(path: string): boolean;
  /** Whether a pattern such as `!logs/train.log` keeps a file on purpose that another pattern would hide. */
  isKept(path: string): boolean;
}

/** A folder with a metadata file, or one that a pack marks as an example by other files. */
export interface Example {
  readonly repository: Repository;
  /** The folder, relative to the root; empty for the root itself. */
  readonly folder: string;
  /** The metadata file, else the folder: where findings about the whole example stand. */
  readonly path: string;
  readonly kind: ExampleKind;
  readonly metadata: Metadata | undefined;
  /** The named ways to start it, in the order they are written. */
  readonly presets: readonly Preset[];
  /** The presets whose names fit one of some patterns: `train`, `train*`. */
  presetsMatching(patterns: readonly string[]): readonly Preset[];
  /** The presets that start a script. */
  presetsOf(script: Script): readonly Preset[];
  /** The hardware that the metadata asks for. */
  readonly resources: Resources;
  /** What it is for, as the metadata says: its tasks, then its capability. */
  readonly tasks: readonly string[];
  /** At any depth, without those of nested examples. */
  readonly files: readonly FileEntry[];
  readonly scripts: readonly Script[];
  /** Container starts of this example's own scripts, evaluated symbolically, in order of script and execution. */
  readonly launches: readonly Launch[];
  readonly dockerfiles: readonly DockerfileArtifact[];
  /** The image builds of its own scripts, and the names that these give to images. */
  readonly builds: readonly ImageBuild[];
  readonly imageNames: readonly ImageName[];
  readonly readme: SourceFile | undefined;
  /** What its launches start in Python, in order, without those that only print their help. */
  readonly programs: readonly Program[];
  /** Python files that the container starts with, and local files that those import. */
  readonly python: readonly PythonArtifact[];
  /** Runs found in the folder, ignored ones included. Read once, asynchronously. */
  runs(): Promise<readonly RunArtifact[]>;
  /** `join('train.sh')` is that path from the root; `..` is resolved and may not leave the root (undefined). */
  join(relative: string): string | undefined;
  /** The file of that name in the example, on disk. */
  has(relative: string): boolean;
}

export interface Metadata extends Fields {
  readonly repository: Repository;
  readonly example: Example;
  readonly path: string;
  /** Fields of one word; undefined where they are absent, empty, or something else. */
  readonly name: Written | undefined;
  readonly image: Written | undefined;
  readonly capability: Written | undefined;
  /** Fields of a list of words, or of one. */
  readonly tasks: readonly string[];
  readonly datasets: readonly string[];
  /** Cog runs its own commands for the presets, so that no script is looked up for them. */
  readonly usesCog: boolean;
}

export interface Script {
  readonly repository: Repository;
  readonly example: Example | undefined;
  readonly path: string;
  readonly shell: ShellScript;
  /** All container commands (run, build, tag, …) in order of execution, evaluated symbolically once. */
  readonly commands: readonly EvaluatedCommand[];
  /** Those of `commands` that start a container. */
  readonly launches: readonly Launch[];
  /** Why the evaluation is not whole; empty where it is. */
  readonly incomplete: readonly string[];
}

export interface Launch {
  readonly repository: Repository;
  readonly example: Example | undefined;
  readonly script: Script;
  /** The script's path. */
  readonly path: string;
  readonly command: EvaluatedCommand;
  readonly certainty: CommandCertainty;
  readonly spec: RunSpec;
  readonly span: Span;
  readonly image: Image;
  readonly container: Container;
  /** The Python programs that its command starts, in order. Empty where it starts none, or where that is not known. */
  readonly starts: readonly Start[];
}

/** The image of a launch, as far as the repository makes it. */
export interface Image {
  /** The name that the launch gives; undefined where it is not known. */
  readonly reference: ImageReference | undefined;
  /** The builds of scripts that make it, by its name: those of the launch's own example first. */
  readonly builds: readonly ImageBuild[];
  /** Its Dockerfile: that of the build, else the only one of the example where no other can be meant. */
  readonly dockerfile: DockerfileArtifact | undefined;
  /** The folder that it is built in, from the repository's root. */
  readonly context: string | undefined;
  /** What the Dockerfile makes, seen from its last stage. */
  readonly view: ImageView | undefined;
}

/** A `docker build` that some script performs. */
export interface ImageBuild {
  readonly script: Script;
  readonly command: EvaluatedCommand;
  readonly spec: BuildSpec;
  readonly span: Span;
  /** The context's folder from the root; undefined where it is not known, or no folder of the repository. */
  readonly context: string | undefined;
  /** The Dockerfile's path from the root; undefined where it is not known. */
  readonly dockerfile: string | undefined;
  /**
   * Context or Dockerfile depend on the folder that the script is called from. What is given here holds for the script's own
   * folder, or else for the nearest one above it that has the Dockerfile.
   */
  readonly fromCaller: boolean;
  /** The folder, from the root, that what is given here holds for; undefined where none from the script's own up has the Dockerfile. */
  readonly caller: string | undefined;
}

/** A name that a script gives an image, by `docker build` or `docker tag`. */
export interface ImageName {
  readonly name: Part;
  readonly script: Script;
  /** Undefined for `docker tag` of an image that no script builds. */
  readonly build: ImageBuild | undefined;
}

/** The file system and the variables of a launch's container. */
export interface Container {
  readonly launch: Launch;
  /** Absolute; undefined where unknown. */
  readonly workdir: string | undefined;
  /** The value of a variable of `--env` or the image's ENV; null where surely not set there, undefined where unknown. */
  variable(name: string): string | null | undefined;
  /** An absolute path, or one from the working folder. */
  locate(path: string): Located;
}

/** What a path in a container is, as far as the launch and the image's Dockerfile show. */
export type Located =
  /** A file or folder of the repository, mounted. `readonly` is undefined where that is not known. */
  | { readonly kind: 'mounted'; readonly path: string; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** A file or folder of the repository that the image has copied. */
  | { readonly kind: 'copied'; readonly path: string }
  /** Mounted from the machine, outside the repository: a cache, the caller's folder, a volume. */
  | { readonly kind: 'outside'; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** In the image and not from the repository: gone when the container ends. */
  | { readonly kind: 'image' }
  | { readonly kind: 'unknown' };

/** A Python program that a launch starts in its container, and how. */
export interface Start {
  readonly launch: Launch;
  readonly container: Container;
  /** `python`, `torchrun`, `accelerate`, `deepspeed`, `streamlit`. */
  readonly runner: string;
  /** The script, the module of `-m`, or the code of `-c`. */
  readonly target: { readonly kind: 'file' | 'module' | 'code'; readonly part: Part };
  /** Where the script is; undefined for modules, code, and where that is not known. */
  readonly located: Located | undefined;
  /** The file in the repository. */
  readonly entry: string | undefined;
  /** Words after the script. */
  readonly arguments: readonly Part[];
  /** The folder it starts in, in the container; undefined where unknown. */
  readonly workdir: string | undefined;
  /** Variables that the command itself sets before it, by name. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** What the same command installs before it. */
  readonly installs: readonly Install[];
  /** Other commands run before it that are not understood: they may install, copy or set anything. */
  readonly preceded: boolean;
  /** Folders of the repository that `PYTHONPATH` names in the container. */
  readonly searchPath: readonly string[];
  /** What it runs; undefined where the entry is not a file of the repository that can be read. */
  readonly program: Program | undefined;
}

/** The Python of a start: its entry file and all local files that this imports. */
export interface Program {
  readonly start: Start;
  readonly entry: PythonFile;
  /** Its local imports, seen from the container. */
  readonly graph: ImportGraph;
  /** The files that run whatever happens: reached by imports that are neither guarded nor in a function. */
  readonly unconditional: readonly PythonFile[];
  /** Those of them in the example's folder. */
  readonly own: readonly PythonFile[];
}

export interface DockerfileArtifact {
  readonly repository: Repository;
  readonly example: Example | undefined;
  readonly path: string;
  readonly dockerfile: Dockerfile;
}

export interface PythonArtifact {
  readonly repository: Repository;
  readonly example: Example | undefined;
  readonly path: string;
  readonly python: PythonFile;
}

export interface RunArtifact {
  readonly repository: Repository;
  readonly example: Example | undefined;
  /** The folder or file that the run is. */
  readonly path: string;
  readonly run: Run;
  /** By `--task`, else by the example's metadata. */
  readonly tasks: readonly string[];
}

export type { Problem };
