import { posix } from 'node:path';
import { type Copy, copySourceMatcher, type Mount, type Part } from '../languages/docker';
import { rootedPath } from '../languages/shell';
import { folderOf, foldersFrom, joinPath, nameOf, normalizePath } from '../text/path';
import { calledFrom } from './caller';
import { fromEnvFiles } from './env-files';
import { query } from './query';
import type { Container, Image, Launch, Located, Repository, World } from './targets';

export const containerOf = query('launch.container', (launch: Launch): Container => {
  const workdir = workdirOf(launch);
  const container: Container = {
    kind: 'container',
    launch,
    workdir,
    get names() {
      return namesOf(launch);
    },
    variable: (name) => variable(launch, name),
    locate: (path) => {
      const whole = path.startsWith('/') ? path : workdir === undefined ? undefined : posix.join(workdir, path);
      return whole === undefined ? { kind: 'unknown' } : locate(launch, posix.normalize(whole));
    },
  };
  return container;
});

/** What a container sees that nobody is known to start: whoever does may add variables. */
export function worldOf(image: Image, repository: Repository): World {
  const { view } = image;
  return {
    kind: 'container',
    workdir: view?.workdir,
    names: [...(view?.env.keys() ?? [])],
    variable: (name) => view?.env.get(name)?.value,
    locate: (path) => {
      const whole = path.startsWith('/') ? path : view?.workdir && posix.join(view.workdir, path);
      return whole ? copied(image, repository, posix.normalize(whole)) : { kind: 'unknown' };
    },
  };
}

const workdirOf = ({ spec, image }: Launch): string | undefined =>
  spec.workdir ? absolute(spec.workdir.text) : spec.open.length ? undefined : image.view?.workdir;

const absolute = (text: string | undefined): string | undefined => (text?.startsWith('/') ? posix.normalize(text) : undefined);

const namesOf = ({ spec, image }: Launch): readonly string[] => [
  ...new Set([...(image.view?.env.keys() ?? []), ...spec.env.flatMap(({ name }) => name.text ?? [])]),
];

function variable(launch: Launch, name: string): string | null | undefined {
  const { spec, image } = launch;
  const entry = spec.env.findLast((each) => each.name.text === name);
  if (entry) return entry.value ? entry.value.text : undefined;
  if (spec.env.some((each) => each.name.text === undefined) || spec.open.length) return undefined;
  const filed = fromEnvFiles(launch, name);
  if (filed !== null) return filed;
  const set = image.view?.env.get(name);
  if (set) return set.value;
  return image.view && !image.view.baseSets(name) ? null : undefined;
}

function locate(launch: Launch, path: string): Located {
  const { spec } = launch;
  const mount = spec.mounts
    .filter((candidate) => candidate.target.text !== undefined && isBelow(path, posix.normalize(candidate.target.text)))
    .sort((a, b) => trimmed(a.target).length - trimmed(b.target).length)
    .at(-1);
  if (mount) return mounted(mount, restBelow(mount, path), () => callerOfLaunch(launch));
  if (
    spec.open.length ||
    spec.ambiguous ||
    spec.volumesFrom.length ||
    spec.mounts.some((each) => each.target.text === undefined)
  ) {
    return { kind: 'unknown' };
  }
  return copied(launch.image, launch.repository, path);
}

const trimmed = (part: Part): string => posix.normalize(part.text ?? '').replace(/\/$/, '');

const isBelow = (path: string, folder: string): boolean =>
  folder === '/' || path === folder.replace(/\/$/, '') || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

const restBelow = ({ target }: Mount, path: string): string => path.slice(trimmed(target).length).replace(/^\//, '');

function mounted(mount: Mount, rest: string, caller: () => string | undefined): Located {
  if (mount.type === undefined) return { kind: 'unknown' };
  if (mount.type !== 'bind') return { kind: 'outside', mount, readonly: mount.readonly };
  const source = mount.source?.text;
  if (source === undefined) return { kind: 'unknown' };
  const folder = rootedPath(source)?.root === 'caller' ? caller() : '';
  const base = folder === undefined ? undefined : calledFrom(source, folder);
  if (base === undefined) return { kind: 'outside', mount, readonly: mount.readonly };
  const path = normalizePath(rest === '' ? base : joinPath(base, rest));
  return path === undefined ? { kind: 'unknown' } : { kind: 'mounted', path, mount, readonly: mount.readonly };
}

/**
 * The folder, from the root, in which the script has to start so that the programs that the launch names are in its mounts: the script's
 * own, or one above it. Undefined if several would do, or programs disagree.
 */
const callerOfLaunch = query('launch.caller', (launch: Launch): string | undefined => {
  const { script, spec, repository } = launch;
  const workdir = workdirOf(launch);
  const found = new Set<string>();
  for (const { text } of spec.command) {
    if (text === undefined || !/\.(?:py|sh)$/.test(text)) continue;
    const path = text.startsWith('/') ? text : workdir && posix.join(workdir, text);
    const mount =
      path === undefined ? undefined : spec.mounts.find(({ target }) => target.text && isBelow(path, trimmed(target)));
    const source = mount?.source?.text;
    if (path === undefined || !mount || source === undefined || rootedPath(source)?.root !== 'caller') continue;
    const places = foldersFrom(folderOf(script.path)).filter((folder) => {
      const base = calledFrom(source, folder);
      const file = base === undefined ? undefined : normalizePath(joinPath(base, restBelow(mount, path)));
      return file !== undefined && repository.kind(file) === 'file';
    });
    if (places.length === 1) found.add(places[0] as string);
  }
  const [only, other] = found;
  return other === undefined ? only : undefined;
});

/** Looks through COPY and ADD from the last to the first, because later copies overwrite earlier ones. */
function copied({ view, context }: Image, repository: Repository, path: string): Located {
  if (!view) return { kind: 'unknown' };
  if (view.copies.length === 0) return { kind: 'image' };
  if (context === undefined) return { kind: 'unknown' };
  let unclear = false;
  for (const copy of [...view.copies].reverse()) {
    if (copy.path === undefined) {
      unclear ||= mayMake(copy, repository, context, path);
      continue;
    }
    for (const source of copy.sources) {
      if (source.kind !== 'path' || source.value === undefined || copy.from) {
        unclear ||= isBelow(path, posix.normalize(copy.path));
        continue;
      }
      const found = copiedFrom(repository, context, source.value, copy, path);
      if (found !== undefined) return { kind: 'copied', path: found };
    }
  }
  return unclear ? { kind: 'unknown' } : { kind: 'image' };
}

/** Whether a copy into an unknown folder could create a path. A single file can only create a path that ends in its own name. */
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

/** The paths, from the root, that a source of a COPY matches. */
function expand(repository: Repository, context: string, source: string): readonly string[] {
  const relative = source.replace(/^\/+/, '');
  const path = normalizePath(joinPath(context, relative));
  if (path === undefined) return [];
  const star = relative.search(/[*?[]/);
  if (star < 0) return [path];
  const folder = normalizePath(joinPath(context, folderOf(relative.slice(0, star)))) ?? context;
  const matches = copySourceMatcher(path);
  return repository
    .list(folder)
    .map(({ name }) => joinPath(folder, name))
    .filter((each) => matches(each));
}
