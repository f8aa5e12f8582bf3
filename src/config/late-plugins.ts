import type { Plugin } from '../api/plugin';
import type { Context, Documentation, Rule } from '../api/rule';
import type { Builtins } from './form';

type Samples = Pick<Documentation, 'bad' | 'good'>;

/** All of a rule but its code and its samples. */
type DescribedRule = Omit<Rule, 'check' | 'outcomes' | 'docs'> & {
  readonly docs: Omit<Documentation, keyof Samples>;
  /** Whether it has outcomes. */
  readonly judges: boolean;
};

export type DescribedPlugin = Omit<Plugin, 'rules'> & { readonly rules: readonly DescribedRule[] };

interface Late {
  readonly described: readonly DescribedPlugin[];
  /** The samples of all rules, by id. Called where documentation is shown. */
  samples(): { readonly [rule: string]: Samples };
  /** Loads the plugins themselves. */
  load(): Promise<{ readonly plugins: readonly Plugin[] }>;
}

/** Plugins that are known by their descriptions until something is judged. */
export function latePlugins({ described, samples, load }: Late): Pick<Builtins, 'plugins' | 'load'> {
  let loaded: ReadonlyMap<string, Rule> | undefined;
  let shown: ReturnType<typeof samples> | undefined;

  function codeOf(id: string): Rule {
    const rule = loaded?.get(id);
    if (!rule) throw new Error(`${id} is used before the rules are loaded.`);
    return rule;
  }

  function samplesOf(id: string): Samples {
    shown ??= samples();
    return shown[id] ?? { bad: [], good: [] };
  }

  function lateRule(id: string, { judges, docs, ...rule }: DescribedRule): Rule {
    return {
      ...rule,
      docs: {
        ...docs,
        get bad() {
          return samplesOf(id).bad;
        },
        get good() {
          return samplesOf(id).good;
        },
      },
      check: (target, context) => codeOf(id).check(target, context),
      ...(judges && { outcomes: (target: never, context: Context<never>) => codeOf(id).outcomes?.(target, context) ?? [] }),
    };
  }

  return {
    plugins: described.map(({ rules, ...plugin }) => ({
      ...plugin,
      rules: rules.map((rule) => lateRule(`${plugin.name}/${rule.name}`, rule)),
    })),
    async load() {
      loaded ??= new Map(
        (await load()).plugins.flatMap(({ name, rules = [] }) => rules.map((rule) => [`${name}/${rule.name}`, rule] as const)),
      );
    },
  };
}
