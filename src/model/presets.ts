import { globMatcher } from '../text/glob-matcher';
import type { Span } from '../text/span';
import { type Fields, isMapping, placeOf } from './fields';
import { query } from './query';

/** A named way to start an example, whatever its shape in the metadata. */
export interface Preset {
  readonly name: string;
  /** The script as written: a file name, or a command line. Undefined if there is no such text. */
  readonly script: string | undefined;
  /** The file that it starts, from the root. Undefined if there is no such file, or it isn't certain. */
  readonly path: string | undefined;
  /** A command given beside the script or instead of it. */
  readonly command: string | undefined;
  readonly description: string | undefined;
  /** `docker: false`: it runs without a container. */
  readonly docker: boolean | undefined;
  /**
   * How it's written: `train: {script: go.sh}`, `train: go.sh`, `train: [go.sh]`, or the name alone, in a list or before an empty
   * value. Anything else is unknown.
   */
  readonly shape: 'mapping' | 'text' | 'list' | 'name' | 'unknown';
  /** The value as plain data, for rules about its form. */
  readonly value: unknown;
  readonly spans: { readonly name: Span; readonly script: Span | undefined; readonly whole: Span };
}

type Path = readonly (string | number)[];

/** Finds a file of the example by its relative path. The result is from the root, and undefined if there is no such file. */
type Find = (relative: string) => string | undefined;

/** Reads the presets in the order of the metadata. Empty if there are none, or they can't be read. */
export function readPresets(metadata: Fields, find: Find): readonly Preset[] {
  return entriesOf(metadata.data?.['presets']).map((entry) => readPreset(metadata, entry, find));
}

interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly path: Path;
  /** The path of the name if it's a value, in a list. */
  readonly namePath?: Path;
}

function entriesOf(presets: unknown): readonly Entry[] {
  if (isMapping(presets)) return Object.entries(presets).map(([name, value]) => ({ name, value, path: ['presets', name] }));
  return Array.isArray(presets) ? presets.flatMap((item: unknown, index) => entriesOfItem(item, ['presets', index])) : [];
}

/** Reads an item of a list: a name, a script, a mapping with a name, or a mapping of names. */
function entriesOfItem(item: unknown, path: Path): readonly Entry[] {
  if (typeof item === 'string') {
    const [, name] = /^([\w.-]+)\.(?:sh|bash)$/.exec(item) ?? [];
    return [name === undefined ? { name: item, value: null, path } : { name, value: item, path }];
  }
  if (!isMapping(item)) return [];
  const { name } = item;
  if (typeof name === 'string') return [{ name, value: item, path, namePath: [...path, 'name'] }];
  if (Object.keys(item).some((key) => ownKeys.has(key))) return [];
  return Object.entries(item).map(([key, value]) => ({ name: key, value, path: [...path, key] }));
}

/** Keys of a preset. A list item with one of them but without a name is an unnamed preset. */
const ownKeys: ReadonlySet<string> = new Set(['script', 'command', 'description', 'docker', 'args', 'env', 'path_args']);

function readPreset({ yaml }: Fields, { name, value, path, namePath }: Entry, find: Find): Preset {
  const { shape, script, scriptPath } = scriptOf(value, path);
  const mapping = isMapping(value) ? value : {};
  const command = textOf(mapping['command']);
  const text = script ?? command;
  const nameSpan = (namePath ? yaml.valueSpan(namePath) : yaml.keySpan(path)) ?? yaml.nearestSpan(path);
  const valueSpan = yaml.valueSpan(path);
  return {
    name,
    script,
    path: text === undefined ? (shape === 'unknown' ? undefined : impliedBy(name, find)) : startedBy(text, find),
    command,
    description: textOf(mapping['description']),
    docker: typeof mapping['docker'] === 'boolean' ? mapping['docker'] : undefined,
    shape,
    value,
    spans: {
      name: nameSpan,
      script: script === undefined ? undefined : placeOf(yaml, scriptPath),
      whole: valueSpan
        ? { ...nameSpan, start: Math.min(nameSpan.start, valueSpan.start), end: Math.max(nameSpan.end, valueSpan.end) }
        : nameSpan,
    },
  };
}

interface Script {
  readonly shape: Preset['shape'];
  readonly script: string | undefined;
  readonly scriptPath: Path;
}

function scriptOf(value: unknown, path: Path): Script {
  if (value === null) return { shape: 'name', script: undefined, scriptPath: path };
  if (typeof value === 'string') return { shape: 'text', script: textOf(value), scriptPath: path };
  if (isMapping(value)) {
    const script = value['script'] ?? '';
    return { shape: typeof script === 'string' ? 'mapping' : 'unknown', script: textOf(script), scriptPath: [...path, 'script'] };
  }
  const [only, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof only === 'string' && more.length === 0) return { shape: 'list', script: textOf(only), scriptPath: [...path, 0] };
  return { shape: 'unknown', script: undefined, scriptPath: path };
}

/** The file that a text names, or that it starts as a command line. */
function startedBy(text: string, find: Find): string | undefined {
  const words = text.trim().split(/\s+/);
  const isBefore = (word: string, index: number): boolean =>
    index < words.length - 1 && (/^[A-Za-z_]\w*=/.test(word) || /^(ba)?sh$/.test(word));
  const first = words.find((word, index) => !isBefore(word, index));
  return find(text.trim()) ?? (first === undefined ? undefined : find(first));
}

/** If a preset names no script, runners look for a script with the preset's name. */
const impliedBy = (name: string, find: Find): string | undefined => (/^[\w.-]+$/.test(name) ? find(`${name}.sh`) : undefined);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** Whether a preset's name matches one of the patterns, such as `train` or `train*`. */
export const isPresetName = (name: string, patterns: readonly string[]): boolean =>
  patterns.includes(name) || matcherOf(patterns)(name);

/** The few lists of patterns come from the configuration, the same object for all examples. */
const matcherOf = query('presets.patterns', (patterns: readonly string[]) => globMatcher(patterns, { slashes: true }));
