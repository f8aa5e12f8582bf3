import { rootedPath, type ShellHost } from '../languages/shell';
import { hasFiles, namesIn } from './file-list';
import { query } from './query';
import type { Repository } from './targets';

/**
 * What a script finds on every machine: the files of the repository. Other paths may still exist when the script runs (downloaded,
 * created by another script, ignored by git), so nothing is ever reported as missing.
 */
export const symbolicHost = query('repository.symbolicHost', (repository: Repository): ShellHost => {
  const inside = (path: string): string | undefined => {
    const rooted = rootedPath(path);
    return rooted?.root === 'repository' && rooted.above === 0 ? rooted.path : undefined;
  };
  const kind = (path: string | undefined): 'file' | 'folder' | undefined => {
    if (path === undefined) return undefined;
    const entry = repository.entry(path);
    if (entry) return entry.type === 'gitlink' ? 'folder' : repository.kind(path);
    return path === '' || hasFiles(repository, path) ? 'folder' : undefined;
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
      return namesIn(repository, folder);
    },
    executable(path) {
      const file = inside(path);
      return file === undefined ? undefined : repository.entry(file)?.executable;
    },
  };
});
