import { globMatcher } from '../text/glob-matcher';
import { folderOf, joinPath, nameOf, normalizePath } from '../text/path';
import { isDockerfilePath, isReadmePath, isScriptPath } from './file-kinds';
import { filesOfExample } from './file-list';
import type { LintedExample, LintedRepository } from './linted-repository';
import { metadataOf } from './metadata';
import { isPresetName, readPresets } from './presets';
import { query } from './query';
import { readResources } from './resources';
import type { ExampleFolder, ExampleKind } from './settings';
import type { Example } from './targets';

/** Creates an example. Everything that is costly is computed on first use. */
export function createExample(repository: LintedRepository, found: ExampleFolder): LintedExample {
  const { folder } = found;
  const join = (relative: string): string | undefined => normalizePath(joinPath(folder, relative));
  const example: LintedExample = {
    repository,
    found,
    folder,
    path: found.metadata ?? folder,
    get kind() {
      return kindOf(example);
    },
    get metadata() {
      return metadataOf(example);
    },
    get presets() {
      return presetsOf(example);
    },
    presetsMatching: (patterns) => example.presets.filter(({ name }) => isPresetName(name, patterns)),
    presetsOf: (script) => example.presets.filter(({ path }) => path === script.path),
    get resources() {
      return resourcesOf(example);
    },
    get tasks() {
      const { tasks = [], capability } = example.metadata ?? {};
      return [...tasks, ...(capability ? [capability] : [])].map(({ text }) => text);
    },
    get files() {
      return filesOfExample(repository, folder);
    },
    get scripts() {
      return scriptsOf(example);
    },
    get launches() {
      return launchesOf(example);
    },
    get dockerfiles() {
      return dockerfilesOf(example);
    },
    get builds() {
      return repository.views.ownBuildsOf(example);
    },
    get imageNames() {
      return repository.views.ownImageNamesOf(example);
    },
    get readme() {
      const readme = example.files.find(({ path }) => folderOf(path) === folder && isReadmePath(path));
      return readme && repository.source(readme.path);
    },
    get programs() {
      return programsOf(example);
    },
    get python() {
      return pythonOf(example);
    },
    runs: async () => (await repository.views.runsInExample(repository, folder)).runs,
    join,
    has(relative) {
      const path = join(relative);
      return path !== undefined && repository.kind(path) === 'file';
    },
  };
  return example;
}

const presetsOf = query('example.presets', ({ metadata, has, join }: Example) =>
  metadata ? readPresets(metadata, (relative) => (has(relative) ? join(relative) : undefined)) : [],
);

const resourcesOf = query('example.resources', ({ metadata }: Example) => readResources(metadata));

const scriptsOf = query('example.scripts', (example: Example) =>
  pathsOf(example, isScriptPath).flatMap((path) => example.repository.script(path) ?? []),
);

const launchesOf = query('example.launches', ({ scripts }: Example) => scripts.flatMap((script) => script.launches));

const dockerfilesOf = query('example.dockerfiles', (example: Example) =>
  pathsOf(example, isDockerfilePath).flatMap((path) => example.repository.dockerfile(path) ?? []),
);

const pathsOf = ({ files }: Example, isWanted: (path: string) => boolean): string[] =>
  files.flatMap(({ path, type }) => (type === 'file' && isWanted(path) ? path : []));

const programsOf = query('example.programs', (example: LintedExample) => example.repository.views.findPrograms(example));

const pythonOf = query('example.python', (example: LintedExample) => example.repository.views.findPythonFiles(example));

/** The first kind in the table with a preset or file that the example has. A folder with none of them is a library. */
const kindOf = query('example.kind', (example: LintedExample): ExampleKind => {
  if (example.found.marked) return example.found.marked;
  const { repository, folder } = example;
  const names = example.files.filter(({ path }) => folderOf(path) === folder).map(({ path }) => nameOf(path));
  const { kinds } = repository.options.examples;
  const found = kinds.find(
    ({ presets, files }) => example.presetsMatching(presets).length > 0 || names.some((name) => fileMatcher(files)(name)),
  );
  return found?.kind ?? 'library';
});

/** One matcher for all globs of a list. The few lists there are come from the configuration. */
const fileMatcher = query('example.kind.files', (globs: readonly string[]) => globMatcher(globs));
