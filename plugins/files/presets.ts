import type { Example } from '../../src/api';

/** The presets of an example's metadata by name; empty where there are none, or where they are a legacy list. */
export function presetsOf({ metadata }: Example): readonly (readonly [name: string, value: unknown])[] {
  const presets: unknown = metadata?.data?.['presets'];
  return typeof presets === 'object' && presets !== null && !Array.isArray(presets) ? Object.entries(presets) : [];
}

/** The scripts that the presets name. */
export const presetScripts = (example: Example): ReadonlySet<string> =>
  new Set(
    presetsOf(example).flatMap(([, preset]) => {
      const script = typeof preset === 'object' && preset !== null && 'script' in preset ? preset.script : preset;
      return typeof script === 'string' ? [script] : [];
    }),
  );
