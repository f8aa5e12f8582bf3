import { existsSync, realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { findRoot } from '../../config/places';
import { lint } from '../../engine/lint';
import { openProject, type Project } from '../../engine/project';
import { configurationOptions } from '../flags';
import { openBaseline } from '../lint/baseline';

/** What every tool needs to know. */
export interface Surroundings {
  readonly cwd: string;
  readonly flags: { readonly config?: string; readonly 'no-config-code': boolean };
  /** The folder of the package. */
  readonly root: string;
  readonly version: string;
}

/** What a tool looks at: files or folders, and rules. */
export interface Scope {
  readonly paths?: readonly string[];
  readonly rules?: readonly string[];
}

/**
 * Opens the repository anew, because files change between two calls. Throws ConfigurationError, also for paths that are elsewhere: a
 * client may ask for what a text told it to.
 */
export async function open({ cwd, flags, root }: Surroundings, { paths = [], rules = [] }: Scope): Promise<Project> {
  const here = realpathSync(findRoot(cwd));
  for (const path of paths)
    if (!isWithin(here, resolve(cwd, path)))
      throw new ConfigurationError(`${path} is outside of ${here}, the repository that the server was started in.`);
  return openProject({ cwd, paths, ...configurationOptions({ ...flags, rule: [...rules] }, { root }) });
}

/** Whether a path is in a folder, also by where links lead. One that isn't there is wherever its name says. */
function isWithin(folder: string, path: string): boolean {
  const real = existsSync(path) ? realpathSync(path) : path;
  return real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Lints as `cvl lint` does, with the baseline of the repository. */
export async function lintScope(surroundings: Surroundings, scope: Scope) {
  const project = await open(surroundings, scope);
  const { root } = project.repository;
  const baseline = await openBaseline({ root, cwd: surroundings.cwd, named: undefined, mayBeMissing: false });
  return lint({
    ...project,
    wholeRun: project.configuration.selected === undefined,
    version: surroundings.version,
    today: new Date().toISOString().slice(0, 10),
    ...baseline?.options,
  });
}
