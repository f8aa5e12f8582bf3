import { posix } from 'node:path';
import { closest, folderOf, type JsonSchema, type Launch, type Mount, type Part } from '../../src/api';
import { isWithin, mountConditions, targetOf } from './paths';

export interface FolderOptions {
  readonly folders: readonly string[];
}

const folders: JsonSchema = {
  type: 'array',
  items: { type: 'string', pattern: '^/' },
  description: 'Targets of mounts: a folder of PYTHONPATH below one of them must be mounted.',
};

export const mountFolders = {
  schema: { type: 'object', additionalProperties: false, properties: { folders } },
  tables: { folders: 'container-environment.folders' },
} as const;

/** What PYTHONPATH names, as far as it is known. */
export function pythonPathOf({ spec }: Launch): { readonly value: Part; readonly folders: readonly string[] } | undefined {
  const value = spec.env.findLast(({ name }) => name.text === 'PYTHONPATH')?.value;
  if (value?.text === undefined) return undefined;
  return { value, folders: value.text.split(':').filter((folder) => folder !== '' && !folder.startsWith('$')) };
}

interface UnmountedFolder {
  /** As PYTHONPATH names it. */
  readonly folder: string;
  /** A mount whose target is a slip away. */
  readonly near: Mount | undefined;
  /** Whether it is below one of the folders that only mounts provide. */
  readonly isOfMount: boolean;
}

/** Absolute folders that no mount and, as far as its Dockerfile shows, no image has. */
export function unmountedFolders(
  launch: Launch,
  paths: readonly string[],
  targets: readonly string[],
): readonly UnmountedFolder[] {
  return paths.flatMap((folder) => {
    if (!folder.startsWith('/')) return [];
    const path = normalized(folder);
    if (launch.container.locate(path).kind !== 'image' || launch.image.dockerfile?.dockerfile.file.text.includes(path)) return [];
    const near = launch.spec.mounts.find((mount) => closest(path, [targetOf(mount) ?? '']) !== undefined);
    return [{ folder, near, isOfMount: targets.some((target) => isWithin(path, target)) }];
  });
}

interface AbsentFolder {
  /** The folder of the repository that is mounted there. */
  readonly held: string;
  /** A folder beside it whose name is a slip away, as PYTHONPATH would name it. */
  readonly near: string | undefined;
}

/** A folder below a mount of the repository that isn't in it, that git doesn't ignore, and that nothing creates. */
export function absentFolder(launch: Launch, named: string): AbsentFolder | undefined {
  const { repository } = launch;
  const path = normalized(named);
  const located = path.startsWith('/') ? launch.container.locate(path) : undefined;
  if (located?.kind !== 'mounted' || located.path === '' || repository.kind(located.path) !== undefined) return undefined;
  const parent = folderOf(located.path);
  const isKnown = repository.kind(parent) === 'folder' && repository.entry(parent)?.type !== 'gitlink';
  if (!isKnown || repository.ignoredBy(`${located.path}/`) || mountConditions(located.mount).length > 0) return undefined;
  const name = posix.basename(located.path);
  if (launch.script.shell.file.text.replace(/PYTHONPATH[^\n]*/g, '').includes(name)) return undefined;
  const beside = repository.list(parent).flatMap((each) => (each.kind === 'folder' ? [each.name] : []));
  const near = closest(name, beside);
  return { held: located.path, near: near && posix.join(posix.dirname(path), near) };
}

const normalized = (folder: string): string => posix.normalize(folder).replace(/\/$/, '');
