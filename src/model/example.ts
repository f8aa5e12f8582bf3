import picomatch from 'picomatch';
import { parseYaml } from '../languages/yaml';
import { folderOf, joinPath, nameOf, normalizePath } from '../text/path';
import type { ExampleFolder } from './examples';
import { findPythonFiles } from './python';
import { isDockerfilePath, isReadmePath, isScriptPath, type LintedRepository } from './repository';
import { readRuns } from './runs';
import type { ExampleKind, ExampleSettings } from './settings';
import type { DockerfileArtifact, Example, FileEntry, Launch, Metadata, PythonArtifact, RunArtifact, Script } from './targets';

/** One example; all that is costly is made when first asked for. */
export function createExample(repository: LintedRepository, { folder, metadata: metadataPath, marked }: ExampleFolder): Example {
  let files: readonly FileEntry[] | undefined;
  let metadata: Metadata | undefined;
  let kind: ExampleKind | undefined;
  let scripts: readonly Script[] | undefined;
  let dockerfiles: readonly DockerfileArtifact[] | undefined;
  let launches: readonly Launch[] | undefined;
  let python: readonly PythonArtifact[] | undefined;
  let runs: Promise<readonly RunArtifact[]> | undefined;

  const join = (relative: string): string | undefined => normalizePath(joinPath(folder, relative));
  const example: Example = {
    repository,
    folder,
    path: metadataPath ?? folder,
    get kind() {
      kind ??= marked ?? kindOf(example, repository.options.examples);
      return kind;
    },
    get metadata() {
      if (metadataPath !== undefined) metadata ??= readMetadata(repository, example, metadataPath);
      return metadata;
    },
    get files() {
      files ??= repository.filesBelow(folder).filter(({ path }) => repository.exampleOf(folderOf(path)) === example);
      return files;
    },
    get scripts() {
      scripts ??= present(
        example.files.filter(isFile).map(({ path }) => (isScriptPath(path) ? repository.script(path) : undefined)),
      );
      return scripts;
    },
    get launches() {
      launches ??= example.scripts.flatMap((script) => script.launches);
      return launches;
    },
    get dockerfiles() {
      dockerfiles ??= present(
        example.files.filter(isFile).map(({ path }) => (isDockerfilePath(path) ? repository.dockerfile(path) : undefined)),
      );
      return dockerfiles;
    },
    get readme() {
      const found = example.files.find(({ path }) => folderOf(path) === folder && isReadmePath(path));
      return found && repository.source(found.path);
    },
    get python() {
      python ??= findPythonFiles(example);
      return python;
    },
    runs() {
      runs ??= readRuns(repository, example);
      return runs;
    },
    join,
    has(relative) {
      const path = join(relative);
      return path !== undefined && repository.kind(path) === 'file';
    },
  };
  return example;
}

const isFile = ({ type }: FileEntry): boolean => type === 'file';
const present = <Item>(items: readonly (Item | undefined)[]): Item[] => items.filter((item) => item !== undefined);

function readMetadata(repository: LintedRepository, example: Example, path: string): Metadata {
  const yaml = repository.yaml(path) ?? parseYaml({ path, text: '' });
  const { value } = yaml;
  const isWhole = yaml.problems.every(({ code }) => readable.has(code));
  const data =
    isWhole && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { [key: string]: unknown })
      : undefined;
  return { repository, example, path, yaml, data };
}

/** Problems of YAML that leave the value as its author meant it; after any other, what was read is a guess. */
const readable: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

/** The first kind of the table with a preset or a file of its own; a folder that shows nothing of the sort is a library. */
function kindOf(example: Example, { kinds }: ExampleSettings): ExampleKind {
  const presets = presetNames(example.metadata?.data?.['presets']);
  const names = example.repository
    .filesBelow(example.folder)
    .filter(({ path }) => folderOf(path) === example.folder)
    .map(({ path }) => nameOf(path));
  return kinds.find((kind) => fitsAny(kind.presets, presets) || fitsAny(kind.files, names))?.kind ?? 'library';
}

/** One expression for all globs of a list; lists come from the configuration and are few. */
const compiled = new WeakMap<readonly string[], (name: string) => boolean>();

function fitsAny(globs: readonly string[], names: readonly string[]): boolean {
  let fits = compiled.get(globs);
  if (!fits) {
    fits = globs.length > 0 ? picomatch([...globs]) : () => false;
    compiled.set(globs, fits);
  }
  return names.some(fits);
}

function presetNames(presets: unknown): readonly string[] {
  if (Array.isArray(presets)) return presets.flatMap((item) => (typeof item === 'string' ? item : (item?.name ?? [])));
  return typeof presets === 'object' && presets !== null ? Object.keys(presets) : [];
}
