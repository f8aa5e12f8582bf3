import { rootedPath, type ShellHost } from '../languages/shell';
import { memoised } from './repository';
import type { Repository } from './targets';

/**
 * What a script can be known to meet on any machine: the files of the repository itself. A path that is not among them may still be
 * there when the script runs (downloaded, made by another script, ignored by git), so that nothing is ever surely missing.
 */
export function symbolicHost(repository: Repository): ShellHost {
  let host = hosts.get(repository);
  if (!host) hosts.set(repository, (host = createHost(repository)));
  return host;
}

const hosts = new WeakMap<Repository, ShellHost>();

function createHost(repository: Repository): ShellHost {
  const lists = new Map<string, readonly string[]>();
  const inside = (path: string): string | undefined => {
    const rooted = rootedPath(path);
    return rooted?.root === 'repository' && rooted.above === 0 ? rooted.path : undefined;
  };
  const kind = (path: string | undefined): 'file' | 'folder' | undefined => {
    if (path === undefined) return undefined;
    const entry = repository.entry(path);
    if (entry) return entry.type === 'gitlink' ? 'folder' : repository.kind(path);
    return path === '' || repository.filesBelow(path).length > 0 ? 'folder' : undefined;
  };
  return {
    kind: (path) => kind(inside(path)),
    read(path) {
      const file = inside(path);
      return file !== undefined && kind(file) === 'file' ? repository.source(file)?.text : undefined;
    },
    list(path) {
      const folder = inside(path);
      if (folder === undefined || kind(folder) !== 'folder') return undefined;
      return memoised(lists, folder, () => {
        const below = folder === '' ? 0 : folder.length + 1;
        const names = new Set<string>();
        for (const entry of repository.filesBelow(folder)) names.add(entry.path.slice(below).split('/', 1)[0] ?? '');
        return [...names];
      });
    },
    executable(path) {
      const file = inside(path);
      return file === undefined ? undefined : repository.entry(file)?.executable;
    },
  };
}
