import { closest, type Metadata, type Preset, placeOf, type Report } from '../../src/api';
import { isMapping } from './preset-shape';

export type PresetFault = Report<
  | 'implied'
  | 'noScript'
  | 'notMapping'
  | 'shorthand'
  | 'notText'
  | 'arguments'
  | 'command'
  | 'folder'
  | 'missing'
  | 'notShell'
  | 'notExecutable'
  | 'noShebang'
>;

/** The script that a preset's name suggests. */
const implied = (name: string): string => (/^[\w.-]+$/.test(name) ? `${name}.sh` : 'run.sh');

/** What is wrong with how a preset is written; undefined where it names a script in the form that is asked for. */
export function shapeFault(metadata: Metadata, preset: Preset): PresetFault | undefined {
  const { yaml } = metadata;
  const { name, value } = preset;
  const path = ['presets', name];
  const at = placeOf(yaml, path);
  if (typeof value === 'string' && value.trim() !== '')
    return { message: 'shorthand', severity: 'warning', data: { name, script: value }, at };
  if (value === null) return nameless(metadata, preset);
  if (!isMapping(value)) {
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    const script = typeof first === 'string' && first.endsWith('.sh') ? first : implied(name);
    return {
      message: 'notMapping',
      data: { name, script, what: Array.isArray(value) ? 'a list' : `the value "${String(value)}"` },
      at,
    };
  }
  // A misspelt key is the schema's to tell.
  if (!('script' in value)) return closest('script', Object.keys(value)) ? undefined : nameless(metadata, preset);
  if (typeof value['script'] === 'string' && value['script'].trim() !== '') return undefined;
  const what =
    value['script'] === null || value['script'] === ''
      ? 'empty'
      : Array.isArray(value['script'])
        ? 'a list'
        : isMapping(value['script'])
          ? 'a mapping'
          : 'a number or switch';
  return {
    message: 'notText',
    data: { name, what, script: implied(name) },
    at: placeOf(yaml, [...path, 'script']),
  };
}

/** Without `script`, some runners look for the preset's name with `.sh`. */
function nameless({ yaml, example }: Metadata, preset: Preset): PresetFault {
  const { name } = preset;
  const path = ['presets', name];
  const script = implied(name);
  const at = yaml.keySpan(path) ?? yaml.nearestSpan(path);
  const data = { name, script };
  return example.has(script) ? { message: 'implied', severity: 'warning', data, at } : { message: 'noScript', data, at };
}

/** What is wrong with the script that a preset names. */
export function* scriptFaults(metadata: Metadata, { name, spans }: Preset, script: string): Iterable<PresetFault> {
  const { example, repository } = metadata;
  const at = spans.script ?? spans.name;
  const path = example.join(script);
  const file = path === undefined ? undefined : repository.kind(path);
  if (file !== 'file') {
    yield { ...absent(metadata, name, script), at };
    return;
  }
  if (path === undefined) return;
  if (script.includes('/')) {
    const bare = script.replace(/^(?:\.\/)+/, '');
    yield {
      message: 'folder',
      data: {
        name,
        script,
        advice: bare.includes('/') ? 'add a script beside the metadata that starts it' : `write \`script: ${bare}\``,
      },
      at,
    };
  }
  const language = /\.(?:py|ipynb)$/.exec(script) ? 'Python' : otherLanguage(firstLine(metadata, path));
  if (language) {
    yield { message: 'notShell', data: { name, script, language }, at };
    return;
  }
  const entry = repository.entry(path);
  if (entry?.type === 'file' && !entry.executable) {
    yield {
      message: 'notExecutable',
      data: { name, script, command: repository.git && entry.tracked ? 'git update-index --chmod=+x' : 'chmod +x' },
      at,
    };
  }
  const line = firstLine(metadata, path);
  if (line === undefined) return;
  const start = { file: path, start: 0, end: Math.max(1, line.replace(/\r$/, '').length), anchor: 'shebang' };
  const related = [{ message: `preset "${name}"`, at }];
  if (!line.startsWith('#!')) yield { message: 'noShebang', severity: 'warning', data: { name }, at: start, related };
}

/** Why a script is not found: what a runner takes for one file name is often a command line. */
function absent({ example }: Metadata, name: string, script: string): Omit<PresetFault, 'at'> {
  if (/\s/.test(script.trim()))
    return { message: example.has(implied(name)) ? 'arguments' : 'command', data: { name, script, own: implied(name) } };
  const near = closest(
    script,
    example.files.flatMap(({ path }) => {
      const inside = example.folder === '' ? path : path.slice(example.folder.length + 1);
      return /^[^/]+\.sh$/.test(inside) ? [inside] : [];
    }),
  );
  return {
    message: 'missing',
    data: {
      name,
      script,
      folder: example.folder === '' ? 'the repository’s root' : example.folder,
      advice: near ? `; did you mean "${near}"?` : '; add the file, or delete the preset',
    },
  };
}

const firstLine = ({ repository }: Metadata, path: string): string | undefined => {
  const text = repository.source(path)?.text;
  return text === undefined ? undefined : text.slice(0, 256).split('\n', 1)[0];
};

/** The language that a `#!` line asks for, where it is not a shell. */
function otherLanguage(line: string | undefined): string | undefined {
  const command = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(line?.trim() ?? '');
  if (!command) return undefined;
  const interpreter = (command[1]?.endsWith('/env') ? command[2] : command[1])?.split('/').at(-1) ?? '';
  if (interpreter === '' || /^(?:ba|da|z|k|a)?sh$/.test(interpreter)) return undefined;
  return interpreter.startsWith('python') ? 'Python' : `a script for ${interpreter}`;
}
