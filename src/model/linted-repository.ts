import type { Reader } from '../runs';
import type { ExampleFolder } from './examples';
import type { ExampleSettings } from './settings';
import type { Example, Repository } from './targets';
import type { FileTree } from './tree';

export interface RepositoryOptions {
  readonly examples: ExampleSettings;
  /** Whether a path, relative to the root, is left out. */
  ignores(path: string): boolean;
  /** Texts that replace files on disk, such as an editor's unsaved one: path → text. */
  readonly overlay?: ReadonlyMap<string, string>;
  readonly readers?: readonly Reader[];
  /** Tasks of runs, replacing what metadata says. */
  readonly tasks?: readonly string[];
}

/** The repository with what the model itself and the engine need besides; rules see `Repository`. */
export interface LintedRepository extends Repository {
  readonly options: RepositoryOptions;
  readonly tree: FileTree;
  /** The root's path in its git checkout; the empty string where it is the checkout's own root, or in none. */
  readonly folderInCheckout: string;
  /** What has been read so far. */
  readonly reading: { files: number; bytes: number };
}

export interface LintedExample extends Example {
  readonly repository: LintedRepository;
  /** What makes the folder an example. */
  readonly found: ExampleFolder;
}
