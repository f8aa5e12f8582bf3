import { posix } from 'node:path';
import {
  type Container,
  closest,
  folderOf,
  isBehindLink,
  type Launch,
  type Located,
  type Mount,
  type Part,
  type Related,
} from '../../src/api';

export interface StartedFile {
  /** The word that names it. */
  readonly word: Part;
  /** Absolute, in the container. */
  readonly path: string;
  readonly container: Container;
}

/** Files that the command starts: all Python programs, and a shell script or program that is its first word. */
export function startedFiles(launch: Launch): readonly StartedFile[] {
  const started: StartedFile[] = launch.starts.flatMap(({ target, workdir, container, preceded }) => {
    const text = target.kind === 'file' ? target.part.text : undefined;
    const path = text?.startsWith('/') ? text : text && workdir ? posix.join(workdir, text) : undefined;
    return path === undefined || preceded ? [] : [{ word: target.part, path, container }];
  });
  const script = startedScript(launch);
  return script ? [...started, script] : started;
}

function startedScript({ spec, container, image }: Launch): StartedFile | undefined {
  const { command, entrypoint, ambiguous, open } = spec;
  if (entrypoint || ambiguous || open.length > 0) return undefined;
  const [first, second] = command;
  const isShell = /^(\/(usr\/)?bin\/)?(ba|da|)sh$/.test(first?.text ?? '');
  const word = isShell ? second : first;
  if (word?.text === undefined || image.view?.entrypoint || !/\.(sh|bash)$/.test(word.text)) return undefined;
  const path = word.text.startsWith('/') ? word.text : container.workdir && posix.join(container.workdir, word.text);
  return path && (isShell || word.text.includes('/')) ? { word, path, container } : undefined;
}

/** The folder of the repository that a mount shows, by a path in it and the same path in the container. */
export function mountedFolder({ path, mount }: Located & { readonly kind: 'mounted' }, inside: string): string {
  const below = posix.relative(mount.target.text ?? '/', inside);
  return path.slice(0, Math.max(0, path.length - below.length)).replace(/\/$/, '');
}

export const folderName = (folder: string): string => (folder === '' ? "the repository's root" : folder);

/** Whether a path may be there when the script runs, though it isn't in the repository now. */
export const mayAppear = ({ repository }: Launch, path: string): boolean =>
  repository.kind(path) !== undefined || isBehindLink(repository, folderOf(path)) || repository.isIgnored(path);

/** Whether the script creates a file of that name, wherever that is. */
export const createsNamesake = ({ command }: Launch, path: string): boolean =>
  [...command.created.keys()].some((created) => created.endsWith(`/${posix.basename(path)}`));

/** A file beside a missing one whose name is a slip away. */
export function similarFile({ repository }: Launch, path: string): string | undefined {
  const names = repository.list(folderOf(path)).flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  return closest(
    posix.basename(path),
    names.filter((name) => posix.extname(name) === posix.extname(path)),
  );
}

/** The target of another mount that has a file which is looked for in the working folder. */
export function targetWith({ container, spec, repository }: Launch, file: string): string | undefined {
  if (file.startsWith('/')) return undefined;
  const targets = spec.mounts.flatMap(({ target }) => (target.text && target.text !== container.workdir ? target.text : []));
  return targets.find((target) => {
    const located = container.locate(posix.join(target, file));
    return located.kind === 'mounted' && repository.kind(located.path) === 'file';
  });
}

export const isSometimes = ({ flag }: Mount): boolean => (flag.flag.word.when?.length ?? 0) > 0;

export const mountedHere = ({ flag }: Mount): Related => ({ message: 'The folder is mounted here.', at: flag.span });
