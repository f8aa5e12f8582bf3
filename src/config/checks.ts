import type { Plugin } from '../api/plugin';
import type { Rule } from '../api/rule';
import type { CheckForm } from '../declarative/form';
import { isBuiltinFamily } from './builtins';
import type { Builtins } from './form';
import type { Source } from './source';
import type { ConfigurationProblem } from './types';

/**
 * Makes rules of the checks that sources state, as those of a plugin of the family's name: of one that is loaded, or of a new one.
 * Gives the mistakes. Sources stand in order, so that of two checks of one id the nearer to the person's own file is the one to change.
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
    return `the id of a check must be lower-case letters, digits and hyphens with one slash, such as "acme/owner", not ${quoted}`;
  const other = stated.get(id);
  if (other)
    return `there is a check ${quoted} in ${other.name} already: set its severity in "rules", or give this one another name`;
  if (family === 'internal' || isBuiltinFamily(builtins, family))
    return `the rules "${family}/…" are cvl's own: begin the id with a name of yours, such as "acme/${name}"`;
  if (plugins.get(family)?.rules?.some((rule) => rule.name === name))
    return `the plugin ${JSON.stringify(family)} has a rule ${quoted} already: give this check another name`;
  return undefined;
}

/** A rule that stands for a check with mistakes: it is known by its id, and the run ends before anything is asked of it. */
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
    problems.push({ message: `${id}: ${JSON.stringify(key)} ${message}`, at: source.placeWithin(path, offset) });
  }
  return placeholder(name);
}

function checksOf(source: Source): { readonly [id: string]: unknown } {
  const checks: unknown = (source.value as { readonly checks?: { readonly [id: string]: CheckForm } }).checks;
  return typeof checks === 'object' && checks !== null && !Array.isArray(checks)
    ? (checks as { readonly [id: string]: unknown })
    : {};
}
