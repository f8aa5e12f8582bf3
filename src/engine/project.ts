import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { LoadCode } from '../config/code';
import { ConfigurationError } from '../config/errors';
import { loadConfiguration } from '../config/load';
import { findRoot } from '../config/places';
import type { Configuration } from '../config/types';
import { diskTree } from '../model/disk';
import { lateRepository, loadViews } from '../model/late-repository';
import type { LintedRepository } from '../model/repository';
import { treeAt } from '../model/revision-tree';
import { closest } from '../text/closest';
import { compileGlobs } from '../text/glob';
import { question } from '../text/sentence';
import { listedAhead } from './ahead';
import type { Isolation } from './isolation';
import type { OutsideRules } from './isolation/outside-rules';
import type { ProjectOptions } from './project-options';

export interface Project {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  /** The given paths, relative to the root. `['']` for the whole repository. */
  readonly paths: readonly string[];
  /** Loads what parses, and the rules' code, if they aren't yet. */
  ready(): Promise<void>;
  /** Where code of the configuration runs, if there is any. */
  readonly isolation?: Isolation;
  /** The rules that run in other processes. */
  readonly outside?: OutsideRules;
}

/** Finds the repository of the paths, reads its configuration, and lists its files. Throws ConfigurationError. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { cwd, overlay } = options;
  const named = options.paths.length > 0 ? options.paths : overlay ? [overlay.file] : ['.'];
  const absolute = named.map((path) => existing(resolve(cwd, path), path, overlay?.file));
  const root = realpathSync(findRoot(absolute[0] ?? cwd));
  const loader = loaderOf(options);
  const configuration = await loadConfiguration({
    builtins: options.builtins,
    cwd,
    root,
    ...(options.configFile !== undefined && { explicitFile: options.configFile }),
    allowCode: options.allowCode ?? true,
    ...(loader.load && { loadCode: loader.load }),
    ...(options.packsOnly && { packsOnly: true }),
    withoutFailed: options.withoutFailed ?? false,
    commandLineRules: options.rules ?? [],
  });
  const fromRoot = (path: string, name: string): string => {
    const inside = relative(root, path).split(sep).join('/');
    if (inside === '..' || inside.startsWith('../')) {
      throw new ConfigurationError(`${name} isn't in ${root}, where the other paths are. Lint one repository at a time.`);
    }
    return inside;
  };
  const paths = absolute.map((path, index) => fromRoot(path, named[index] ?? path));
  const tree = diskTree(root, { ...options, listing: await listedAhead(root) });
  const seen = options.at === undefined ? tree : treeAt(tree, options.at);
  if (typeof seen === 'string') throw new ConfigurationError(seen);
  const ready = async (): Promise<void> => void (await Promise.all([loadViews(), options.builtins.load?.()]));
  if (!options.late) await ready();
  const repository = lateRepository(seen, {
    examples: configuration.examples,
    ignores: compileGlobs(configuration.ignore),
    readers: configuration.readers,
    ...(options.tasks && { tasks: options.tasks }),
    ...(options.live && { live: options.live }),
    ...(options.shard && { shard: options.shard }),
    ...(overlay && { overlay: new Map([[paths[0] ?? '', overlay.text]]) }),
  });
  const isolation = loader.isolation();
  const outside = isolation && (await import('./isolation/outside-rules')).outsideRules(isolation, configuration, repository);
  return { repository, configuration, paths, ready, ...(isolation && { isolation }), ...(outside && { outside }) };
}

/** How code of the configuration is loaded, and how its rules run. Nothing of the isolation is loaded before there is any code. */
function loaderOf({ builtins: _, late: _late, childFile, loadCode, ...options }: ProjectOptions) {
  let isolation: Isolation | undefined;
  const isolated: LoadCode = async (file, root) => {
    isolation ??= (await import('./isolation')).isolate(options, childFile ?? '');
    return isolation.load(file, root);
  };
  return { load: childFile === undefined ? loadCode : isolated, isolation: () => isolation };
}

/** The configuration that holds in a folder, without looking at the repository's files. */
export async function openConfiguration(options: Omit<ProjectOptions, 'paths' | 'overlay' | 'tasks'>) {
  const { builtins, cwd, configFile, allowCode = true, withoutFailed = false, rules = [] } = options;
  const loader = loaderOf({ ...options, paths: [] });
  const configuration = await loadConfiguration({
    builtins,
    cwd,
    root: realpathSync(findRoot(cwd)),
    explicitFile: configFile,
    allowCode,
    ...(loader.load && { loadCode: loader.load }),
    withoutFailed,
    commandLineRules: rules,
  });
  const isolation = loader.isolation();
  return { configuration, ...(isolation && { isolation }) };
}

/** A path beside a missing one with nearly the same name, as it would be written. */
function nearPath(path: string, named: string): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const near = closest(basename(path), readdirSync(folder));
  return near === undefined ? undefined : join(dirname(named), near);
}

/** The real path. The last part may be missing if the file's text is given. */
function existing(path: string, named: string, overlaid: string | undefined): string {
  if (existsSync(path)) return realpathSync(path);
  if (overlaid !== undefined && existsSync(dirname(path)))
    return resolve(realpathSync(dirname(path)), path.slice(dirname(path).length + 1));
  throw new ConfigurationError(`${named}: no such file or folder.${question(nearPath(path, named))}`);
}
