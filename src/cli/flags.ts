import { join } from 'node:path';
import type { Builtins } from '../config/form';
import { builtins } from './builtin';
import { Flags } from './oclif';

/** Flags of every command that reads the configuration. */
export const configurationFlags = {
  config: Flags.string({ char: 'c', helpValue: 'FILE', description: 'Use this configuration file.' }),
  'no-config-code': Flags.boolean({ description: 'Refuse configuration and plugins that are code.' }),
  rule: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'ID[:SEVERITY]',
    description:
      'Set a rule to off, info, warning, or error. Without a severity: look at this rule alone. ID may be a glob; may be repeated.',
  }),
};

/**
 * What those flags say, as `openProject` and `openConfiguration` take it. Code of the configuration runs in processes of its own. `root`:
 * the folder of the package.
 */
export function configurationOptions(
  flags: { config?: string; 'no-config-code': boolean; rule?: string[] },
  { root }: { readonly root: string },
): {
  readonly builtins: Builtins;
  readonly configFile?: string;
  readonly allowCode: boolean;
  readonly childFile: string;
  readonly withoutFailed: true;
  readonly rules: readonly string[];
} {
  return {
    builtins,
    ...(flags.config !== undefined && { configFile: flags.config }),
    allowCode: !flags['no-config-code'],
    childFile: join(root, 'dist/plugin-process.js'),
    withoutFailed: true,
    rules: flags.rule ?? [],
  };
}
