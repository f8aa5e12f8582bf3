import type { Metadata, Mismatch } from '../../src/api';

type Data = NonNullable<Metadata['data']>;

/** `example/preset-script` tells in its own words which shapes of presets and scripts cannot be run. */
export function isOwnedByPresetScript({ path, keyword, property }: Mismatch, data: Data): boolean {
  if (path[0] !== 'presets') return false;
  if (path.length === 1) return Array.isArray(data['presets']);
  if (path.length === 2) return keyword === 'type' || (keyword === 'required' && property === 'script');
  return path.length === 3 && path[2] === 'script';
}

export const isMapping = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
