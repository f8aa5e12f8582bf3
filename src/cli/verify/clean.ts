import { relative } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import type { Project } from '../../engine/project';
import { createWorkingFolder } from '../../files/working-folder';
import { addWorktree, removeWorktree } from '../../model/git-worktree';
import type { Ending } from './ending';
import type { RunFlags } from './one';
import { verifyExamples } from './run';

/**
 * Verifies a fresh checkout of HEAD, in a folder of its own that is removed afterwards, so that files that were never committed are missing.
 * Throws ConfigurationError.
 */
export async function verifyClean(
  open: (cwd: string) => Promise<Project>,
  flags: RunFlags,
  surroundings: { readonly version: string; readonly wrapperProgram: string },
  ending: Ending,
): Promise<void> {
  const { repository } = await open(process.cwd());
  const { root, git, folderInCheckout } = repository;
  if (!git || folderInCheckout !== '') throw new ConfigurationError('--clean needs the root of a git checkout.');
  const folder = createWorkingFolder('cvl-clean-');
  const checkout = `${folder.path}/repository`;
  try {
    const refusal = addWorktree(root, checkout);
    if (refusal !== undefined) throw new ConfigurationError(`--clean: git could not check out HEAD. ${refusal}`);
    const project = await open(`${checkout}/${relative(root, process.cwd())}`);
    await verifyExamples(project, flags, { ...surroundings, metadataRoot: root }, ending);
  } finally {
    removeWorktree(root, checkout);
    folder.remove();
  }
}
