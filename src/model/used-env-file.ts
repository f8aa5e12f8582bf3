import type { EnvFile, Part } from '../languages/docker';

/** A file that `--env-file` names. */
export interface UsedEnvFile {
  /** The flag's value. */
  readonly part: Part;
  /** From the root. Undefined if it isn't known, or isn't in the repository. */
  readonly path: string | undefined;
  /** Undefined if the file isn't one of the repository, which everybody has. */
  readonly content: EnvFile | undefined;
  /** Whether the launch uses it only under a condition. */
  readonly sometimes: boolean;
}
