import { isPresetName, type JsonSchema, type Launch, nameOf, type Related } from '../../src/api';

/** Whether the launch's script is that of one of the presets. A script that no preset names is recognized by its own name. */
export function isOfPreset({ example, script, path }: Launch, names: readonly string[]): boolean {
  if (!example) return false;
  const own = example.presetsOf(script);
  if (own.length > 0) return own.some(({ name }) => isPresetName(name, names));
  return path === example.join(nameOf(path)) && isPresetName(nameOf(path).replace(/\.\w+$/, ''), names);
}

/** Options of a rule that checks the scripts of some presets. */
export interface PresetOptions {
  readonly presets: readonly string[];
}

export const presetsSchema: JsonSchema = {
  type: 'array',
  items: { type: 'string' },
  description: 'Presets whose scripts are checked. `*` at the end stands for any rest.',
};

/** The presets that train or predict. */
export const mainPresets = {
  schema: { type: 'object', additionalProperties: false, properties: { presets: presetsSchema } },
  tables: { presets: 'launches.presets' },
} as const;

export const startedAt = ({ span }: Launch): Related => ({ message: 'The container is started here.', at: span });
