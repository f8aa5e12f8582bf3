import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findRoot } from './places';

export interface TrustOptions {
  /** Absolute paths of the folder in which the command was started, and of the root of the linted repository. */
  readonly cwd: string;
  readonly root: string;
  /** The configuration is named with `--config`. */
  readonly isNamed: boolean;
  /** False as `--no-config-code` says. */
  readonly allowCode: boolean;
}

/** Why a file that is code may not run, as the rest of a sentence ("is code, …"). Undefined if it may. */
export type RefuseCode = (file: string) => string | undefined;

/**
 * Who may bring code: the configuration that `--config` names, or the repository that the user stands in, if it's the user's own. Code of
 * another repository, of a folder below or above, or of another user never runs.
 */
export function codeRefusal({ cwd, root, isNamed, allowCode }: TrustOptions): RefuseCode {
  if (!allowCode) return () => 'which --no-config-code refuses';
  if (process.env['CVL_NO_CONFIG_CODE']) return () => 'which CVL_NO_CONFIG_CODE refuses';
  if (isNamed) return () => undefined;
  if (!standsIn(cwd, root)) {
    const folder = relative(cwd, root) || root;
    return () => `and code runs only from the repository that you stand in. Change to ${folder}, or name the file with --config`;
  }
  return (file) => {
    const foreign = [root, join(root, '.git'), file].find((path) => existsSync(path) && !isOwn(path));
    return foreign && `and another user owns ${foreign}. If you trust it, name the configuration with --config`;
  };
}

/**
 * Whether a root is the one that a folder is in: the folder itself, or found from it without leaving its checkout. Outside of any
 * checkout, a configuration further up (such as in /tmp) may be anybody's.
 */
function standsIn(cwd: string, root: string): boolean {
  const folder = realpathSync(cwd);
  return folder === root || (realpathSync(findRoot(folder)) === root && isInCheckout(root));
}

const isInCheckout = (folder: string): boolean =>
  existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isInCheckout(dirname(folder)));

/** Git's rule for `safe.directory`: the current user's, and for root under sudo also those of the user who called it. */
function isOwn(path: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return true;
  const owner = statSync(path).uid;
  const caller = process.env['SUDO_UID'] ?? '';
  return owner === user || (user === 0 && /^\d+$/.test(caller) && owner === Number(caller));
}
