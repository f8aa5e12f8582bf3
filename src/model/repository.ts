import { parseYaml } from '../languages/yaml';
import { folderOf } from '../text/path';
import { dockerfileAt, pythonAt, scriptAt } from './artifacts';
import { buildsOf, namings } from './builds';
import { embeddedScriptsOf } from './embedded-scripts';
import { createExample } from './example';
import { findExampleFolders } from './examples';
import { entriesBelow, kindOf, listOf, sizeOf, sourceOf, whyUnreadable } from './file-access';
import { isDockerfilePath, isScriptPath } from './file-kinds';
import { ignoredBy, isIgnored, isKept } from './gitignore';
import type { LintedRepository, RepositoryOptions } from './linted-repository';
import { keyedQuery, query } from './query';
import { findRuns } from './runs';
import type { Example } from './targets';
import type { FileTree } from './tree';

export type { LintedRepository, RepositoryOptions } from './linted-repository';

/** Creates the model of a repository. Each folder is listed once, each file is read once, and nothing is parsed before it's needed. */
export function createRepository(tree: FileTree, options: RepositoryOptions): LintedRepository {
  const files = tree.entries().filter(({ path }) => !options.ignores(path));
  const byPath = new Map(files.map((entry) => [entry.path, entry]));
  const reading = { files: 0, bytes: 0 };
  const repository: LintedRepository = {
    options,
    tree,
    get reading() {
      return reading;
    },
    path: '',
    root: tree.root,
    git: tree.git,
    folderInCheckout: tree.folderInCheckout,
    files,
    get examples() {
      return examplesOf(repository);
    },
    get scripts() {
      return scriptsOf(repository);
    },
    get embeddedScripts() {
      return embeddedScriptsOf(repository);
    },
    get dockerfiles() {
      return dockerfilesOf(repository);
    },
    get builds() {
      return buildsOf(repository);
    },
    imagesNamed: (name) => namings(repository, name),
    runs: (paths) => findRuns(repository, paths),
    entry: (path) => byPath.get(path),
    filesBelow: (folder) => entriesBelow(files, folder),
    kind: (path) => kindOf(repository, path),
    list: (folder) => listOf(repository, folder),
    size: (path) => sizeOf(repository, path),
    source: (path) => sourceOf(repository, path),
    unreadable: (path) => whyUnreadable(repository, path),
    yaml: (path) => yamlAt(repository, path),
    script: (path) => scriptAt(repository, path),
    dockerfile: (path) => dockerfileAt(repository, path),
    python: (path) => pythonAt(repository, path),
    exampleOf: (path) => exampleAt(repository, path),
    ignoredBy: (path) => ignoredBy(repository, path),
    isIgnored: (path) => isIgnored(repository, path),
    isKept: (path) => isKept(repository, path),
  };
  return repository;
}

const examplesOf = query('repository.examples', (repository: LintedRepository): readonly Example[] =>
  findExampleFolders(repository, repository.options.examples).map((found) => createExample(repository, found)),
);

const scriptsOf = query('repository.scripts', (repository: LintedRepository) =>
  pathsOf(repository, isScriptPath).flatMap((path) => repository.script(path) ?? []),
);

const dockerfilesOf = query('repository.dockerfiles', (repository: LintedRepository) =>
  pathsOf(repository, isDockerfilePath).flatMap((path) => repository.dockerfile(path) ?? []),
);

const pathsOf = ({ files }: LintedRepository, isWanted: (path: string) => boolean): string[] =>
  files.flatMap(({ path, type }) => (type === 'file' && isWanted(path) ? path : []));

const yamlAt = keyedQuery('repository.yaml', (repository: LintedRepository, path) => {
  const source = repository.source(path);
  return source && parseYaml(source);
});

const examplesByFolder = query(
  'repository.examplesByFolder',
  ({ examples }: LintedRepository) => new Map(examples.map((example) => [example.folder, example])),
);

/** The innermost example that contains a path. */
const exampleAt = keyedQuery('repository.exampleOf', (repository: LintedRepository, path): Example | undefined => {
  const own = examplesByFolder(repository).get(path);
  return own ?? (path === '' ? undefined : exampleAt(repository, folderOf(path)));
});
