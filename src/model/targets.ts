import type { BuildSpec, Dockerfile, ImageReference, ImageView, Mount, Part, Process, RunSpec } from '../languages/docker';
import type { PythonFile } from '../languages/python';
import type { CommandCertainty, EvaluatedCommand, ShellScript, StartedCommand } from '../languages/shell';
import type { YamlDocument } from '../languages/yaml';
import type { Run } from '../runs';
import type { SourceFile, Span } from '../text/span';
import type { Directives } from './directives';
import type { Fields, Written } from './fields';
import type { Given } from './given';
import type { ContainerRecord, EngineFacts, NamedImage } from './live/facts';
import type { Preset } from './presets';
import type { Resources } from './resources';
import type { ExampleKind } from './settings';
import type { Container, ContainerProgram, ContainerStart, Start } from './started';
import type { FileEntry } from './tree';
import type { UsedEnvFile } from './used-env-file';
import type { CommandLanguage } from './written-in';

export type { Written } from './fields';
export type { Given } from './given';
export type { Located } from './located';
export type { Container, ContainerProgram, ContainerStart, Program, Start, World } from './started';
export type { FileEntry } from './tree';
export type { UsedEnvFile } from './used-env-file';
export type { CommandLanguage } from './written-in';

/** What a rule of each scope checks: a rule with `scope: 'launch'` gets a `Launch`, and so on. */
export interface Targets {
  repository: Repository;
  example: Example;
  metadata: Metadata;
  script: Script;
  launch: Launch;
  start: Start;
  programs: Programs;
  dockerfile: DockerfileArtifact;
  python: PythonArtifact;
  module: PythonArtifact;
  run: RunArtifact;
  engine: LiveEngine;
  image: LiveImage;
  container: LiveContainer;
  directives: Directives;
}

/** The linted repository. Rules read files and folders only through it. Paths are relative to the root, with forward slashes. */
export interface Repository {
  readonly path: '';
  /** Absolute, symlinks resolved. */
  readonly root: string;
  /** Whether the root is a checkout that git could list. If so, `tracked` and `executable` are git's view. */
  readonly git: boolean;
  /** Sorted by path. */
  readonly files: readonly FileEntry[];
  readonly examples: readonly Example[];
  /** Shell scripts, inside and outside of examples. */
  readonly scripts: readonly Script[];
  /** Commands that other files hold, as scripts: fenced blocks, makefiles, workflows, compose files. Sorted by path. */
  readonly embeddedScripts: readonly Script[];
  /** Those that one file holds. Other files aren't read. */
  embeddedScriptsIn(path: string): readonly Script[];
  readonly dockerfiles: readonly DockerfileArtifact[];
  /** The runs at the given paths, inside and outside of examples, including ignored files. */
  runs(paths: readonly string[]): Promise<readonly RunArtifact[]>;
  entry(path: string): FileEntry | undefined;
  /** Files below a folder, at any depth. */
  filesBelow(folder: string): readonly FileEntry[];
  /** What a path is on disk, even if git ignores it. Undefined if it's missing, special, or outside of the root after following links. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** The names in a folder on disk, including ignored ones, sorted. Empty if there is no such folder. */
  list(folder: string): readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'other' }[];
  /** Size in bytes. Undefined if there is no such file. */
  size(path: string): number | undefined;
  /** Decoded text. Undefined if the file is missing, unreadable, binary, outside of the root, or larger than 32 MiB. */
  source(path: string): SourceFile | undefined;
  /** Why `source` is undefined. Undefined if it isn't. */
  unreadable(path: string): 'missing' | 'a folder' | 'not text' | 'too large' | 'not permitted' | undefined;
  /** A script, Dockerfile, YAML, or Python file of the repository, parsed once. */
  script(path: string): Script | undefined;
  dockerfile(path: string): DockerfileArtifact | undefined;
  python(path: string): PythonArtifact | undefined;
  yaml(path: string): YamlDocument | undefined;
  /** The innermost example that contains a path. */
  exampleOf(path: string): Example | undefined;
  /** The image builds of all scripts, in order of script and execution. */
  readonly builds: readonly ImageBuild[];
  /** Those of scripts that aren't in an example. */
  readonly buildsOutside: readonly ImageBuild[];
  /** Those that use a Dockerfile. */
  buildsWith(dockerfile: string): readonly ImageBuild[];
  /** Where scripts give an image this name. A partly known name counts if it could match. */
  imagesNamed(name: string): readonly ImageName[];
  /**
   * The `.gitignore` pattern that hides a path. Undefined if none does. As in git, an ignored parent folder decides first, then the
   * innermost file with a matching pattern, and in it the last pattern that matches.
   */
  ignoredBy(path: string): Span | undefined;
  /** Whether `.gitignore` files hide a path. Much cheaper than finding the pattern. */
  isIgnored(path: string): boolean;
  /** Whether a pattern such as `!logs/train.log` deliberately keeps a file that another pattern hides. */
  isKept(path: string): boolean;
}

