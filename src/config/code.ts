import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '../api/plugin';
import type { Rule } from '../api/rule';

/** What Node alone can't load: TypeScript, and modules that import `cvl` where it isn't installed. */
const unresolved = new Set([
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_DIR_IMPORT',
]);

/** Loads a module and gives what it exports: in this process, or in one of its own that only describes it. */
export type LoadCode = (file: string, root: string) => Promise<unknown>;

/**
 * Loads a user's module and returns its default export, else its exports. Node loads JavaScript where it can. TypeScript, and modules
 * that import `cvl` without having it installed, go through jiti, where `cvl` is the running program's API. Throws what the module throws.
 */
export async function loadModule(file: string, root: string): Promise<unknown> {
  if (!/^\.[cm]?ts$/.test(extname(file))) {
    try {
      return exportOf(await import(pathToFileURL(file).href));
    } catch (error) {
      if (!unresolved.has((error as NodeJS.ErrnoException | undefined)?.code ?? '')) throw error;
    }
  }
  const [{ createJiti }, api] = await Promise.all([import('jiti'), import('../api/index')]);
  const modules = join(root, 'node_modules');
  const jiti = createJiti(join(root, 'cvl'), {
    // Compiled code is kept only in a folder that is the repository's own: a shared temporary folder could be written by others.
    fsCache: existsSync(modules) ? join(modules, '.cache', 'cvl') : false,
    virtualModules: { cvl: api },
  });
  return exportOf(await jiti.import(file));
}

function exportOf(module: unknown): unknown {
  let value = module;
  for (let depth = 0; depth < 2 && typeof value === 'object' && value !== null && 'default' in value; depth++)
    value = value.default;
  return value;
}

/** The modules that rules of code plugins come from; cvl's own rules and checks in data have none. */
const modules = new WeakMap<Rule, string>();

/** Notes which module brings a plugin. A rule that is known already stays with its first one. */
export function rememberModule(plugin: Plugin, file: string): void {
  for (const rule of plugin.rules ?? []) if (!modules.has(rule)) rememberRule(rule, file);
}

/** The same for one rule. */
export const rememberRule = (rule: Rule, file: string): unknown => modules.set(rule, file);

/** The absolute path of the module that brings a rule. */
export const moduleOf = (rule: Rule): string | undefined => modules.get(rule);
