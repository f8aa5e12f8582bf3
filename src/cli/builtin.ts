import docker from '../../plugins/docker';
import dockerfile from '../../plugins/dockerfile';
import env from '../../plugins/env';
import example from '../../plugins/example';
import files from '../../plugins/files';
import metrics from '../../plugins/metrics';
import performancePlugin from '../../plugins/performance';
import python from '../../plugins/python';
import runs from '../../plugins/runs';
import shell from '../../plugins/shell';
import cvlization from '../../rules/packs/cvlization.yaml';
import recommended from '../../rules/packs/recommended.yaml';
import strict from '../../rules/packs/strict.yaml';
import type { Plugin } from '../api/plugin';
import { defineRule } from '../api/rule';
import type { ConfigurationForm } from '../config/form';
import { type Source, sourceOf } from '../config/source';
import { directiveRules } from '../engine/directives/rules';

/** What the engine reports about directives, as rules: so that a configuration can set them as it sets any other. */
const directives: Plugin = {
  name: 'directives',
  api: 1,
  rules: directiveRules.map(({ id, docs, messages, precision, fixable }) =>
    defineRule({
      name: id.slice('directives/'.length),
      scope: 'repository',
      docs,
      messages,
      precision,
      fixable,
      check: () => [],
    }),
  ),
};

/** The plugins that come with cvl, in alphabetical order. */
export const builtinPlugins: readonly Plugin[] = [
  directives,
  docker,
  dockerfile,
  env,
  example,
  files,
  metrics,
  performancePlugin,
  python,
  runs,
  shell,
];

/** The packs that come with cvl, by the name after `cvl:`. */
export const builtinPacks: { readonly [name: string]: unknown } = { recommended, strict, cvlization };

/** A built-in pack with those that it extends before it. Built-in packs extend built-in packs only, and are checked by tests. */
export function builtinSources(name: string): readonly Source[] {
  const value = builtinPacks[name] as ConfigurationForm | undefined;
  const parents = typeof value?.extends === 'string' ? [value.extends] : (value?.extends ?? []);
  return [...parents.flatMap((parent) => builtinSources(parent.replace(/^cvl:/, ''))), sourceOf(`cvl:${name}`, '/', value ?? {})];
}
