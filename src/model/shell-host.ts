import { accessSync, constants, statSync } from 'node:fs';
import { arch, availableParallelism, hostname, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { ShellHost, System } from '../languages/shell';
import type { FileTree } from './tree';

export interface ConcreteHostOptions {
  readonly tree: FileTree;
  /** Absolute, as in the script's paths. */
  readonly home: string;
  /** `PATH` in the evaluated environment. */
  readonly path: string;
}

/**
 * The machine as a script would see it. Files of the repository are read; symlinks aren't followed out of it. For other paths, only
 * their existence is checked. Nothing is run.
 */
export function concreteHost({ tree, home, path: searched }: ConcreteHostOptions): ShellHost {
  const inside = (path: string): string | undefined => {
    if (path === tree.root) return '';
    return path.startsWith(`${tree.root}/`) ? path.slice(tree.root.length + 1) : undefined;
  };
  const folders = searched.split(':').filter((folder) => isAbsolute(folder));
  return {
    kind(path) {
      const file = inside(path);
      if (file !== undefined) return tree.stat(file)?.kind ?? 'missing';
      return path === home ? 'folder' : kindOutside(path);
    },
    read(path) {
      const file = inside(path);
      const bytes = file === undefined ? undefined : tree.read(file, MAX_BYTES);
      return bytes && new TextDecoder().decode(bytes);
    },
    list(path) {
      const folder = inside(path);
      return folder === undefined ? undefined : tree.list(folder).map(({ name }) => name);
    },
    executable(path) {
      const file = inside(path);
      return file === undefined ? undefined : tree.stat(file)?.executable;
    },
    command: (name) => !name.includes('/') && folders.some((folder) => isExecutable(join(folder, name))),
  };
}

const MAX_BYTES = 4 * 1024 * 1024;

function kindOutside(path: string): 'file' | 'folder' | 'missing' | undefined {
  if (path.includes('\0')) return 'missing';
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? 'missing' : stat.isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined; // not permitted: it may be there
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // missing or not permitted
  }
}

/** What `id`, `uname` and `nproc` print here. */
export function thisSystem(): System {
  const { uid, gid, username } = userInfo();
  const machines: Readonly<Record<string, string>> = {
    x64: 'x86_64',
    arm64: process.platform === 'darwin' ? 'arm64' : 'aarch64',
  };
  return {
    uid,
    gid,
    user: username,
    group: undefined,
    hostname: hostname(),
    kernel: process.platform === 'darwin' ? 'Darwin' : 'Linux',
    machine: machines[arch()] ?? arch(),
    processors: availableParallelism(),
  };
}
