import { builtinPacks, builtinPlugins, builtinSources } from '../cli/builtin';
import type { Level } from './form';
import { layersOf, settle } from './settings';
import type { Setting } from './types';

/** What each built-in pack sets a rule to, without its overrides: `cvl:recommended` first. */
export function packSettings(rule: string): readonly { readonly pack: string; readonly setting: Setting }[] {
  return Object.keys(builtinPacks).map((name) => ({ pack: `cvl:${name}`, setting: settingIn(name, rule) }));
}

/** The severity of a rule where nothing is configured. */
export const defaultLevel = (rule: string): Level => settingIn('recommended', rule).severity;

const packs = new Map<string, ReturnType<typeof settle>['setting']>();

function settingIn(pack: string, rule: string): Setting {
  let setting = packs.get(pack);
  if (!setting) {
    const layers = builtinSources(pack).flatMap(layersOf);
    setting = settle(
      layers.filter(({ condition }) => condition === undefined),
      new Map(),
    ).setting;
    packs.set(pack, setting);
  }
  return setting(rule, '', undefined);
}

/** Whether a rule comes with cvl. */
export const isBuiltin = (rule: string): boolean => builtinPlugins.some((plugin) => rule.startsWith(`${plugin.name}/`));
