import type { Metadata, Mismatch } from '../../src/api';

type Data = NonNullable<Metadata['data']>;

/** One preset as its metadata names it; `script` is undefined where none is written as text. */
export interface Preset {
  readonly name: string;
  readonly value: unknown;
  readonly script: string | undefined;
}

/** The presets of a mapping, in the order they are written; empty for the legacy list and for anything else. */
export function presetsOf(data: Data): readonly Preset[] {
  const presets = data['presets'];
  if (!isMapping(presets)) return [];
  return Object.entries(presets).map(([name, value]) => {
    const script = isMapping(value) ? value['script'] : value;
    return { name, value, script: typeof script === 'string' ? script : undefined };
  });
}

/** Cog runs its own commands for an example's presets, so scripts are not looked up. */
export const runsWithCog = (data: Data): boolean => isMapping(data['cog']) && data['cog']['enabled'] === true;

/** `example/preset-script` tells in its own words which shapes of presets and scripts cannot be run. */
export function isOwnedByPresetScript({ path, keyword, property }: Mismatch, data: Data): boolean {
  if (path[0] !== 'presets') return false;
  if (path.length === 1) return Array.isArray(data['presets']);
  if (path.length === 2) return keyword === 'type' || (keyword === 'required' && property === 'script');
  return path.length === 3 && path[2] === 'script';
}

export const isMapping = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
