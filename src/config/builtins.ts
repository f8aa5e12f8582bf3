import type { Builtins } from './form';
import { type Source, sourceOf } from './source';

/** The pack that applies where nothing is configured. */
export const defaultPack = 'recommended';

/** A built-in pack with those that it extends before it. Built-in packs extend built-in packs only, and are checked by tests. */
export function builtinSources(builtins: Builtins, name: string): readonly Source[] {
  const form = builtins.packs[name] ?? {};
  const parents = typeof form.extends === 'string' ? [form.extends] : (form.extends ?? []);
  return [
    ...parents.flatMap((parent) => builtinSources(builtins, parent.replace(/^cvl:/, ''))),
    sourceOf(`cvl:${name}`, '/', form),
  ];
}

/** Whether a family of rules, such as `docker`, comes with cvl. */
export const isBuiltinFamily = ({ plugins }: Builtins, family: string): boolean => plugins.some(({ name }) => name === family);
