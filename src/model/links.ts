import { foldersFrom } from '../text/path';
import type { Repository } from './targets';

/** A path is a submodule or a symlink, or lies behind one: a submodule's content is not known here, and a symlink may lead anywhere. */
export const isBehindLink = (repository: Repository, path: string): boolean =>
  foldersFrom(path).some((each) => {
    const type = repository.entry(each)?.type;
    return type === 'gitlink' || type === 'symlink';
  });
