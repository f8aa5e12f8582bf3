import {
  type ContainerProgram,
  type Example,
  type ImportUse,
  isNear,
  nameOf,
  type PackageTable,
  patternWith,
  providersOf,
  rootedPath,
} from '../../src/api';
import { isConfirmed, surelyRuns } from './imports';
import { type Installed, installedFor } from './installed';

/** What the rules about unresolved imports take from tables. */
export interface ImportOptions extends PackageTable {
  /** Where the repository's root is meant to be mounted, and what is meant to be there. */
  readonly roots: { readonly [target: string]: string };
}

const names = { type: 'array', items: { type: 'string' } };
const lists = { type: 'object', additionalProperties: names };

export const importOptions = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      imports: { ...lists, description: 'Distributions that provide a module, by module. The usual one comes first.' },
      brings: { ...lists, description: 'Distributions that a distribution always installs with it.' },
      images: {
        type: 'array',
        description: 'Distributions in a base image. The pattern is matched against its name and tag.',
        items: {
          type: 'object',
          required: ['image', 'brings'],
          additionalProperties: false,
          properties: { image: { type: 'string', format: 'regex' }, brings: names },
        },
      },
      common: { ...names, description: 'Distributions that many others bring.' },
      seldom: { ...names, description: 'Distributions that hardly any other brings.' },
      roots: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: "Targets at which the repository's root is meant to be mounted.",
      },
    },
  },
  tables: {
    imports: 'python-packages.imports',
    brings: 'python-packages.brings',
    images: 'python-packages.images',
    common: 'python-packages.common',
    seldom: 'python-packages.seldom',
    roots: 'mounts.roots',
  },
} as const;

/** An import that no file next to the program, no folder on PYTHONPATH, and no installed distribution provides. */
export interface Unresolved {
  readonly use: ImportUse;
  /** The first part of its name. */
  readonly module: string;
  readonly cause: /** A package in the repository's root, which the container doesn't search. */
    | { readonly kind: 'root-package' }
    /** A module elsewhere in the example: its path, relative to the example. */
    | { readonly kind: 'elsewhere'; readonly path: string }
    /** A module in the same folder that it probably means. */
    | { readonly kind: 'misspelled'; readonly near: string }
    | { readonly kind: 'not-installed'; readonly distribution: string };
}

/** The unresolved imports that a program surely reaches. Empty if code or folders that aren't known could provide them. */
export function* unresolvedImports(program: ContainerProgram, example: Example, options: ImportOptions): Iterable<Unresolved> {
  const { graph } = program;
  if (graph.unknownSearchPaths.length || graph.cut) return;
  const installed = installedFor(program, options);
  for (const use of graph.external) {
    if (!surelyRuns(program, use) || isInstalled(use, installed, options)) continue;
    const cause = causeOf(use, program, example, installed, options);
    if (cause && isConfirmed(use)) yield { use, module: topOf(use), cause };
  }
}

const topOf = ({ import: { module } }: ImportUse): string => module.split('.')[0] ?? '';

const isInstalled = (use: ImportUse, { distributions }: Installed, table: PackageTable): boolean =>
  providersOf(use.import.module, table).some((name) => distributions.has(name)) ||
  distributions.has(topOf(use).toLowerCase().replaceAll('_', '-'));

function causeOf(
  use: ImportUse,
  { start }: ContainerProgram,
  example: Example,
  installed: Installed,
  options: ImportOptions,
): Unresolved['cause'] | undefined {
  const top = topOf(use);
  const mayBeElsewhere = searchesUnknownFolders(start);
  if (example.repository.kind(`${top}/__init__.py`) === 'file') {
    const mayBeFound = mayBeElsewhere || installed.hasProject || start.preceded || isMisrooted(start, options);
    return mayBeFound ? undefined : { kind: 'root-package' };
  }
  if (mayBeElsewhere || !installed.complete) return undefined;
  const elsewhere = example.files.find(({ path }) => path.endsWith(`/${top}.py`) || path.endsWith(`/${top}/__init__.py`));
  if (elsewhere) {
    const path = elsewhere.path.replace(/\/__init__\.py$/, '').slice(example.folder.length + 1);
    return { kind: 'elsewhere', path: path || example.folder };
  }
  const providers = providersOf(use.import.module, options);
  if (installed.hasUnlisted && !providers.some((name) => options.seldom.includes(name))) return undefined;
  const near = meantModule(use, example);
  return near === undefined ? { kind: 'not-installed', distribution: providers[0] ?? top } : { kind: 'misspelled', near };
}

/** A module in the same folder whose name is a typo away, or that was renamed: it defines all that is imported. */
function meantModule({ file, import: { module, names } }: ImportUse, { files, repository }: Example): string | undefined {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  if (module.includes('.') || module.length < 3) return undefined;
  const siblings = files.filter(
    ({ path }) =>
      path.endsWith('.py') && path !== file.path && path.startsWith(folder) && !path.slice(folder.length).includes('/'),
  );
  const defines = (path: string): boolean => {
    const text = names?.length ? (repository.source(path)?.text ?? '') : '';
    return text !== '' && names!.every(({ name }) => patternWith('m')`^(?:class|(?:async\s+)?def)\s+${name}\b`.test(text));
  };
  const found =
    siblings.find(({ path }) => isNear(module, nameOf(path).replace(/\.py$/, ''))) ?? siblings.find(({ path }) => defines(path));
  return found && nameOf(found.path).replace(/\.py$/, '');
}

/** Another folder than the root is mounted where the root is meant to be, which `docker/mount-source` reports. */
const isMisrooted = ({ launch }: ContainerProgram['start'], { roots }: ImportOptions): boolean =>
  launch.spec.mounts.some(({ target, source }) => {
    const rooted = target.text === undefined || !Object.hasOwn(roots, target.text) ? undefined : rootedPath(source?.text ?? '');
    return rooted?.root === 'repository' && (rooted.path !== '' || rooted.above > 0);
  });

/** What PYTHONPATH is for the program. Null if it's surely not set, undefined if unknown. */
export const pythonPathOf = ({ variables, container }: ContainerProgram['start']): string | null | undefined =>
  variables.has('PYTHONPATH') ? variables.get('PYTHONPATH') : container.variable('PYTHONPATH');

/** PYTHONPATH, or the program's own folder in the image, may have modules that the repository doesn't. */
function searchesUnknownFolders(start: ContainerProgram['start']): boolean {
  if (start.located?.kind === 'copied') {
    const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
    if (runs.some((run) => /git\s+clone|wget|curl|unzip|tar\s/.test(run.body?.text ?? ''))) return true;
  }
  const text = pythonPathOf(start);
  if (text === undefined) return true;
  return (text ?? '').split(':').some((folder) => {
    if (folder === '') return false;
    const { kind } = start.container.locate(folder);
    return kind === 'image' || kind === 'unknown' || kind === 'outside';
  });
}
