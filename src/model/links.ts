import { foldersFrom } from '../text/path';
import type { Repository } from './targets';

/** Whether a path is, or is below, a submodule (whose content isn't known) or a symlink (which can lead anywhere). */
export const isBehindLink = (repository: Repository, path: string): boolean =>
  foldersFrom(path).some((each) => {
    const type = repository.entry(each)?.type;
    return type === 'gitlink' || type === 'symlink';
  });
