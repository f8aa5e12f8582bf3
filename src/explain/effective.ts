import type { Configuration, Setting } from '../config/types';
import type { Example } from '../model/targets';
import { compileGlobs } from '../text/glob';

/** The settings that apply to one path. */
export interface EffectiveConfiguration {
  /** Relative to the root. `.` for the root itself. */
  readonly path: string;
  readonly file: string | undefined;
  readonly example: { readonly folder: string; readonly kind: string } | undefined;
  /** The glob that excludes the path. */
  readonly ignoredBy: string | undefined;
  /** All rules by id, sorted. */
  readonly rules: readonly { readonly id: string; readonly setting: Setting }[];
}

export function effectiveConfiguration(
  configuration: Configuration,
  path: string,
  example: Example | undefined,
): EffectiveConfiguration {
  const { ignore } = configuration;
  const probe = path === '' ? '.' : path;
  const ignored = compileGlobs(ignore)(probe) || compileGlobs(ignore)(`${probe}/-`);
  return {
    path: probe,
    file: configuration.file,
    example: example && { folder: example.folder, kind: example.kind },
    ignoredBy: ignored ? ignore.findLast((glob) => compileGlobs([glob])(probe) || compileGlobs([glob])(`${probe}/-`)) : undefined,
    rules: [...configuration.rules.keys()].map((id) => ({ id, setting: configuration.setting(id, path, example) })),
  };
}