/** A folder with a metadata file, or one that a pack marks as an example by other files. */
export interface Example {
  readonly repository: Repository;
  /** The folder, relative to the root. Empty for the root itself. */
  readonly folder: string;
  /** The metadata file, else the folder: where findings about the whole example are reported. */
  readonly path: string;
  readonly kind: ExampleKind;
  readonly metadata: Metadata | undefined;
  /** The named ways to start it, in the order of the metadata. */
  readonly presets: readonly Preset[];
  /** The presets whose names match one of the patterns, such as `train` or `train*`. */
  presetsMatching(patterns: readonly string[]): readonly Preset[];
  /** The presets that start a script. */
  presetsOf(script: Script): readonly Preset[];
  /** The hardware that the metadata asks for. */
  readonly resources: Resources;
  /** What it's for, by the metadata: its tasks, then its capability. */
  readonly tasks: readonly string[];
  /** Files at any depth, except those of nested examples. */
  readonly files: readonly FileEntry[];
  readonly scripts: readonly Script[];
  /** The container starts of its own scripts, evaluated symbolically, in order of script and execution. */
  readonly launches: readonly Launch[];
  readonly dockerfiles: readonly DockerfileArtifact[];
  /** The image builds of its own scripts, and the image names that these set. */
  readonly builds: readonly ImageBuild[];
  readonly imageNames: readonly ImageName[];
  readonly readme: SourceFile | undefined;
  /** The Python programs that its launches start, in order, except those that only print their help. */
  readonly programs: readonly ContainerProgram[];
  /** The Python files that its containers start, and the local files that those import. */
  readonly python: readonly PythonArtifact[];
  /** The runs in the folder, including ignored ones. Read once, asynchronously. */
  runs(): Promise<readonly RunArtifact[]>;
  /** `join('train.sh')` is that file's path from the root. Undefined if `..` leaves the root. */
  join(relative: string): string | undefined;
  /** Whether the example has a file of that name on disk. */
  has(relative: string): boolean;
}

/** The metadata file of an example. `data` is its content as plain data, `yaml` has the places. */
export interface Metadata extends Fields {
  readonly repository: Repository;
  readonly example: Example;
  readonly path: string;
  /** Text fields. Undefined if absent, empty, or not text. */
  readonly name: Written | undefined;
  readonly image: Written | undefined;
  readonly capability: Written | undefined;
  /** Lists of words. A single text counts as a list. */
  readonly tasks: readonly Written[];
  readonly datasets: readonly Written[];
  readonly frameworks: readonly Written[];
  /** Cog runs its own commands for the presets, so their scripts don't matter. */
  readonly usesCog: boolean;
}

/** A shell script of the repository, or the commands that another file holds, with what it starts. */
export interface Script extends Artifact {
  /** What the commands are written in. Offsets of `shell` are those of the file only for `shell`. */
  readonly language: CommandLanguage;
  /** The image whose own command is all that there is. */
  readonly image: Image | undefined;
  readonly given: Given;
  readonly shell: ShellScript;
  /** All container commands (run, build, tag, …), evaluated symbolically, in order of execution. */
  readonly commands: readonly EvaluatedCommand[];
  /** The commands that start programs without a container, such as `python train.py`. */
  readonly hostCommands: readonly StartedCommand[];
  /** The image builds among them. */
  readonly builds: readonly ImageBuild[];
  /** The commands that start a container. */
  readonly launches: readonly Launch[];
  /** The Python programs in the containers of its launches, in order, except those that only print their help. */
  readonly programs: readonly ContainerProgram[];
  /** The Python programs that it starts: on the machine that runs it, then in the containers of its launches. */
  readonly starts: readonly Start[];
  /** Why the evaluation is incomplete. Empty if it isn't. */
  readonly incomplete: readonly string[];
  /** The budgets of the evaluation that ran out, in sentences: those of `incomplete` that are about cvl, not the script. */
  readonly reached: readonly string[];
}

