import {
  isBehindLink,
  isSymbolic,
  type JsonSchema,
  type Launch,
  type Mount,
  type Part,
  type RootedPath,
  rootedPath,
  type Span,
} from '../../src/api';
import { isCreated, mountConditions, sourceOf, targetOf } from './paths';

/** Which targets must hold the repository's root: rules on a source leave them to `docker/mount-root`. */
export interface RootOptions {
  readonly roots: { readonly [target: string]: 'repository' };
}

const rootsSchema: JsonSchema = {
  type: 'object',
  additionalProperties: { enum: ['repository'] },
  description: "Targets that must hold the repository's root.",
};

export const rootTargets = {
  schema: { type: 'object', additionalProperties: false, properties: { roots: rootsSchema } },
  tables: { roots: 'mounts.roots' },
} as const;

/** A bind mount whose source is fully known. */
interface KnownSource {
  readonly mount: Mount;
  readonly source: Part & { readonly text: string };
}

export function knownSources(launch: Launch): readonly KnownSource[] {
  return launch.spec.mounts.flatMap((mount) => {
    const { source, type } = mount;
    if (type !== 'bind' || !isKnown(source) || (isDefaulted(source) && asksForAbsolute(launch))) return [];
    return [{ mount, source }];
  });
}

const isKnown = (part: Part | null | undefined): part is Part & { readonly text: string } => part?.text !== undefined;

/** The script itself asks whether a path begins with a slash before it puts another path before it. */
const asksForAbsolute = ({ command }: Launch): boolean => command.when.some(({ key }) => key.includes('/*'));

export const isDefaulted = ({ word }: Part): boolean => word.segments.some(({ defaultOf }) => defaultOf !== undefined);

/** Two absolute paths joined together: `$(pwd)/` before `$HOME/.cache`. */
export function isJoined({ source }: KnownSource): boolean {
  let before = '';
  for (const { text, defaultOf } of source.word.segments) {
    if (text === null) return false;
    const isAbsolute = isSymbolic(text) || (defaultOf !== undefined && /^\/\w/.test(text));
    if (before.endsWith('/') && before.length > 1 && text.startsWith('/') && isAbsolute) return true;
    before += text;
  }
  return false;
}

/** In the home folder of one user. */
export const isPersonal = ({ source }: KnownSource): boolean => /^\/(home|Users)\/[^/]+/.test(source.text);

/** A source that is found from a folder that cvl knows by name. */
export interface LocatedSource extends KnownSource {
  /** Absolute and without `..`. */
  readonly path: string;
  readonly rooted: RootedPath;
}

/** The sources below the repository, the caller's folder or the home folder, as far as the script doesn't test for them. */
export function locatedSources(launch: Launch, root: RootedPath['root']): readonly LocatedSource[] {
  return knownSources(launch).flatMap((known) => {
    if (isJoined(known) || isPersonal(known)) return [];
    const path = sourceOf(launch, known.mount);
    const rooted = path === undefined ? undefined : rootedPath(path);
    if (path === undefined || rooted?.root !== root || isTested(launch, known.mount, path)) return [];
    return [{ ...known, path, rooted }];
  });
}

/** The script stops, or takes another path, where the source is missing. */
const isTested = ({ command }: Launch, mount: Mount, path: string): boolean =>
  [...command.when, ...command.requires, ...mountConditions(mount)].some(({ key }) => key.includes(path));

export const isRootTarget = ({ mount }: KnownSource, { roots }: RootOptions): boolean =>
  roots[targetOf(mount) ?? ''] === 'repository';

/** Sources that should be in the repository, but are neither there nor created before the launch. */
export const missingSources = (launch: Launch, options: RootOptions): readonly LocatedSource[] =>
  locatedSources(launch, 'repository').filter((located) => {
    const { rooted, path } = located;
    if (rooted.above > 0 || rooted.path === '' || isRootTarget(located, options)) return false;
    const { repository } = launch;
    return repository.kind(rooted.path) === undefined && !isCreated(launch, path) && !isBehindLink(repository, rooted.path);
  });

/** A path as the script writes it, where a command in quotes can create it. */
export function creatable({ repository }: Launch, { file, start, end }: Span): string | undefined {
  const written = repository.source(file)?.text.slice(start, end) ?? '';
  return /^(?:\$\w+|\$\{\w+\})?(?:\/[\w.-]+)+$/.test(written) ? written : undefined;
}
