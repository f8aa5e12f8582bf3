import { statSync } from 'node:fs';
import { join } from 'node:path';
import { excludedBy, parseDockerignore } from '../../languages/docker';
import { committedAt } from '../../model/git-history';
import type { ImageFacts } from '../../model/live/facts';
import type { Launch, Repository } from '../../model/targets';
import { joinPath, normalizePath } from '../../text/path';

/** Reproducible builds date images before this; their age says nothing. */
const earliest = Date.parse('2000-01-01');
/** Git is asked about no more files than this. */
const mostAsked = 20;

/** The files that an image's build reads and that have changed since it was built, sorted. */
export function newerInputs(repository: Repository, launch: Launch, { created, tagged }: ImageFacts): readonly string[] {
  const built = Math.max(Date.parse(created ?? ''), Date.parse(tagged ?? created ?? ''));
  if (!(built > earliest) || launch.image.builds.length === 0) return [];
  const candidates = inputsOf(repository, launch).filter((path) => modified(repository, path) > built);
  return candidates.slice(0, mostAsked).filter((path) => isChangedSince(repository, path, built));
}

/** The Dockerfile, and the files that COPY and ADD take to where no mount of the launch hides them. */
function inputsOf(repository: Repository, { image, spec }: Launch): readonly string[] {
  const { dockerfile, context, view } = image;
  if (!dockerfile) return [];
  const targets = spec.mounts.flatMap(({ target }) => target.text?.replace(/\/$/, '') ?? []);
  const isHidden = (path: string): boolean => targets.some((target) => path === target || path.startsWith(`${target}/`));
  const ignored = context === undefined ? undefined : repository.source(joinPath(context, '.dockerignore'));
  const dockerignore = ignored && parseDockerignore(ignored);
  const copied = (view?.copies ?? []).flatMap(({ sources, path, from }) => {
    if (context === undefined || from || path === undefined || isHidden(path.replace(/(?<=.)\/$/, ''))) return [];
    return sources.flatMap(({ kind, value }) => {
      const source =
        kind === 'path' && value !== undefined ? normalizePath(joinPath(context, value.replace(/^\/+/, ''))) : undefined;
      if (source === undefined) return [];
      return repository.kind(source) === 'file' ? [source] : repository.filesBelow(source).map((entry) => entry.path);
    });
  });
  const within = (path: string): string => (context ? path.slice(context.length + 1) : path);
  const isSent = (path: string): boolean => !dockerignore || excludedBy(dockerignore, within(path)) === undefined;
  return [...new Set([dockerfile.path, ...copied.filter(isSent)])].sort();
}

const modified = ({ root }: Repository, path: string): number =>
  statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A checkout gives old files a new date: what is as committed changed when that commit was made. */
const isChangedSince = ({ root, git }: Repository, path: string, built: number): boolean =>
  !git || (committedAt(root, path) ?? Number.POSITIVE_INFINITY) > built;