/** One container start in a script, such as a `docker run`, evaluated without running anything. */
export interface Launch extends Artifact {
  /** Its path is the launch's. */
  readonly script: Script;
  readonly command: EvaluatedCommand;
  readonly certainty: CommandCertainty;
  readonly spec: RunSpec;
  readonly span: Span;
  readonly image: Image;
  readonly container: Container;
  /** The files that `--env-file` names, in order. */
  readonly envFiles: readonly UsedEnvFile[];
  /** The process that the engine starts. Undefined if that isn't known. */
  readonly process: Process | undefined;
  /** The Python programs that its command starts, in order. Empty if it starts none, or that isn't known. */
  readonly starts: readonly ContainerStart[];
  /** Whether the script is about its container: not one that prepares data, is beside one with GPUs, or that the engine refuses. */
  readonly isMain: boolean;
  /** A flag of the client that follows the image, so that the engine takes it for the command to start. */
  readonly misplacedFlag: Part | undefined;
  /** Words that name a program to start although the image's entry point starts one, which takes no such words. Empty if there are none. */
  readonly mistakenCommand: readonly Part[];
}

/** The Python programs in the containers of one example, or of one script that is in none. Its path is the example's or the script's. */
export interface Programs extends Artifact {
  /** In order, except those that only print their help. */
  readonly programs: readonly ContainerProgram[];
}

/** A launch's image, as far as the repository defines it. */
export interface Image {
  /** The image that the launch names. Undefined if that isn't known. */
  readonly reference: ImageReference | undefined;
  /** The builds that give it its name, those of the launch's own example first. */
  readonly builds: readonly ImageBuild[];
  /** The Dockerfile of the first build. Without a build, the example's only Dockerfile, unless the image is a public one. */
  readonly dockerfile: DockerfileArtifact | undefined;
  /** The build context, from the root. */
  readonly context: string | undefined;
  /** What the Dockerfile produces: its last stage and all that this is based on. Also a known public image that is run as it is. */
  readonly view: ImageView | undefined;
}

/** A `docker build` in a script. */
export interface ImageBuild {
  readonly script: Script;
  readonly command: EvaluatedCommand;
  readonly spec: BuildSpec;
  readonly span: Span;
  /** The context folder, from the root. Undefined if it isn't known, or isn't in the repository. */
  readonly context: string | undefined;
  /** The Dockerfile's path, from the root. Undefined if it isn't known. */
  readonly dockerfile: string | undefined;
  /** Whether they depend on the caller's folder. These are for the script's own, or the nearest above it that has the Dockerfile. */
  readonly fromCaller: boolean;
  /** The folder, from the root, that the values here apply to. Undefined if no folder from the script's own up has the Dockerfile. */
  readonly caller: string | undefined;
}

/** A name that a script gives an image with `docker build` or `docker tag`. */
export interface ImageName {
  readonly name: Part;
  readonly script: Script;
  /** Undefined if `docker tag` names an image that no script builds. */
  readonly build: ImageBuild | undefined;
}

/** A file or folder of the repository, with the example that it's in. */
export interface Artifact {
  readonly repository: Repository;
  readonly example: Example | undefined;
  readonly path: string;
}

/** A Dockerfile of the repository, parsed. */
export interface DockerfileArtifact extends Artifact {
  readonly dockerfile: Dockerfile;
}

/** A Python file of the repository, parsed when needed. */
export interface PythonArtifact extends Artifact {
  readonly python: PythonFile;
}

/** A training run. `path` is its folder or file. */
export interface RunArtifact extends Artifact {
  readonly run: Run;
  /** What it is for, as `--task` or else the example's metadata writes it. */
  readonly declaredTasks: readonly string[];
  /** Ids of `src/runs/tables/tasks.yaml`: of the declared tasks, else of those that the log shows. */
  readonly tasks: ReadonlySet<string>;
  /** False where the loss can't show how training goes: adversarial training, reinforcement learning. */
  readonly lossShowsProgress: boolean;
}

/** A container engine that answers, and the launches in question. Rules of this scope and the next two run in `cvl doctor` only. */
export interface LiveEngine extends Artifact {
  readonly facts: EngineFacts;
  readonly launches: readonly Launch[];
}

/** What the engine has under the name of a launch's image. */
export interface LiveImage extends Pick<LiveContainer, 'engine' | keyof Artifact> {
  readonly launch: Launch;
  readonly image: NamedImage;
}

/** A container of the engine and the launch that declares it. `sourceOf`: where a bind mount's source is on this machine, if known. */
export interface LiveContainer extends Artifact {
  readonly launch: Launch | undefined;
  readonly facts: ContainerRecord;
  readonly engine: EngineFacts;
  sourceOf(mount: Mount): string | undefined;
}
