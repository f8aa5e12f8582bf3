import { parseYaml, type YamlDocument } from '../languages/yaml';
import type { Reader } from '../runs';
import { decode } from '../text/decode';
import { folderOf, nameOf } from '../text/path';
import type { SourceFile } from '../text/span';
import { createArtifacts } from './artifacts';
import { createExample } from './example';
import { findExampleFolders } from './examples';
import { findRuns } from './runs';
import type { ExampleSettings } from './settings';
import type { DockerfileArtifact, Example, FileEntry, PythonArtifact, Repository, Script } from './targets';
import type { FileTree, TreeItem } from './tree';

/** A text larger than this is not held: no script, metadata or Python file is. 32 MiB. */
export const maxTextBytes = 32 * 1024 * 1024;

export interface RepositoryOptions {
  readonly examples: ExampleSettings;
  /** Whether a path, relative to the root, is left out. */
  ignores(path: string): boolean;
  /** Texts that stand for files on disk, such as an editor's unsaved one: path → text. */
  readonly overlay?: ReadonlyMap<string, string>;
  readonly readers?: readonly Reader[];
  /** Tasks of runs, replacing what metadata says. */
  readonly tasks?: readonly string[];
}

export interface LintedRepository extends Repository {
  readonly options: RepositoryOptions;
  readonly tree: FileTree;
  /** Where the root lies in its git checkout; the empty string where it is the checkout's own root, or in none. */
  readonly folderInCheckout: string;
  /** What has been read so far. */
  readonly reading: { files: number; bytes: number };
}

/** The model of a repository: lists once, reads each file once, parses nothing before it is asked for. */
export function createRepository(tree: FileTree, options: RepositoryOptions): LintedRepository {
  const reading = { files: 0, bytes: 0 };
  const sources = new Map<string, SourceFile | undefined>();
  const documents = new Map<string, YamlDocument | undefined>();
  const files = tree.entries().filter(({ path }) => !options.ignores(path));
  const byPath = new Map(files.map((entry) => [entry.path, entry]));
  let examples: readonly Example[] | undefined;
  let examplesByPath: Map<string, Example | undefined> | undefined;
  let scripts: readonly Script[] | undefined;
  let dockerfiles: readonly DockerfileArtifact[] | undefined;

  const read = (path: string): SourceFile | undefined => {
    const overlay = options.overlay?.get(path);
    if (overlay !== undefined) return { path, text: overlay };
    const bytes = tree.read(path, maxTextBytes);
    if (!bytes) return undefined;
    reading.files++;
    reading.bytes += bytes.length;
    const decoded = decode(bytes);
    return decoded.binary ? undefined : { path, text: decoded.text };
  };

  const kinds = rememberKinds(tree);
  const repository: LintedRepository = {
    options,
    tree,
    reading,
    path: '',
    root: tree.root,
    git: tree.git,
    folderInCheckout: tree.folderInCheckout,
    files,
    get examples() {
      examples ??= findExampleFolders(repository, options.examples).map((found) => createExample(repository, found));
      return examples;
    },
    get scripts() {
      scripts ??= files.flatMap(({ path, type }) =>
        type === 'file' && isScriptPath(path) ? (repository.script(path) ?? []) : [],
      );
      return scripts;
    },
    get dockerfiles() {
      dockerfiles ??= files.flatMap(({ path, type }) =>
        type === 'file' && isDockerfilePath(path) ? (repository.dockerfile(path) ?? []) : [],
      );
      return dockerfiles;
    },
    runs: (paths) => findRuns(repository, paths),
    entry: (path) => byPath.get(path),
    filesBelow: (folder) => slice(files, folder),
    kind: (path) => (options.overlay?.has(path) ? 'file' : kinds(path)),
    list: (folder) => tree.list(folder),
    size: (path) => tree.stat(path)?.size,
    source: (path) => memoised(sources, path, () => read(path)),
    unreadable(path) {
      if (repository.source(path)) return undefined;
      const stat = tree.stat(path);
      if (!stat) return 'missing';
      if (stat.kind === 'folder') return 'a folder';
      if (stat.size > maxTextBytes) return 'too large';
      return tree.read(path) ? 'not text' : 'not permitted';
    },
    yaml: (path) =>
      memoised(documents, path, () => {
        const source = repository.source(path);
        return source && parseYaml(source);
      }),
    script: (path): Script | undefined => artifacts.script(path),
    dockerfile: (path): DockerfileArtifact | undefined => artifacts.dockerfile(path),
    python: (path): PythonArtifact | undefined => artifacts.python(path),
    exampleOf(path) {
      examplesByPath ??= new Map<string, Example | undefined>([
        ['', undefined],
        ...repository.examples.map((example) => [example.folder, example] as const),
      ]);
      return innermost(examplesByPath, path);
    },
  };
  const artifacts = createArtifacts(repository);
  return repository;
}

export const isScriptPath = (path: string): boolean => /\.(sh|bash)$/.test(path);
export const isDockerfilePath = (path: string): boolean =>
  /(^|\/)(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.Dockerfile$/i.test(path) &&
  !/\.(dockerignore|md|sh|py|ya?ml|jinja2?|j2|tmpl|tpl|template|in|erb|mustache|hbs)$/i.test(path);
export const isReadmePath = (path: string): boolean => /^readme(\.(md|rst|txt|markdown))?$/i.test(nameOf(path));

/** Most questions are for what is not there, such as the places where a module could lie: each folder is listed once for all of them. */
function rememberKinds(tree: FileTree): Repository['kind'] {
  const kinds = new Map<string, 'file' | 'folder' | undefined>([['', 'folder']]);
  const folders = new Map<string, ReadonlyMap<string, TreeItem['kind']>>();
  const kindOf = (path: string): 'file' | 'folder' | undefined => memoised(kinds, path, () => look(path));
  const look = (path: string): 'file' | 'folder' | undefined => {
    if (path.startsWith('/') || path.split('/').includes('..')) return tree.stat(path)?.kind;
    const parent = folderOf(path);
    if (kindOf(parent) !== 'folder') return undefined;
    const names = memoised(folders, parent, () => new Map(tree.list(parent).map(({ name, kind }) => [name, kind])));
    const kind = names.get(nameOf(path));
    return kind === 'other' ? undefined : kind;
  };
  return kindOf;
}

/** What is kept for a path or for the nearest folder above it; every path on the way is kept with it. */
function innermost<Value>(known: Map<string, Value>, path: string): Value | undefined {
  if (known.has(path)) return known.get(path);
  const found = innermost(known, folderOf(path)) as Value;
  known.set(path, found);
  return found;
}

/** The value for a key, made on first use; undefined is remembered as well. */
export function memoised<Value>(memory: Map<string, Value>, key: string, make: () => Value): Value {
  const kept = memory.get(key);
  if (kept !== undefined || memory.has(key)) return kept as Value;
  const value = make();
  memory.set(key, value);
  return value;
}

/** The part of a sorted list that lies below a folder, by two binary searches. */
function slice(files: readonly FileEntry[], folder: string): readonly FileEntry[] {
  if (folder === '') return files;
  const from = firstNotBelow(files, `${folder}/`);
  const to = firstNotBelow(files, `${folder}0`); // '0' is the character after '/'
  return files.slice(from, to);
}

function firstNotBelow(files: readonly FileEntry[], key: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle]?.path ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
