import { API_VERSION, type Plugin } from '../api/plugin';

/** Why a value is no plugin that can be used, in a sentence; undefined where it is one. */
export function refusePlugin(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return 'its default export is no plugin: write export default definePlugin({ name, api: 1, rules })';
  const plugin: { readonly [key in keyof Plugin]?: unknown } = value;
  if (typeof plugin.name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(plugin.name)) {
    return `its name must be lower-case letters, digits and hyphens, not ${JSON.stringify(plugin.name) ?? 'missing'}`;
  }
  if (plugin.api === undefined)
    return `it does not say which version of the plugin interface it is written for: add api: ${API_VERSION}`;
  if (plugin.api !== API_VERSION) {
    return `it is written for version ${JSON.stringify(plugin.api)} of the plugin interface, and this cvl knows version ${API_VERSION} only`;
  }
  for (const key of ['rules', 'readers'] as const) {
    if (plugin[key] !== undefined && !Array.isArray(plugin[key])) return `its ${key} must be a list`;
  }
  for (const key of ['packs', 'reporters'] as const) {
    const table = plugin[key];
    if (table !== undefined && (typeof table !== 'object' || table === null || Array.isArray(table)))
      return `its ${key} must be an object by name`;
  }
  return refuseRules((plugin.rules as readonly unknown[] | undefined) ?? []) ?? refuseReporters(plugin.reporters ?? {});
}

const scopes = ['repository', 'example', 'metadata', 'script', 'launch', 'dockerfile', 'python', 'run'];

function refuseRules(rules: readonly unknown[]): string | undefined {
  const names = new Set<string>();
  for (const [index, value] of rules.entries()) {
    if (typeof value !== 'object' || value === null) return `rule ${index + 1} is no object: write defineRule({ … })`;
    const rule = value as { readonly [key: string]: unknown };
    const name = rule['name'];
    if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
      return `the name of rule ${index + 1} must be lower-case letters, digits and hyphens, without the plugin's name`;
    }
    if (names.has(name)) return `it has two rules named ${JSON.stringify(name)}`;
    names.add(name);
    if (typeof rule['scope'] !== 'string' || !scopes.includes(rule['scope']))
      return `the scope of rule ${name} must be one of ${scopes.join(', ')}`;
    if (typeof rule['check'] !== 'function') return `rule ${name} has no function "check"`;
    const docs = rule['docs'] as { readonly summary?: unknown } | undefined;
    if (typeof docs?.summary !== 'string') return `rule ${name} has no docs.summary`;
    if (typeof rule['messages'] !== 'object' || rule['messages'] === null) return `rule ${name} has no messages`;
  }
  return undefined;
}

function refuseReporters(reporters: unknown): string | undefined {
  for (const [name, reporter] of Object.entries(reporters as object)) {
    if (typeof (reporter as { report?: unknown } | null)?.report !== 'function')
      return `reporter ${name} has no function "report"`;
  }
  return undefined;
}
