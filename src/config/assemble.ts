import recommended from '../../rules/packs/recommended.yaml';
import type { Plugin } from '../api/plugin';
import type { ConfigurationForm } from './form';
import { vainConditions, vainGlobs } from './hints';
import { type Layer, layersOf, settle } from './settings';
import type { Source } from './source';
import type { Configuration, ConfigurationHint, ExampleSettings, RuleEntry, Suppression } from './types';

export interface Parts {
  /** In order, the last one wins. */
  readonly sources: readonly Source[];
  /** The person's own, where there is one: it is among the sources. */
  readonly own?: Source;
  readonly plugins: readonly Plugin[];
  /** Settings of the command line. */
  readonly commandLine: Layer;
  readonly hints: readonly ConfigurationHint[];
}

/** Makes one configuration of sources that have been checked. */
export function assemble({ sources, own, plugins, commandLine, hints }: Parts): Configuration {
  const forms = sources.map((source) => ({ source, form: source.value as ConfigurationForm }));
  const rules = entriesOf(plugins);
  const { setting, canBeOn } = settle([...sources.flatMap(layersOf), commandLine], rules);
  return {
    file: own?.name,
    plugins,
    rules,
    reporters: new Map(plugins.flatMap((plugin) => Object.entries(plugin.reporters ?? {}))),
    readers: plugins.flatMap((plugin) => plugin.readers ?? []),
    examples: examplesOf(forms.map(({ form }) => form)),
    ignore: forms.flatMap(({ form }) => form.ignore ?? []),
    suppressions: forms.flatMap(({ form, source }) =>
      (form.suppressions ?? []).map(
        (suppression, index): Suppression => ({
          ...suppression,
          origin: { name: source.name, line: source.line(['suppressions', index]) },
        }),
      ),
    ),
    directives: {
      requireReason:
        forms.findLast(({ form }) => form.directives?.requireReason !== undefined)?.form.directives?.requireReason ?? false,
    },
    setting,
    canBeOn,
    hints: (files, examples) => [
      ...hints,
      ...(own ? [...vainGlobs(own, files), ...(examples ? vainConditions(own, examples) : [])] : []),
    ],
  };
}

function entriesOf(plugins: readonly Plugin[]): ReadonlyMap<string, RuleEntry> {
  const entries = plugins.flatMap((plugin) =>
    (plugin.rules ?? []).map((rule): RuleEntry => ({ id: `${plugin.name}/${rule.name}`, rule, plugin: plugin.name })),
  );
  return new Map(entries.sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => [entry.id, entry]));
}

/** Each part of the settings comes whole from the last source that has it, else from `cvl:recommended`, whatever is extended. */
function examplesOf(forms: readonly ConfigurationForm[]): ExampleSettings {
  const parts: Partial<ExampleSettings> = Object.assign(
    {},
    (recommended as ConfigurationForm).examples,
    ...forms.map((form) => form.examples),
  );
  return {
    metadata: parts.metadata ?? [],
    markers: parts.markers ?? [],
    kinds: (parts.kinds ?? []).map((kind) => ({ ...kind, presets: kind.presets ?? [], files: kind.files ?? [] })),
  };
}
