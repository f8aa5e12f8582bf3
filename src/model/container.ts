import { posix } from 'node:path';
import picomatch from 'picomatch';
import { type Copy, finalStage, type ImageView, type Mount, type Part } from '../languages/docker';
import { rootedPath } from '../languages/shell';
import { folderOf, joinPath, nameOf, normalizePath } from '../text/path';
import { builtBy } from './builds';
import type { DockerfileArtifact, Launch, Repository } from './targets';

/** What a path in a container is, as far as the launch and the image's Dockerfile tell. */
export type Located =
  /** A file or folder of the repository, mounted. `readonly` is undefined where it can't be told. */
  | { readonly kind: 'mounted'; readonly path: string; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** A file or folder of the repository that the image has copied. */
  | { readonly kind: 'copied'; readonly path: string }
  /** Mounted from the machine, outside the repository: a cache, the caller's folder, a volume. */
  | { readonly kind: 'outside'; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** In the image and not from the repository, as far as can be told: gone when the container ends. */
  | { readonly kind: 'image' }
  | { readonly kind: 'unknown' };

/** The file system of a launch's container. */
export interface Container {
  readonly launch: Launch;
  /** The Dockerfile that builds the image, where it is known. */
  readonly dockerfile: DockerfileArtifact | undefined;
  /** The folder that it is built in, from the repository's root. */
  readonly context: string | undefined;
  readonly image: ImageView | undefined;
  /** Absolute; undefined where unknown. */
  readonly workdir: string | undefined;
  /** The value of a variable of `--env` or the image's ENV; null where surely not set there, undefined where unknown. */
  variable(name: string): string | null | undefined;
  /** An absolute path, or one from the working folder. */
  locate(path: string): Located;
}

const containers = new WeakMap<Launch, Container>();

export function containerOf(launch: Launch): Container {
  let container = containers.get(launch);
  if (!container) {
    container = makeContainer(launch);
    containers.set(launch, container);
  }
  return container;
}

function makeContainer(launch: Launch): Container {
  const { spec } = launch;
  const build = buildOf(launch);
  const image = build && finalStage(build.dockerfile.dockerfile, build.target);
  const workdir = spec.workdir ? absolute(spec.workdir.text) : spec.open.length ? undefined : image?.workdir;
  const container: Container = {
    launch,
    dockerfile: build?.dockerfile,
    context: build?.context,
    image,
    workdir,
    variable: (name) => variable(container, name),
    locate: (path) => {
      const whole = path.startsWith('/') ? path : workdir === undefined ? undefined : posix.join(workdir, path);
      return whole === undefined ? { kind: 'unknown' } : locate(container, posix.normalize(whole));
    },
  };
  return container;
}

const absolute = (text: string | undefined): string | undefined => (text?.startsWith('/') ? posix.normalize(text) : undefined);

interface Built {
  readonly dockerfile: DockerfileArtifact;
  /** Folder from the repository's root. */
  readonly context: string;
  readonly target: string | undefined;
}

/**
 * The build that gives the launch's image its name: one of the example's own scripts first. Without such a build the example's only
 * Dockerfile, as nothing else can be meant, unless the image is of a registry.
 */
function buildOf({ example, repository, spec }: Launch): Built | undefined {
  const name = spec.image?.text;
  const builds = name === undefined ? [] : builtBy(repository, name);
  const build = builds.find(({ script }) => script.example === example) ?? builds[0];
  if (build) {
    const dockerfile = build.dockerfile === undefined ? undefined : repository.dockerfile(build.dockerfile);
    if (!dockerfile || build.context === undefined || (build.spec.target && build.spec.target.text === undefined))
      return undefined;
    return { dockerfile, context: build.context, target: build.spec.target?.text };
  }
  if (!example || name?.includes('/')) return undefined;
  const own = example.dockerfiles.filter(({ path }) => folderOf(path) === example.folder);
  const [only] = own.length === 1 ? own : [];
  return only && { dockerfile: only, context: example.folder, target: undefined };
}

function variable(container: Container, name: string): string | null | undefined {
  const { spec } = container.launch;
  const entry = spec.env.findLast((each) => each.name.text === name);
  if (entry) return entry.value ? entry.value.text : undefined;
  if (spec.env.some((each) => each.name.text === undefined) || spec.envFiles.length || spec.open.length) return undefined;
  const set = container.image?.env.get(name);
  if (set) return set.value;
  return container.image ? null : undefined;
}

function locate(container: Container, path: string): Located {
  const { spec } = container.launch;
  const mount = spec.mounts
    .filter((candidate) => candidate.target.text !== undefined && isBelow(path, posix.normalize(candidate.target.text)))
    .sort((a, b) => trimmed(a.target).length - trimmed(b.target).length)
    .at(-1);
  if (mount) return mounted(mount, path.slice(trimmed(mount.target).length).replace(/^\//, ''));
  if (
    spec.open.length ||
    spec.ambiguous ||
    spec.volumesFrom.length ||
    spec.mounts.some((each) => each.target.text === undefined)
  ) {
    return { kind: 'unknown' };
  }
  return copied(container, path);
}

const trimmed = (part: Part): string => posix.normalize(part.text ?? '').replace(/\/$/, '');

const isBelow = (path: string, folder: string): boolean =>
  folder === '/' || path === folder.replace(/\/$/, '') || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

function mounted(mount: Mount, rest: string): Located {
  if (mount.type === undefined) return { kind: 'unknown' };
  if (mount.type !== 'bind') return { kind: 'outside', mount, readonly: mount.readonly };
  const source = mount.source?.text;
  if (source === undefined) return { kind: 'unknown' };
  const rooted = rootedPath(source);
  if (rooted?.root !== 'repository' || rooted.above > 0) return { kind: 'outside', mount, readonly: mount.readonly };
  const path = normalizePath(rest === '' ? rooted.path : rooted.path === '' ? rest : `${rooted.path}/${rest}`);
  return path === undefined ? { kind: 'unknown' } : { kind: 'mounted', path, mount, readonly: mount.readonly };
}

/** Through COPY and ADD, the last first, for later copies overwrite earlier ones. */
function copied({ image, context, launch }: Container, path: string): Located {
  if (!image || context === undefined) return { kind: 'unknown' };
  let unclear = false;
  for (const copy of [...image.copies].reverse()) {
    if (copy.path === undefined) {
      unclear ||= mayMake(copy, launch.repository, context, path);
      continue;
    }
    for (const source of copy.sources) {
      if (source.kind !== 'path' || source.value === undefined || copy.from) {
        unclear ||= isBelow(path, posix.normalize(copy.path));
        continue;
      }
      const found = copiedFrom(launch.repository, context, source.value, copy, path);
      if (found !== undefined) return { kind: 'copied', path: found };
    }
  }
  return unclear ? { kind: 'unknown' } : { kind: 'image' };
}

/** Whether a copy to a folder that is not known may be what lies at a path: a plain file can only lie where its own name ends. */
function mayMake(copy: Copy, repository: Repository, context: string, path: string): boolean {
  const into = copy.destination.value;
  if (into === undefined || copy.from || copy.kind === 'ADD') return true;
  const names = copy.sources.map(({ kind, value }) => {
    const from = kind === 'path' && value !== undefined ? expand(repository, context, value) : [];
    return from.length === 1 && repository.kind(from[0]!) === 'file' ? nameOf(from[0]!) : undefined;
  });
  return names.includes(undefined) || [...names, nameOf(into.replace(/\/$/, ''))].includes(nameOf(path));
}

function copiedFrom(repository: Repository, context: string, source: string, copy: Copy, path: string): string | undefined {
  const destination = posix.normalize(copy.path ?? '').replace(/(?<=.)\/$/, '');
  const intoFolder =
    copy.path?.endsWith('/') ||
    copy.sources.length > 1 ||
    /[*?[]/.test(source) ||
    /(^|\/)\.{1,2}$/.test(copy.destination.value ?? '');
  for (const from of expand(repository, context, source)) {
    const isFile = repository.kind(from) === 'file';
    const target = isFile && intoFolder ? posix.join(destination, nameOf(from)) : destination;
    if (!isBelow(path, target)) continue;
    const rest = path.slice(target === '/' ? 1 : target.length + 1);
    const found = normalizePath(rest === '' ? from : joinPath(from, rest));
    if (found !== undefined && repository.kind(found) !== undefined) return found;
  }
  return undefined;
}

/** The paths from the root that a source of a COPY names. */
function expand(repository: Repository, context: string, source: string): readonly string[] {
  const relative = source.replace(/^\/+/, '');
  const path = normalizePath(joinPath(context, relative));
  if (path === undefined) return [];
  const star = relative.search(/[*?[]/);
  if (star < 0) return [path];
  const folder = normalizePath(joinPath(context, folderOf(relative.slice(0, star)))) ?? context;
  const matches = picomatch(path, { dot: true });
  return repository
    .list(folder)
    .map(({ name }) => joinPath(folder, name))
    .filter((each) => matches(each));
}
