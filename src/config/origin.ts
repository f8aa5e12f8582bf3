import type { Plugin } from '../api/plugin';
import type { Rule } from '../api/rule';

/** The modules that rules of code plugins come from; cvl's own rules and checks in data have none. */
const modules = new WeakMap<Rule, string>();

/** Notes which module brings a plugin. A rule that is known already stays with its first one. */
export function rememberModule(plugin: Plugin, file: string): void {
  for (const rule of plugin.rules ?? []) if (!modules.has(rule)) modules.set(rule, file);
}

/** The absolute path of the module that brings a rule. */
export const moduleOf = (rule: Rule): string | undefined => modules.get(rule);
