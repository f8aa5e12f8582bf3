import { builtins } from '../../src/cli/builtin';
import { loadConfiguration } from '../../src/config/load';
import type { Configuration } from '../../src/config/types';
import { lint } from '../../src/engine/lint';
import { type MemoryFile, memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import { compileGlobs } from '../../src/text/glob';

/** Files of a repository, by path from its root. */
export interface Files {
  readonly [path: string]: MemoryFile;
}

let configuration: Promise<Configuration> | undefined;

/** The configuration of a repository without a `.cvlrc`: every built-in rule of `cvl:recommended`. */
const recommended = (): Promise<Configuration> =>
  (configuration ??= loadConfiguration({ builtins, cwd: '/', root: '/nowhere', allowCode: false, commandLineRules: [] }));

/** Lints files in memory with every rule of `cvl:recommended`. */
export async function lintFiles(files: Files) {
  const configuration = await recommended();
  const repository = createRepository(memoryTree(files), {
    examples: configuration.examples,
    ignores: compileGlobs(configuration.ignore),
  });
  return lint({ repository, configuration, paths: [''], version: '0.0.0', today: '2026-01-01' });
}

/** An example of one preset, `train`, whose script is `train.sh`. */
export const exampleWith = (files: Files): Files => ({
  'examples/demo/example.yaml':
    'name: demo\ncapability: perception/image_classification\npresets:\n  train:\n    script: train.sh\n',
  ...Object.fromEntries(Object.entries(files).map(([path, file]) => [`examples/demo/${path}`, file])),
});
