import { parseYaml } from '../languages/yaml';
import { createExample } from './example';
import { exampleFolderAt, exampleFolderOf, exampleFolders } from './examples';
import { isGit, kindOf, listOf, sizeOf, sourceOf, touchedBy, whyUnreadable } from './file-access';
import { dockerfilePaths, entryAt, filesBelow, filesOf, scriptPaths } from './file-list';
import { ignoredBy, isIgnored, isKept } from './gitignore';
import type { LintedRepository, RepositoryOptions, Views } from './linted-repository';
import { keyedQuery, query } from './query';
import type { Example } from './targets';
import { revise } from './tracing';
import type { FileTree } from './tree';

/** Creates the model of a repository. What is parsed is asked of `views`, which are there by the time that somebody looks. */
export function seenRepository(tree: FileTree, options: RepositoryOptions, views: () => Views): LintedRepository {
  const reading = { files: 0, bytes: 0 };
  const seen = { tree, overlay: options.overlay ?? noTexts };
  const repository: LintedRepository = {
    options,
    get views() {
      return views();
    },
    get tree() {
      return seen.tree;
    },
    get overlay() {
      return seen.overlay;
    },
    change(change) {
      revise(touchedBy(repository, change));
      seen.tree = change.tree ?? seen.tree;
      seen.overlay = change.overlay ?? seen.overlay;
      seen.tree.forget?.();
    },
    get reading() {
      return reading;
    },
    path: '',
    root: tree.root,
    get git() {
      return isGit(repository, '');
    },
    get folderInCheckout() {
      return seen.tree.folderInCheckout;
    },
    get files() {
      return filesOf(repository, '');
    },
    get examples() {
      return examplesOf(repository);
    },
    get scripts() {
      return scriptsOf(repository);
    },
    embeddedScriptsIn: (path) => views().embeddedIn(repository, path),
    get embeddedScripts() {
      return views().embeddedScriptsOf(repository);
    },
    get dockerfiles() {
      return dockerfilesOf(repository);
    },
    get builds() {
      return views().buildsOf(repository);
    },
    get buildsOutside() {
      return views().buildsOutside(repository);
    },
    buildsWith: (dockerfile) => views().buildsWith(repository, dockerfile),
    imagesNamed: (name) => views().namings(repository, name),
    runs: (paths) => views().findRuns(repository, paths),
    entry: (path) => entryAt(repository, path),
    filesBelow: (folder) => filesBelow(repository, folder),
    kind: (path) => kindOf(repository, path),
    list: (folder) => listOf(repository, folder),
    size: (path) => sizeOf(repository, path),
    source: (path) => sourceOf(repository, path),
    unreadable: (path) => whyUnreadable(repository, path),
    yaml: (path) => yamlAt(repository, path),
    script: (path) => views().scriptAt(repository, path),
    dockerfile: (path) => views().dockerfileAt(repository, path),
    python: (path) => views().pythonAt(repository, path),
    exampleOf: (path) => exampleOf(repository, path),
    ignoredBy: (path) => ignoredBy(repository, path),
    isIgnored: (path) => isIgnored(repository, path),
    isKept: (path) => isKept(repository, path),
  };
  return repository;
}

const noTexts: ReadonlyMap<string, string> = new Map();

const examplesOf = query('repository.examples', (repository: LintedRepository): readonly Example[] =>
  exampleFolders(repository, '').flatMap(({ folder }) => exampleIn(repository, folder) ?? []),
);

const exampleIn = keyedQuery('repository.example', (repository: LintedRepository, folder): Example | undefined => {
  const found = exampleFolderAt(repository, folder);
  return found && createExample(repository, found);
});

/** The innermost example that contains a path. */
const exampleOf = (repository: LintedRepository, path: string): Example | undefined => {
  const folder = exampleFolderOf(repository, path);
  return folder === undefined ? undefined : exampleIn(repository, folder);
};

const scriptsOf = query('repository.scripts', (repository: LintedRepository) =>
  scriptPaths(repository, '').flatMap((path) => repository.script(path) ?? []),
);

const dockerfilesOf = query('repository.dockerfiles', (repository: LintedRepository) =>
  dockerfilePaths(repository, '').flatMap((path) => repository.dockerfile(path) ?? []),
);

const yamlAt = keyedQuery('repository.yaml', (repository: LintedRepository, path) => {
  const source = repository.source(path);
  return source && parseYaml(source);
});
