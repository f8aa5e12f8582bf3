import { builtinSources, defaultPack } from '../config/builtins';
import type { Builtins, Level } from '../config/form';
import { layersOf, settle } from '../config/settings';
import type { Setting } from '../config/types';

/** The setting of a rule in each built-in pack, before overrides. `cvl:recommended` comes first. */
export const packSettings = (builtins: Builtins, rule: string): readonly { readonly pack: string; readonly setting: Setting }[] =>
  Object.keys(builtins.packs).map((name) => ({ pack: `cvl:${name}`, setting: settingIn(builtins, name, rule) }));

/** The severity of a rule without any configuration. */
export const defaultLevel = (builtins: Builtins, rule: string): Level => settingIn(builtins, defaultPack, rule).severity;

function settingIn(builtins: Builtins, pack: string, rule: string): Setting {
  const layers = builtinSources(builtins, pack).flatMap((source) => layersOf(source, [rule]));
  const unconditional = layers.filter(({ condition }) => condition === undefined);
  return settle(unconditional, new Map()).setting(rule, '', undefined);
}
