import { rootedPath } from '../languages/shell';
import { folderOf, joinPath } from '../text/path';

/** A path from the root, when its script is called from the given folder. Undefined if it isn't in the repository. */
export function calledFrom(path: string | undefined, caller: string): string | undefined {
  const rooted = path === undefined ? undefined : rootedPath(path);
  if (!rooted) return undefined;
  if (rooted.root === 'repository') return rooted.above === 0 ? rooted.path : undefined;
  if (rooted.root !== 'caller') return undefined;
  let folder = caller;
  for (let up = 0; up < rooted.above; up++) {
    if (folder === '') return undefined;
    folder = folderOf(folder);
  }
  return rooted.path === '' ? folder : joinPath(folder, rooted.path);
}
