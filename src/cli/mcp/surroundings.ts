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

/** Opens the repository anew, because files change between two calls. Throws ConfigurationError. */
export const open = ({ cwd, flags, root }: Surroundings, { paths = [], rules = [] }: Scope): Promise<Project> =>
  openProject({ cwd, paths, ...configurationOptions({ ...flags, rule: [...rules] }, { root }) });

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
