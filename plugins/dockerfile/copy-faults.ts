import { posix } from 'node:path';
import {
  type Dockerfile,
  type DockerfileArtifact,
  excludedBy,
  isBehindLink,
  query,
  type Related,
  type Repository,
  type Span,
} from '../../src/api';
import { type Context, contextsOf } from './context';
import { type Makers, mayBeMade } from './makers';
import { variablesIn } from './variables';

/** Why a build doesn't find what it copies. */
export interface CopyFault {
  /**
   * `missing`: nowhere in the context; `beside`: the Dockerfile's folder has it, but is not the context; `outside`: above the context;
   * `hidden`: by .gitignore; `untracked`: not in git yet; `excluded`: by .dockerignore.
   */
  readonly kind: 'missing' | 'beside' | 'outside' | 'hidden' | 'untracked' | 'excluded';
  /** As written. */
  readonly source: string;
  readonly at: Span;
  /** From the root. */
  readonly path: string;
  /** From the context. */
  readonly inside: string;
  /** The context, from the root. */
  readonly context: string;
  /** The pattern that hides or excludes it. */
  readonly by?: Span;
  /** The word that names the context, where a build is known. */
  readonly build: Span | undefined;
}

/** The faults of all sources that no build can find. */
export const copyFaults = (artifact: DockerfileArtifact, makers: Makers): readonly CopyFault[] => faultsOf(artifact)(makers);

const faultsOf = query('dockerfile.copyFaults', (artifact: DockerfileArtifact) =>
  query('dockerfile.copyFaultsBy', (makers: Makers): readonly CopyFault[] => {
    const contexts = contextsOf(artifact);
    return sourcesOf(artifact.dockerfile).flatMap((source) => {
      const faults = contexts.map((context) => faultIn(artifact, context, source, makers));
      const [first] = faults;
      return first && faults.every((fault) => fault !== undefined) ? [first] : [];
    });
  }),
);

/** The places that belong to a fault: the pattern that causes it, and the build. */
export const relatedTo = ({ by, build, context, kind }: CopyFault): readonly Related[] => [
  ...(by ? [{ message: kind === 'excluded' ? 'This pattern excludes it.' : 'This pattern hides it.', at: by }] : []),
  ...(build ? [{ message: `The build context is ${contextName(context)}.`, at: build }] : []),
];

export const contextName = (folder: string): string => (folder === '' ? 'the root of the repository' : folder);

interface Source {
  /** As the builder resolves it: from the context's root, without leading slashes. */
  readonly written: string;
  /** Names of the variables that it is made of. */
  readonly variables: readonly string[];
  readonly span: Span;
}

/** Files and folders that instructions take out of the context. Globs may match nothing, so they are left out. */
const sourcesOf = ({ stages }: Dockerfile): readonly Source[] =>
  stages
    .flatMap((stage) => stage.copies)
    .filter(({ from }) => !from)
    .flatMap(({ sources }) => sources)
    .flatMap(({ kind, value, text, span }) =>
      kind === 'path' && value !== undefined && !/[*?[\\]/.test(value)
        ? [{ written: value.replace(/^\/+/, ''), variables: variablesIn(text), span }]
        : [],
    );

function faultIn(artifact: DockerfileArtifact, context: Context, source: Source, makers: Makers): CopyFault | undefined {
  const { repository } = artifact;
  const { folder } = context;
  if (source.variables.some(context.sets)) return undefined;
  const inside = posix.normalize(`/${source.written}`).slice(1).replace(/\/$/, '');
  const path = folder === '' ? inside : inside === '' ? folder : `${folder}/${inside}`;
  const place = { source: source.written, at: source.span, path, inside, context: folder, build: context.build };
  const kind = repository.kind(path);
  if (kind === undefined) return isBehindLink(repository, path) ? undefined : whyAbsent(artifact, context, place, makers);
  if (inside === '') return undefined;
  const by = excludedWhole(repository, context, path, inside, kind);
  if (by) return { ...place, kind: 'excluded', by };
  return context.makes(posix.basename(inside)) ? undefined : whyUntracked(repository, place, kind);
}

type FaultPlace = Omit<CopyFault, 'kind' | 'by'>;

function whyAbsent(
  { repository, path: dockerfile }: DockerfileArtifact,
  context: Context,
  place: FaultPlace,
  makers: Makers,
): CopyFault | undefined {
  const { source, path, inside } = place;
  if (context.makes(posix.basename(inside))) return undefined;
  const isOutside = source.startsWith('../') && repository.kind(posix.join(context.folder, source)) !== undefined;
  if (isOutside) return { ...place, kind: 'outside' };
  if (mayBeMade(repository, makers, dockerfile, context.folder, inside)) return undefined;
  const by = repository.ignoredBy(path) ?? repository.ignoredBy(`${path}/`);
  if (by) return { ...place, kind: 'hidden', by };
  const beside = besideOf(dockerfile, source);
  const isBeside = context.build && repository.kind(beside) !== undefined && beside !== path;
  return { ...place, kind: isBeside ? 'beside' : 'missing' };
}

export const besideOf = (dockerfile: string, source: string): string => posix.join(posix.dirname(dockerfile), source);

function whyUntracked(repository: Repository, place: FaultPlace, kind: 'file' | 'folder'): CopyFault | undefined {
  const { path } = place;
  if (!repository.git || isTracked(repository, path) || isBehindLink(repository, path)) return undefined;
  const by = repository.ignoredBy(kind === 'folder' ? `${path}/` : path);
  if (by) return { ...place, kind: 'hidden', by };
  return isListed(repository, path) ? { ...place, kind: 'untracked' } : undefined;
}

/** What the configuration leaves out isn't listed, so nothing is known about it. */
const isListed = (repository: Repository, path: string): boolean =>
  repository.entry(path) !== undefined || repository.filesBelow(path).length > 0;

const isTracked = (repository: Repository, path: string): boolean =>
  repository.entry(path)?.tracked === true || repository.filesBelow(path).some(({ tracked }) => tracked);

/** The pattern that excludes a file, or everything in a folder. */
function excludedWhole(
  repository: Repository,
  { ignoreFile, folder }: Context,
  path: string,
  inside: string,
  kind: 'file' | 'folder',
): Span | undefined {
  if (!ignoreFile) return undefined;
  const own = excludedBy(ignoreFile, inside);
  if (!own || kind === 'file') return own?.span;
  const from = folder === '' ? 0 : folder.length + 1;
  const files = repository.filesBelow(path);
  return files.every((file) => excludedBy(ignoreFile, file.path.slice(from))) ? own.span : undefined;
}
