import { closest, defineRule, type Metadata, type Report } from '../../src/api';
import { placeOf } from './place';
import { isMapping, type Preset, presetsOf, runsWithCog } from './preset-shape';

type Found = Report<
  | 'legacy'
  | 'notMapping'
  | 'shorthand'
  | 'implied'
  | 'noScript'
  | 'notText'
  | 'environment'
  | 'arguments'
  | 'folder'
  | 'missing'
  | 'notShell'
  | 'notExecutable'
  | 'noShebang'
  | 'carriageReturn'
>;

export default defineRule({
  name: 'preset-script',
  scope: 'metadata',
  docs: {
    summary: 'Every preset names an executable Bash script beside the metadata',
    why: 'A runner looks `script` up as a file name in the example’s folder, refuses it without the executable bit, and hands it to Bash. Arguments, paths and Python files fail only when somebody runs the preset.',
    bad: [
      'presets: [build, train]\n',
      'presets:\n  train: {script: train.sh --epochs 1}\n',
      'presets:\n  train: {script: train.sh}\n',
      { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': { text: '#!/bin/bash\n', executable: false } },
      { 'example.yaml': 'presets:\n  train: {script: train.py}\n', 'train.py': 'print(1)\n' },
    ],
    good: {
      'example.yaml': 'presets:\n  train: {script: train.sh, description: Train}\n',
      'train.sh': '#!/usr/bin/env bash\npython train.py\n',
    },
  },
  messages: {
    legacy:
      '"presets" is a list, a form that names no scripts; write a mapping such as `{{name}}: {script: {{name}}.sh, description: …}`',
    notMapping:
      'preset "{{name}}" is {{what}}, which is taken for a file name; write `{{name}}: {script: {{script}}, description: …}`',
    shorthand:
      'preset "{{name}}" is only a file name, so it has no description to list; write `{{name}}: {script: {{script}}, description: …}`',
    implied: 'preset "{{name}}" names no script, so runners guess {{script}} or fail; write `script: {{script}}`',
    noScript: 'preset "{{name}}" names no script; write `script: {{script}}`',
    notText: 'the script of preset "{{name}}" must be a file name, not {{what}}; write `script: {{script}}`',
    environment:
      'the script of preset "{{name}}" is looked up as a file called "{{script}}"; write `script: {{file}}` and set the variable inside the script',
    arguments:
      'the script of preset "{{name}}" is looked up as a file called "{{script}}"; write `script: {{file}}` and pass the arguments from a script of their own',
    folder: 'the script of preset "{{name}}" must be a bare file name beside the metadata, not the path "{{script}}"; {{advice}}',
    missing: 'preset "{{name}}" runs "{{script}}", which is not in {{folder}}{{advice}}',
    notShell: 'preset "{{name}}" runs "{{script}}" with Bash, but it is {{language}}; name a shell script that starts it',
    notExecutable:
      'preset "{{name}}" cannot start "{{script}}": it is not executable; run `{{command}} {{script}}` in its folder',
    noShebang:
      'preset "{{name}}" starts this script, but without `#!` it depends on the caller which shell reads it; write `#!/usr/bin/env bash` first',
    carriageReturn:
      'preset "{{name}}" starts this script, but its first line ends in a carriage return, so no interpreter is found; save it with LF line ends',
  },
  *check(metadata): Iterable<Found> {
    const { data, yaml } = metadata;
    if (!data || runsWithCog(data)) return;
    if (Array.isArray(data['presets'])) {
      const first: unknown = data['presets'][0];
      yield {
        message: 'legacy',
        data: { name: typeof first === 'string' ? first : 'train' },
        at: yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']),
      };
      return;
    }
    const seen = new Set<string>();
    for (const preset of presetsOf(data)) {
      const found = shapeProblem(metadata, preset);
      if (found) yield found;
      if (preset.script === undefined || seen.has(preset.script)) continue;
      seen.add(preset.script);
      if (found?.message !== 'notText') yield* scriptProblems(metadata, preset, preset.script);
    }
  },
});

const implied = ({ name }: Preset): string => (/^[\w.-]+$/.test(name) ? `${name}.sh` : 'train.sh');

function shapeProblem(metadata: Metadata, preset: Preset): Found | undefined {
  const { yaml } = metadata;
  const { name, value } = preset;
  const path = ['presets', name];
  const at = placeOf(yaml, path);
  if (typeof value === 'string' && value.trim() !== '')
    return { message: 'shorthand', severity: 'warning', data: { name, script: value }, at };
  if (value === null) return nameless(metadata, preset);
  if (!isMapping(value)) {
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    const script = typeof first === 'string' && first.endsWith('.sh') ? first : implied(preset);
    return {
      message: 'notMapping',
      data: { name, script, what: Array.isArray(value) ? 'a list' : `the value "${String(value)}"` },
      at,
    };
  }
  if (!('script' in value)) return nameless(metadata, preset);
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
    data: { name, what, script: implied(preset) },
    at: placeOf(yaml, [...path, 'script']),
  };
}

/** Without `script`, some runners look for the preset's name with `.sh`. */
function nameless({ yaml, example }: Metadata, preset: Preset): Found {
  const path = ['presets', preset.name];
  const script = implied(preset);
  const at = yaml.keySpan(path) ?? yaml.nearestSpan(path);
  const data = { name: preset.name, script };
  return example.has(script) ? { message: 'implied', severity: 'warning', data, at } : { message: 'noScript', data, at };
}

function* scriptProblems(metadata: Metadata, { name, value }: Preset, script: string): Iterable<Found> {
  const { example, repository, yaml } = metadata;
  const written = isMapping(value) ? ['presets', name, 'script'] : ['presets', name];
  const at = placeOf(yaml, written);
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
  else if (line.endsWith('\r')) yield { message: 'carriageReturn', data: { name }, at: start, related };
}

/** Why a script is not found: what a runner takes for one file name is often a command line. */
function absent({ example }: Metadata, name: string, script: string): Omit<Found, 'at'> {
  const words = script.split(/\s+/).filter((word) => word !== '');
  const variables = words.filter((word) => /^[A-Za-z_]\w*=/.test(word)).length;
  const file = words[variables] ?? '';
  if (variables > 0 && file !== '') return { message: 'environment', data: { name, script, file } };
  if (words.length > 1) return { message: 'arguments', data: { name, script, file } };
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
