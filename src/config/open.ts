import { realpathSync } from 'node:fs';
import { loadConfiguration } from './load';
import { findRoot } from './root';
import type { Configuration } from './types';

/** The configuration that holds in a folder, without looking at the repository's files. */
export function openConfiguration(options: {
  readonly cwd: string;
  readonly configFile?: string;
  readonly allowCode: boolean;
  readonly rules: readonly string[];
}): Promise<Configuration> {
  const { cwd, configFile, allowCode, rules } = options;
  return loadConfiguration({
    cwd,
    root: realpathSync(findRoot(cwd)),
    explicitFile: configFile,
    allowCode,
    commandLineRules: rules,
  });
}
