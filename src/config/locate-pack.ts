import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Plugin } from '../api/plugin';
import { closest } from '../text/closest';
import { question } from '../text/sentence';
import type { Builtins } from './form';
import { findPackage, isFile, isInside, isPackageName, isPath, packagePack, readManifest, splitPackageName } from './packages';
import { nameOfFile, type Source } from './source';
import type { RefuseCode } from './trust';

/** Where a pack is, or why there is none by that name. `identity` is the same for the same pack however it was named. */
export type PackPlace =
  | {
      readonly refused: string;
      /** The plugin that is not loaded, where that is the reason. */
      readonly plugin?: string;
    }
  | { readonly identity: string; readonly builtin: string }
  | { readonly identity: string; readonly name: string; readonly folder: string; readonly value: unknown }
  | { readonly identity: string; readonly name: string; readonly file: string };

interface Surroundings {
  readonly builtins: Builtins;
  readonly root: string;
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly confinedTo: readonly string[] | undefined;
  readonly refuseCode: RefuseCode;
}

/** Finds what a name in `extends` means: a relative path, `plugin:pack`, or an npm package. */
export function locatePack(name: string, source: Source, surroundings: Surroundings): PackPlace {
  if (isPath(name)) return packByPath(name, source, surroundings);
  if (name.includes(':')) return packOfPlugin(name, source, surroundings);
  return packOfPackage(name, source, surroundings);
}

function packByPath(name: string, source: Source, { root, confinedTo }: Surroundings): PackPlace {
  const path = resolve(source.folder, name);
  const manifest = readManifest(path);
  const file = isFile(path)
    ? path
    : manifest
      ? packagePack({ folder: path, manifest })
      : packagePack({ folder: path, manifest: {} });
  if (file === undefined || !isFile(file)) {
    return {
      refused: `There is no pack ${JSON.stringify(name)}${file === undefined ? `.${suggestSibling(path, name)}` : `: ${nameOfFile(file, root)} doesn't exist.`}`,
    };
  }
  if (confinedTo && !isInside(file, confinedTo)) {
    return {
      refused: `The pack ${JSON.stringify(name)} is outside the repository. Install it as a package, or name the configuration with --config.`,
    };
  }
  return { identity: file, name: nameOfFile(file, root), file };
}

function suggestSibling(path: string, name: string): string {
  try {
    const match = closest(basename(path), readdirSync(dirname(path)));
    return match === undefined ? '' : question(name.slice(0, name.length - basename(path).length) + match);
  } catch {
    return '';
  }
}

function packOfPlugin(name: string, source: Source, { builtins, plugins }: Surroundings): PackPlace {
  const plugin = name.slice(0, name.indexOf(':'));
  const pack = name.slice(name.indexOf(':') + 1);
  if (plugin === 'cvl' && Object.hasOwn(builtins.packs, pack)) return { identity: name, builtin: pack };
  const owner = plugins.get(plugin);
  const packs = owner?.packs;
  if (packs && Object.hasOwn(packs, pack)) return { identity: name, name, folder: source.folder, value: packs[pack] };
  const available = [
    ...Object.keys(builtins.packs).map((known) => `cvl:${known}`),
    ...[...plugins.values()].flatMap((known) =>
      Object.keys(known.packs ?? {}).map((known_pack) => `${known.name}:${known_pack}`),
    ),
  ];
  const match = closest(name, available);
  if (match !== undefined) return { refused: `There is no pack ${JSON.stringify(name)}.${question(match)}` };
  if (plugin !== 'cvl' && !owner) {
    return {
      refused: `There is no pack ${JSON.stringify(name)}, because no plugin ${JSON.stringify(plugin)} is loaded. Name its package or file in "plugins".`,
      plugin,
    };
  }
  return { refused: `There is no pack ${JSON.stringify(name)}. Known packs: ${available.sort().join(', ')}.` };
}

function packOfPackage(name: string, source: Source, { builtins, root, refuseCode }: Surroundings): PackPlace {
  const parts = splitPackageName(name);
  const installed = isPackageName(parts.name)
    ? (findPackage(parts.name, source.folder) ?? findPackage(parts.name, root))
    : undefined;
  if (installed) {
    const file = parts.path === '' ? packagePack(installed) : join(installed.folder, parts.path);
    if (file !== undefined && isFile(file) && isInside(file, [installed.folder])) {
      const leadsOut = installed.place.startsWith(join(root, sep)) && !isInside(file, [root]);
      if (leadsOut && refuseCode(file) !== undefined)
        return { refused: `The package ${name} is a link out of the repository, which isn't followed.` };
      return { identity: file, name, file };
    }
    if (parts.path !== '') return { refused: `The package ${parts.name} has no file ${JSON.stringify(parts.path)}.` };
    return {
      refused: `The package ${name} holds no pack. It needs a pack.yaml, or the name of its pack under "cvl" in package.json.`,
    };
  }
  const builtin = closest(name, Object.keys(builtins.packs)) ?? (Object.hasOwn(builtins.packs, name) ? name : undefined);
  if (builtin !== undefined) return { refused: `There is no package ${JSON.stringify(name)}.${question(`cvl:${builtin}`)}` };
  if (isFile(resolve(source.folder, name)))
    return { refused: `There is no package ${JSON.stringify(name)}.${question(`./${name}`)}` };
  return {
    refused: `There is no package ${JSON.stringify(name)} in node_modules. Install it, or write "./" before the path of a file.`,
  };
}
