import type { ShellHost } from '../languages/shell';
import { repositoryPathOf } from './located';
import type { Repository, World } from './targets';

/** The files that a script finds in a world, as far as they are the repository's. Nothing is ever reported as missing. */
export function worldHost(repository: Repository, world: World): ShellHost {
  const original = (path: string): string | undefined => repositoryPathOf(world.locate(path));
  const kind = (path: string): 'file' | 'folder' | undefined => {
    const own = original(path);
    return own === undefined ? undefined : repository.kind(own);
  };
  return {
    kind,
    original,
    read(path) {
      const own = original(path);
      return own === undefined ? undefined : repository.source(own)?.text;
    },
    list: () => undefined,
    executable(path) {
      const own = original(path);
      return own === undefined ? undefined : repository.entry(own)?.executable;
    },
  };
}
