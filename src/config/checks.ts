import type { Plugin } from '../api/plugin';
import type { Rule } from '../api/rule';
import type { CheckForm } from '../declarative/form';
import { sentence } from '../text/sentence';
import { isBuiltinFamily } from './builtins';
import type { Builtins } from './form';
import type { Source } from './source';
import type { ConfigurationProblem } from './types';

/**
 * Turns the checks that sources state into rules of the plugin that their ids name: one that is loaded, or a new one. Returns the
 * mistakes. Sources are in order, so of two checks with one id, the one nearer to the user's own file is the one to change.
 */
export async function compileChecks(
  sources: ReadonlySet<Source>,
  plugins: Map<string, Plugin>,
  builtins: Builtins,
): Promise<readonly ConfigurationProblem[]> {
  const problems: ConfigurationProblem[] = [];
  const stated = new Map<string, Source>();
  for (const source of sources) {
    for (const [id, form] of Object.entries(checksOf(source))) {
      const refused = refuseId(id, plugins, stated, builtins);
      if (refused !== undefined) {
        problems.push({ message: refused, at: source.place(['checks', id], 'key') });
        continue;
      }
      stated.set(id, source);
      const rule = await compile(id, form, source, problems);
      const [family = ''] = id.split('/');
      const plugin = plugins.get(family) ?? { name: family, api: 1 };
      plugins.set(family, { ...plugin, rules: [...(plugin.rules ?? []), rule] });
    }
  }
  return problems;
}

function refuseId(
  id: string,
  plugins: ReadonlyMap<string, Plugin>,
  stated: ReadonlyMap<string, Source>,
  builtins: Builtins,
): string | undefined {
  const quoted = JSON.stringify(id);
  const [, family, name] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/.exec(id) ?? [];
  if (family === undefined)
    return `The id of a check must be lowercase letters, digits, and hyphens with one slash, such as "acme/owner", not ${quoted}.`;
  const other = stated.get(id);
  if (other) return `${other.name} already has a check ${quoted}. Set its severity in "rules", or give this one another name.`;
  if (family === 'internal' || isBuiltinFamily(builtins, family))
    return `The rules "${family}/…" are cvl's own. Begin the id with a name of yours, such as "acme/${name}".`;
  if (plugins.get(family)?.rules?.some((rule) => rule.name === name))
    return `The plugin ${JSON.stringify(family)} already has a rule ${quoted}. Give this check another name.`;
  return undefined;
}

/** Takes the place of a check with mistakes: its id is known, and the run ends before it's ever called. */
const placeholder = (name: string): Rule => ({
  name,
  scope: 'repository',
  docs: { summary: name, why: '', bad: [], good: [] },
  messages: {},
  check: () => [],
});

async function compile(id: string, form: unknown, source: Source, problems: ConfigurationProblem[]): Promise<Rule> {
  const name = id.slice(id.indexOf('/') + 1);
  const { compileCheck, isCheck } = await import('../declarative');
  if (!isCheck(form)) return placeholder(name);
  const compiled = await compileCheck(name, form);
  if ('rule' in compiled) return compiled.rule;
  for (const { key, message, offset } of compiled.mistakes) {
    const path = ['checks', id, key];
    problems.push({ message: sentence(`In ${id}, ${JSON.stringify(key)} ${message}`), at: source.placeWithin(path, offset) });
  }
  return placeholder(name);
}

function checksOf(source: Source): { readonly [id: string]: unknown } {
  const checks: unknown = (source.value as { readonly checks?: { readonly [id: string]: CheckForm } }).checks;
  return typeof checks === 'object' && checks !== null && !Array.isArray(checks)
    ? (checks as { readonly [id: string]: unknown })
    : {};
}
