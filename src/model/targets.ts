import type { Dockerfile, RunSpec } from '../languages/docker';
import type { PythonFile } from '../languages/python';
import type { CommandCertainty, EvaluatedCommand, ShellScript } from '../languages/shell';
import type { YamlDocument } from '../languages/yaml';
import type { Run } from '../runs';
import type { Problem, SourceFile, Span } from '../text/span';
import type { Directives } from './directives';
import type { ExampleKind } from './settings';

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

/** A file of the repository that is not left out by git or by configuration. */
export interface FileEntry {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Known to git's index. True for all files where the root is no git checkout. */
  readonly tracked: boolean;
  readonly type: 'file' | 'symlink' | 'gitlink';
  /** By git's index where tracked there, else by the file's own mode. */
  readonly executable: boolean;
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
  /** At any depth, without those of nested examples. */
  readonly files: readonly FileEntry[];
  readonly scripts: readonly Script[];
  /** Container starts of this example's own scripts, evaluated symbolically, in order of script and execution. */
  readonly launches: readonly Launch[];
  readonly dockerfiles: readonly DockerfileArtifact[];
  readonly readme: SourceFile | undefined;
  /** Python files that the container starts with, and local files that those import. */
  readonly python: readonly PythonArtifact[];
  /** Runs found in the folder, ignored ones included. Read once, asynchronously. */
  runs(): Promise<readonly RunArtifact[]>;
  /** `join('train.sh')` is that path from the root; `..` is resolved and may not leave the root (undefined). */
  join(relative: string): string | undefined;
  /** The file of that name in the example, on disk. */
  has(relative: string): boolean;
}

export interface Metadata {
  readonly repository: Repository;
  readonly example: Example;
  readonly path: string;
  readonly yaml: YamlDocument;
  /** The top-level mapping as plain data; undefined where the file is broken, empty or no mapping. */
  readonly data: { readonly [key: string]: unknown } | undefined;
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
