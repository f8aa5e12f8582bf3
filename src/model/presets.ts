import picomatch from 'picomatch';
import type { Span } from '../text/span';
import { query } from './query';
import type { Metadata } from './targets';

/** A named way to start an example, whatever the shape of the metadata that names it. */
export interface Preset {
  readonly name: string;
  /** What is given for a script, as it is written: a file name, or a command line by mistake. Undefined where no text is given. */
  readonly script: string | undefined;
  /** The file that it starts, from the repository's root; undefined where there is none, or it is not certain. */
  readonly path: string | undefined;
  /** A command that is given beside the script, or in place of it. */
  readonly command: string | undefined;
  readonly description: string | undefined;
  /** Whether it says of itself that it runs in a container, or does not. */
  readonly docker: boolean | undefined;
  /**
   * How it is written: `train: {script: go.sh}`, `train: go.sh`, `train: [go.sh]`, the name alone in a list or before an empty value;
   * anything else is not understood.
   */
  readonly shape: 'mapping' | 'text' | 'list' | 'name' | 'unknown';
  /** The value as plain data, for rules that judge how it is written. */
  readonly value: unknown;
  readonly spans: { readonly name: Span; readonly script: Span | undefined; readonly whole: Span };
}

type Path = readonly (string | number)[];

/** The presets of the metadata in the order they are written; empty where there are none, or where they can't be read. */
export function readPresets(metadata: Metadata | undefined): readonly Preset[] {
  const presets = metadata?.data?.['presets'];
  if (!metadata) return [];
  if (isMapping(presets))
    return Object.entries(presets).map(([name, value]) => readPreset(metadata, { name, value, path: ['presets', name] }));
  if (!Array.isArray(presets)) return [];
  return presets.flatMap((item: unknown, index) =>
    (readItem(item, ['presets', index]) ?? []).map((entry) => readPreset(metadata, entry)),
  );
}

interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly path: Path;
  /** The path of the name where it is a value: in a list. */
  readonly namePath?: Path;
}

/** An item of a list: a name, a mapping with a name, or a mapping of names. */
function readItem(item: unknown, path: Path): readonly Entry[] | undefined {
  if (typeof item === 'string') return [{ name: item, value: null, path }];
  if (!isMapping(item)) return undefined;
  const { name } = item;
  if (typeof name === 'string') return [{ name, value: item, path, namePath: [...path, 'name'] }];
  if (Object.keys(item).some((key) => fields.has(key))) return undefined;
  return Object.entries(item).map(([key, value]) => ({ name: key, value, path: [...path, key] }));
}

/** Keys of a preset: an item of a list that has one of them but no name is a preset without a name. */
const fields: ReadonlySet<string> = new Set(['script', 'command', 'description', 'docker', 'args', 'env', 'path_args']);

function readPreset(metadata: Metadata, { name, value, path, namePath }: Entry): Preset {
  const { yaml } = metadata;
  const { shape, script, scriptPath } = scriptOf(value, path);
  const mapping = isMapping(value) ? value : {};
  const command = textOf(mapping['command']);
  const nameSpan = (namePath ? yaml.valueSpan(namePath) : yaml.keySpan(path)) ?? yaml.nearestSpan(path);
  const valueSpan = yaml.valueSpan(path);
  return {
    name,
    script,
    path: fileOf(metadata, name, script ?? command),
    command,
    description: textOf(mapping['description']),
    docker: typeof mapping['docker'] === 'boolean' ? mapping['docker'] : undefined,
    shape,
    value,
    spans: {
      name: nameSpan,
      script: script === undefined ? undefined : yaml.valueSpan(scriptPath),
      whole: valueSpan
        ? { ...nameSpan, start: Math.min(nameSpan.start, valueSpan.start), end: Math.max(nameSpan.end, valueSpan.end) }
        : nameSpan,
    },
  };
}

function scriptOf(
  value: unknown,
  path: Path,
): { readonly shape: Preset['shape']; readonly script: string | undefined; readonly scriptPath: Path } {
  if (value === null) return { shape: 'name', script: undefined, scriptPath: path };
  if (typeof value === 'string') return { shape: 'text', script: textOf(value), scriptPath: path };
  if (isMapping(value)) return { shape: 'mapping', script: textOf(value['script']), scriptPath: [...path, 'script'] };
  const [only, more] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof only === 'string' && more === undefined) return { shape: 'list', script: textOf(only), scriptPath: [...path, 0] };
  return { shape: 'unknown', script: undefined, scriptPath: path };
}

/**
 * The file that a text for a preset starts: the one it names, or the script that its command line begins with. Runners look for a
 * preset that names none by its own name.
 */
function fileOf({ example, repository }: Metadata, name: string, text: string | undefined): string | undefined {
  const found = (relative: string | undefined): string | undefined => {
    const path = relative === undefined ? undefined : example.join(relative);
    return path !== undefined && repository.kind(path) === 'file' ? path : undefined;
  };
  if (text === undefined) return /^[\w.-]+$/.test(name) ? found(`${name}.sh`) : undefined;
  const words = text.trim().split(/\s+/);
  const first = words.find(
    (word, index) => !/^[A-Za-z_]\w*=/.test(word) && !(index < words.length - 1 && /^(ba)?sh$/.test(word)),
  );
  return found(text.trim()) ?? found(first);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

const isMapping = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a preset's name is one of those that a list of patterns means: `train*` for all that begin so. */
export const isPresetName = (name: string, patterns: readonly string[]): boolean => matcherOf(patterns)(name);

/** Lists of patterns come from the configuration: few, and the same object for all examples. */
const matcherOf = query('presets.patterns', (patterns: readonly string[]) =>
  patterns.length > 0 ? picomatch([...patterns], { dot: true, bash: true }) : (_: string) => false,
);
