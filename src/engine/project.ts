import { existsSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from '../config/errors';
import type { Builtins } from '../config/form';
import { loadConfiguration } from '../config/load';
import { findRoot } from '../config/places';
import type { Configuration } from '../config/types';
import { diskTree } from '../model/disk';
import { createRepository, type LintedRepository } from '../model/repository';
import { compileGlobs } from '../text/glob';

export interface ProjectOptions {
  readonly builtins: Builtins;
  readonly cwd: string;
  /** Files or folders as a person names them; none means `cwd`. */
  readonly paths: readonly string[];
  /** A configuration file in place of the one that would be found. */
  readonly configFile?: string;
  /** Configuration and plugins that are code may be loaded. Default true. */
  readonly allowCode?: boolean;
  /** `rule:severity`, as on the command line. */
  readonly rules?: readonly string[];
  /** Tasks of runs, in place of those that metadata names. */
  readonly tasks?: readonly string[];
  /** A text that stands for a file's own, such as an editor's unsaved one. */
  readonly overlay?: { readonly file: string; readonly text: string };
}

export interface Project {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** The named paths, relative to the root; `['']` for all of it. */
  readonly paths: readonly string[];
}

/** Finds the repository that the paths are in, reads its configuration, and lists its files. Throws ConfigurationError. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { cwd, overlay } = options;
  const named = options.paths.length > 0 ? options.paths : overlay ? [overlay.file] : ['.'];
  const absolute = named.map((path) => existing(resolve(cwd, path), path, overlay?.file));
  const root = realpathSync(findRoot(absolute[0] ?? cwd));
  const configuration = await loadConfiguration({
    builtins: options.builtins,
    cwd,
    root,
    ...(options.configFile !== undefined && { explicitFile: options.configFile }),
    allowCode: options.allowCode ?? true,
    commandLineRules: options.rules ?? [],
  });
  const fromRoot = (path: string, name: string): string => {
    const inside = relative(root, path).split(sep).join('/');
    if (inside === '..' || inside.startsWith('../')) {
      throw new ConfigurationError(`${name} is not in ${root}, where the other paths are. Lint one repository at a time.`);
    }
    return inside;
  };
  const paths = absolute.map((path, index) => fromRoot(path, named[index] ?? path));
  const repository = createRepository(diskTree(root), {
    examples: configuration.examples,
    ignores: compileGlobs(configuration.ignore),
    readers: configuration.readers,
    ...(options.tasks && { tasks: options.tasks }),
    ...(overlay && { overlay: new Map([[paths[0] ?? '', overlay.text]]) }),
  });
  return { repository, configuration, paths };
}

/** The real path, its last part excepted where only a text handed in stands for it. */
function existing(path: string, named: string, overlaid: string | undefined): string {
  if (existsSync(path)) return realpathSync(path);
  if (overlaid !== undefined && existsSync(dirname(path)))
    return resolve(realpathSync(dirname(path)), path.slice(dirname(path).length + 1));
  throw new ConfigurationError(`${named}: no such file or folder.`);
}
