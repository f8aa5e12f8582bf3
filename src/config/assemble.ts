import type { Plugin } from '../api/plugin';
import { builtinSources, defaultPack } from './builtins';
import type { Builtins, ConfigurationForm } from './form';
import { deprecatedRules, oldNames, unmatchedConditions, unmatchedGlobs } from './hints';
import { renamedRules } from './names';
import { type Layer, layersOf, settle } from './settings';
import type { Source } from './source';
import { defaultOptions, tablesOf } from './tables';
import type { Configuration, ConfigurationHint, Decision, ExampleSettings, PluginFailure, RuleEntry, Suppression } from './types';

export interface Parts {
  readonly builtins: Builtins;
  /** In order, the last one wins. */
  readonly sources: readonly Source[];
  /** The person's own, where there is one: it is among the sources. */
  readonly own?: Source;
  readonly plugins: readonly Plugin[];
  /** Settings of the command line. */
  readonly commandLine: Layer;
  /** The only rules that may be on. Undefined: all. */
  readonly selected?: ReadonlySet<string>;
  readonly hints: readonly ConfigurationHint[];
  readonly failures?: readonly PluginFailure[];
}

/** Makes one configuration of sources that have been checked. */
export function assemble({ builtins, sources, own, plugins, commandLine, selected, hints, failures = [] }: Parts): Configuration {
  const forms = sources.map((source) => ({ source, form: source.value as ConfigurationForm }));
  const rules = entriesOf(plugins);
  const base = builtinSources(builtins, defaultPack);
  const tables = tablesOf([...base, ...sources]);
  const defaults = new Map([...rules].map(([id, { rule }]) => [id, defaultOptions(rule, tables)]));
  const renamed = renamedRules(new Map([...rules].map(([id, { rule }]) => [id, rule])));
  const layers = sources.flatMap((source) => layersOf(source, [...rules.keys()], renamed));
  const { setting, canBeOn } = onlySelected(settle([...layers, commandLine], defaults), selected);
  return {
    builtins,
    tables,
    file: own?.name,
    plugins,
    failures,
    rules,
    ...(selected && { selected }),
    reporters: new Map(plugins.flatMap((plugin) => Object.entries(plugin.reporters ?? {}))),
    readers: plugins.flatMap((plugin) => plugin.readers ?? []),
    examples: examplesOf([...base, ...sources].map(({ value }) => value as ConfigurationForm)),
    ignore: forms.flatMap(({ form }) => form.ignore ?? []),
    rulePages: forms.findLast(({ form }) => form.rulePages !== undefined)?.form.rulePages,
    suppressions: forms.flatMap(({ form, source }) =>
      (form.suppressions ?? []).map(
        (suppression, index): Suppression => ({
          ...suppression,
          rule: renamed.get(suppression.rule) ?? suppression.rule,
          origin: { name: source.name, line: source.line(['suppressions', index]) },
        }),
      ),
    ),
    setting,
    canBeOn,
    identity: () => identityOf(sources, commandLine, selected),
    hints: (files, examples) => [
      ...hints,
      ...(own ? [...oldNames(own, renamed), ...deprecatedRules(own, rules)] : []),
      ...(own ? [...unmatchedGlobs(own, files), ...(examples ? unmatchedConditions(own, examples) : [])] : []),
    ],
  };
}

/** Functions, and what refers to itself, have no text: where code of the configuration makes such values, there is no identity. */
function identityOf(sources: readonly Source[], { rules }: Layer, selected?: ReadonlySet<string>): string | undefined {
  try {
    const written = sources.map(({ name, value, tables }) => [
      name,
      value,
      [...(tables ?? [])].map(([id, table]) => [id, table.value]),
    ]);
    return JSON.stringify([written, [...rules], [...(selected ?? [])]], (_, value: unknown) => {
      if (typeof value === 'function') throw new TypeError('A function has no text.');
      return value instanceof RegExp ? String(value) : value;
    });
  } catch {
    return undefined;
  }
}

/** Answers `off` for every rule that isn't selected. */
function onlySelected(answers: Pick<Configuration, 'setting' | 'canBeOn'>, selected: ReadonlySet<string> | undefined) {
  if (!selected) return answers;
  const decision: Decision = { severity: 'off', origin: { name: 'command line' } };
  return {
    canBeOn: (rule) => selected.has(rule) && answers.canBeOn(rule),
    setting(rule, file, example) {
      const setting = answers.setting(rule, file, example);
      return selected.has(rule) ? setting : { ...setting, severity: 'off', history: [decision, ...setting.history] };
    },
  } satisfies typeof answers;
}

function entriesOf(plugins: readonly Plugin[]): ReadonlyMap<string, RuleEntry> {
  const entries = plugins.flatMap((plugin) =>
    (plugin.rules ?? []).map((rule): RuleEntry => ({ id: `${plugin.name}/${rule.name}`, rule, plugin: plugin.name })),
  );
  return new Map(entries.sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => [entry.id, entry]));
}

/** Each part of the settings comes whole from the last source that has it. */
function examplesOf(forms: readonly ConfigurationForm[]): ExampleSettings {
  const parts: Partial<ExampleSettings> = Object.assign({}, ...forms.map((form) => form.examples));
  return {
    metadata: parts.metadata ?? [],
    markers: parts.markers ?? [],
    kinds: (parts.kinds ?? []).map((kind) => ({ ...kind, presets: kind.presets ?? [], files: kind.files ?? [] })),
  };
}
