import type { Reader } from '../runs';
import type { LiveFacts } from './live/facts';
import type { ExampleFolder, ExampleSettings } from './settings';
import type {
  DockerfileArtifact,
  Example,
  ImageBuild,
  ImageName,
  PythonArtifact,
  Repository,
  RunArtifact,
  Script,
} from './targets';
import type { FileTree } from './tree';

/** What parses and evaluates: `views.ts`, which is loaded when the first thing is judged. */
export interface Views {
  scriptAt(repository: Repository, path: string): Script | undefined;
  dockerfileAt(repository: Repository, path: string): DockerfileArtifact | undefined;
  pythonAt(repository: Repository, path: string): PythonArtifact | undefined;
  embeddedIn(repository: Repository, path: string): readonly Script[];
  embeddedScriptsOf(repository: Repository): readonly Script[];
  buildsOf(repository: LintedRepository): readonly ImageBuild[];
  buildsOutside(repository: LintedRepository): readonly ImageBuild[];
  buildsWith(repository: LintedRepository, dockerfile: string): readonly ImageBuild[];
  namings(repository: LintedRepository, name: string): readonly ImageName[];
  ownBuildsOf(example: Example): readonly ImageBuild[];
  ownImageNamesOf(example: Example): readonly ImageName[];
  findPrograms(example: Example): Example['programs'];
  findPythonFiles(example: Example): Example['python'];
  findRuns(repository: LintedRepository, paths: readonly string[]): Promise<readonly RunArtifact[]>;
  runsInExample(repository: LintedRepository, folder: string): Promise<{ readonly runs: readonly RunArtifact[] }>;
}

export interface RepositoryOptions {
  readonly examples: ExampleSettings;
  /** Whether a path, relative to the root, is excluded. */
  ignores(path: string): boolean;
  /** Texts that replace files on disk, such as an editor's unsaved one: path → text. */
  readonly overlay?: ReadonlyMap<string, string>;
  readonly readers?: readonly Reader[];
  /** Tasks of all runs. Replaces those in the metadata. */
  readonly tasks?: readonly string[];
  /** What is known of a container engine by the time the rules run. Undefined: rules about what runs have nothing to look at. */
  readonly live?: () => LiveFacts | undefined;
  /** The only part of the examples and files that is linted. */
  readonly shard?: Shard;
}

/** One of `count` parts. `index` is from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What is another than before. */
export interface Change {
  /** Another look at the files. */
  readonly tree?: FileTree;
  /** All texts that replace files on disk. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** The only paths below which files may have changed, apart from the overlay. Undefined with a tree: any file may have. */
  readonly paths?: readonly string[];
}

/** The repository as the model and the engine see it. Rules see `Repository`. */
export interface LintedRepository extends Repository {
  readonly options: RepositoryOptions;
  /** What parses and evaluates. Throws if it isn't loaded. */
  readonly views: Views;
  readonly tree: FileTree;
  readonly overlay: ReadonlyMap<string, string>;
  /** Takes a change. From then on, every answer is as if it had been there from the start; what it doesn't concern isn't computed again. */
  change(change: Change): void;
  /** The root's path in its git checkout. Empty if the root is the top of a checkout, or isn't in one. */
  readonly folderInCheckout: string;
  /** What has been read so far. */
  readonly reading: { files: number; bytes: number };
}

export interface LintedExample extends Example {
  readonly repository: LintedRepository;
  /** Why the folder is an example: its metadata file or a marker. */
  readonly found: ExampleFolder;
}
