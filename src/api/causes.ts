import type { Mount } from '../languages/docker';
import type { Launch } from '../model/targets';
import type { Span } from '../text/span';

/**
 * Names of causes, for `cause` and `follows` of reports. Rules that look at the same mistake from different sides agree on them, so that it
 * has one finding.
 */
export const causes = {
  /** A file of the repository isn't there. */
  missingFile: (path: string): string => `missing ${path}`,
  /** Nothing is mounted at a folder of a launch's container. */
  unmounted: ({ span }: Launch, folder: string): string => `unmounted ${span.file}:${span.start} ${folder}`,
  /** A mount is read-only where something is written. */
  readonlyMount: ({ span }: Mount): string => `read-only ${span.file}:${span.start}`,
  /** A value of a configuration file isn't what the code takes it for. */
  value: ({ file, start }: Span): string => `value ${file}:${start}`,
  /** A loss of a run, by its path, is NaN or infinite. */
  notFinite: ({ path }: { readonly path: string }): string => `not finite ${path}`,
  /** A run stopped because its loss scale couldn't fall any further. */
  lowestLossScale: ({ path }: { readonly path: string }): string => `lowest loss scale ${path}`,
  /** What a repository does in the same way everywhere, by the id of the rule: the first place has the finding, with a count. */
  habit: (rule: string): string => `habit ${rule}`,
};
