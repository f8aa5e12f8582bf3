import { join, relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Milliseconds without another change, after which a change is told: a checkout or an editor changes many files at once. */
const quietMs = 200;

/** Folders whose files belong to other programs. */
const foreign = /(?:^|\/)(?:\.git|\.venv|venv|node_modules|__pycache__|site-packages)$/;

export interface Changes {
  /** The paths that changed since they were last asked for, relative to the root: once there are some, and no more come. */
  next(): Promise<readonly string[]>;
}

/** Watches a repository, and what git is told to add. `ignored`: a folder in it that isn't watched, absolute. */
export function watchChanges(root: string, ignored: string | undefined): Changes {
  const changed = new Set<string>();
  let ring = (): void => undefined;
  const watcher = watch([root, join(root, '.git/index')], {
    ignoreInitial: true,
    ignored: (path) => path === ignored || foreign.test(path.slice(root.length).replaceAll(sep, '/')),
  });
  watcher.on('all', (_event, path) => {
    changed.add(relative(root, path).split(sep).join('/'));
    ring();
  });
  // A folder that can't be watched is left out.
  watcher.on('error', () => undefined);
  return {
    async next() {
      if (changed.size === 0) await new Promise<void>((resolve) => (ring = resolve));
      for (let size = 0; size < changed.size; ) {
        size = changed.size;
        await new Promise((resolve) => setTimeout(resolve, quietMs));
      }
      ring = () => undefined;
      const paths = [...changed].sort();
      changed.clear();
      return paths;
    },
  };
}
