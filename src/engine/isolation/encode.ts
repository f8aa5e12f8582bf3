import type { Plugin } from '../../api/plugin';
import type { Reporter } from '../../api/reporter';
import type { Rule } from '../../api/rule';

/** What a module exports, as data: its plugins by what they say of themselves, without their functions. */
export type Encoded =
  | { readonly plugin: EncodedPlugin }
  | { readonly configuration: { readonly [key: string]: unknown }; readonly plugins?: readonly (Encoded | string)[] }
  | { readonly value?: unknown };

interface EncodedPlugin {
  readonly [key: string]: unknown;
  /** Names of reporters with a function `report`. */
  readonly reporting: readonly string[];
  /** Indexes of rules with a function `check`. */
  readonly checking: readonly number[];
  readonly readerCount: number;
}

type Table = { readonly [key: string]: unknown };

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws if what a module exports isn't data apart from its functions, as when it contains itself. */
export function encode(value: unknown): Encoded {
  if (!isTable(value)) return { value };
  if ('api' in value || Array.isArray(value['rules'])) return { plugin: encodePlugin(value) };
  const { plugins, ...configuration } = value;
  if (!Array.isArray(plugins)) return { configuration: { ...value } };
  return { configuration, plugins: plugins.map((each) => (typeof each === 'string' ? each : encode(each))) };
}

const ruleKeys = [
  'name',
  'scope',
  'docs',
  'options',
  'messages',
  'fixable',
  'fixes',
  'formerNames',
  'deprecated',
  'tag',
  'fatal',
  'precision',
] as const;

function encodePlugin(plugin: Table): EncodedPlugin {
  const rules: unknown = plugin['rules'];
  const reporters = isTable(plugin['reporters']) ? plugin['reporters'] : {};
  const isCallable = (owner: unknown, name: string): boolean => typeof (owner as Table | null)?.[name] === 'function';
  return {
    name: plugin['name'],
    api: plugin['api'],
    packs: plugin['packs'],
    rules: Array.isArray(rules)
      ? rules.map((rule: unknown) => (isTable(rule) ? Object.fromEntries(ruleKeys.map((key) => [key, rule[key]])) : rule))
      : rules,
    checking: Array.isArray(rules) ? rules.flatMap((rule, index) => (isCallable(rule, 'check') ? index : [])) : [],
    reporters: isTable(plugin['reporters'])
      ? Object.fromEntries(
          Object.entries(reporters).map(([name, each]) => [name, { summary: (each as Table | null)?.['summary'] }]),
        )
      : plugin['reporters'],
    reporting: Object.keys(reporters).filter((name) => isCallable(reporters[name], 'report')),
    readers: Array.isArray(plugin['readers']) ? [] : plugin['readers'],
    readerCount: Array.isArray(plugin['readers']) ? plugin['readers'].length : 0,
  };
}

/** What stands in for the functions of described plugins. */
export interface Stand {
  report(plugin: string, name: string): Pick<Reporter, 'report' | 'attachments'>;
  /** Called for a plugin with log readers. */
  hasReaders(): void;
}

/** The export of a module again, with functions that only say that they run elsewhere. */
export function decode(encoded: Encoded, stand: Stand): unknown {
  if ('plugin' in encoded) return decodePlugin(encoded.plugin, stand);
  if (!('configuration' in encoded)) return encoded.value;
  const { configuration, plugins } = encoded;
  return plugins
    ? { ...configuration, plugins: plugins.map((each) => (typeof each === 'string' ? each : decode(each, stand))) }
    : configuration;
}

function decodePlugin({ checking, reporting, readerCount, ...plugin }: EncodedPlugin, stand: Stand): unknown {
  if (readerCount > 0) stand.hasReaders();
  const { rules, reporters } = plugin as { readonly rules?: unknown; readonly reporters?: unknown };
  const name = String(plugin['name']);
  return {
    ...plugin,
    ...(Array.isArray(rules) && {
      rules: rules.map((rule: unknown, index) => (checking.includes(index) ? describedRule(rule as Rule) : rule)),
    }),
    ...(isTable(reporters) && {
      reporters: Object.fromEntries(
        Object.entries(reporters).map(([key, each]) => [
          key,
          reporting.includes(key) ? { ...(each as object), ...stand.report(name, key) } : each,
        ]),
      ),
    }),
  } as unknown as Plugin;
}

const described = new WeakSet<Rule>();

/** Whether a rule is only described here: its check runs in a process of its own. */
export const isDescribed = (rule: Rule): boolean => described.has(rule);

function describedRule(rule: Rule): Rule {
  const whole: Rule = {
    ...rule,
    check: () => {
      throw new Error('it runs in a process of its own');
    },
  };
  described.add(whole);
  return whole;
}
