import { closest, type Metadata, type Preset, query, type Span } from '../../src/api';
import { isMapping } from './mapping';

/** The presets that runners start by a script. Cog runs commands of its own instead. */
export const scriptedPresets = ({ usesCog, example }: Metadata): readonly Preset[] => (usesCog ? [] : example.presets);

/** Whether the presets are a list: rules about the form of one preset leave it to `example/preset-form`. */
export const isList = ({ data }: Metadata): boolean => Array.isArray(data?.['presets']);

/** The script that a preset's name suggests. */
export const impliedScript = (name: string): string => (/^[\w.-]+$/.test(name) ? `${name}.sh` : 'run.sh');

/** The key of a preset. */
export const keyOf = ({ yaml }: Metadata, { name }: Preset): Span =>
  yaml.keySpan(['presets', name]) ?? yaml.nearestSpan(['presets', name]);

/** A preset whose value is empty, or a mapping without `script`. `example/schema` reports a misspelling of it. */
export const namesNoScript = ({ value }: Preset): boolean =>
  value === null || (isMapping(value) && !('script' in value) && closest('script', Object.keys(value)) === undefined);

/** Runners take such a text for the name of a file. */
export const isCommandLine = (script: string): boolean => /\s/.test(script.trim());

/** A script that presets name, with the first of them. */
export interface NamedScript {
  readonly preset: Preset;
  /** As written. */
  readonly script: string;
  readonly at: Span;
  /** The file from the root. Undefined if there is no such file. */
  readonly path: string | undefined;
  /** The first line of the file. Undefined if there is no file, or it isn't text. */
  readonly firstLine: string | undefined;
  /** What the file is, if it isn't a shell script: `a Python file`. */
  readonly language: string | undefined;
}

/** The scripts that presets name, each once, in order. */
export const namedScripts = query('example.namedScripts', (metadata: Metadata): readonly NamedScript[] => {
  const found = new Map<string, NamedScript>();
  for (const preset of scriptedPresets(metadata)) {
    const { script, spans } = preset;
    if (script === undefined || found.has(script)) continue;
    found.set(script, { preset, script, at: spans.script ?? spans.name, ...fileOf(metadata, script) });
  }
  return [...found.values()];
});

function fileOf({ example, repository }: Metadata, script: string): Pick<NamedScript, 'path' | 'firstLine' | 'language'> {
  const path = example.join(script);
  if (path === undefined || repository.kind(path) !== 'file')
    return { path: undefined, firstLine: undefined, language: undefined };
  const firstLine = repository.source(path)?.text.slice(0, 256).split('\n', 1)[0];
  return { path, firstLine, language: /\.(?:py|ipynb)$/.test(script) ? python : otherLanguage(firstLine) };
}

const python = 'a Python file';

/** The language that a `#!` line names, if it isn't a shell. */
function otherLanguage(line: string | undefined): string | undefined {
  const command = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(line?.trim() ?? '');
  if (!command) return undefined;
  const interpreter = (command[1]?.endsWith('/env') ? command[2] : command[1])?.split('/').at(-1) ?? '';
  if (interpreter === '' || /^(?:ba|da|z|k|a)?sh$/.test(interpreter)) return undefined;
  return interpreter.startsWith('python') ? python : `a script for ${interpreter}`;
}
