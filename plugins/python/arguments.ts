import {
  closest,
  defineRule,
  type Example,
  type OptionFact,
  type PythonStart,
  type Report,
  type SourceFile,
  type Span,
} from '../../src/api';
import { launch as script } from './samples';
import { fileName, type Program, programsOf } from './starts';

type Part = PythonStart['arguments'][number];

type Found = Report<'unknown' | 'choice' | 'number' | 'missing' | 'promised'>;

const parser =
  'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int, default=3)\nparser.add_argument("--size", choices=["s", "l"])\nargs = parser.parse_args()\n';

export default defineRule({
  name: 'arguments',
  scope: 'example',
  docs: {
    summary: 'Options that a script or the README passes exist in the Python program',
    why: 'An option that was renamed in the code but not in the script or in the README stops the program with a usage message, often only after an image has been built. Programs that let unknown options through, or whose options are computed, are not judged.',
    bad: [
      { 'train.sh': script('python train.py --num-epochs 3'), 'train.py': parser },
      { 'train.sh': script('python train.py --size xl'), 'train.py': parser },
      { 'train.sh': script('python train.py --epochs many'), 'train.py': parser },
      {
        'train.sh': script('python train.py "$@"'),
        'train.py': parser,
        'README.md': '```bash\n./train.sh --num-epochs 5\n```\n',
      },
    ],
    good: [
      {
        'train.sh': script('python train.py --epochs=3 --size s "$@"'),
        'train.py': parser,
        'README.md': '```bash\n./train.sh --epochs 5\n```\n',
      },
      {
        'train.sh': script('python train.py --anything'),
        'train.py': 'import argparse\nargs, rest = argparse.ArgumentParser().parse_known_args()\n',
      },
    ],
  },
  messages: {
    unknown: '{{file}} has no option {{option}}, so it stops with a usage message{{advice}}',
    promised: 'the README passes {{option}} to {{file}}, which has no such option{{advice}}',
    choice: '{{file}} takes {{choices}} for {{option}}, not "{{value}}"',
    number: '{{file}} takes {{type}} for {{option}}, not "{{value}}"',
    missing: '{{file}} stops without {{option}}, which it requires; pass it, or give it a default',
  },
  *check(example) {
    const seen = new Set<string>();
    for (const program of programsOf(example)) {
      const options = optionsOf(program);
      if (!options) continue;
      for (const found of [...passed(program, options), ...promised(program, options, example)]) {
        const key = JSON.stringify([found.at, found.data]);
        if (!seen.has(key)) yield found;
        seen.add(key);
      }
    }
  },
});

/** All options of a program; undefined where more may be accepted than can be seen. */
function optionsOf({ entry, graph }: Program): readonly OptionFact[] | undefined {
  const { commandLine } = entry.facts;
  if (
    !commandLine.reads ||
    graph.cut ||
    commandLine.open.length ||
    commandLine.options.some(({ style }) => style === 'assignment')
  )
    return undefined;
  if (commandLine.options.length) return isForeignParser(entry.source.text) ? undefined : commandLine.options;
  return undefined;
}

/** Something beside the parser looks at the command line. */
const isForeignParser = (text: string): boolean => /\bsys\.argv\s*(\[|=|\.)|\bOmegaConf\b|@hydra|\babsl\b/.test(text);

const isOption = (text: string): boolean => /^--?[A-Za-z]/.test(text);

function* passed({ start, entry }: Program, options: readonly OptionFact[]): Iterable<Found> {
  const { arguments: words } = start;
  const file = fileName(entry.path);
  const related = options
    .flatMap((option) => option.span)
    .slice(0, 1)
    .map((at) => ({ message: 'its options', at }));
  for (const [position, word] of words.entries()) {
    const text = word.text ?? (/^--[\w-]+=/.exec(word.masked)?.[0] || undefined);
    if (text === undefined || !isOption(text)) continue;
    if (/^--$/.test(text)) break;
    const name = text.split('=')[0] ?? text;
    const option = find(name, options);
    if (option === 'several') continue;
    if (!option) {
      if (name.startsWith('--'))
        yield { message: 'unknown', data: { file, option: name, advice: advice(name, options) }, at: word.span, related };
      continue;
    }
    const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : option.flag ? undefined : words[position + 1]?.text;
    if (value !== undefined && word.text !== undefined)
      yield* misfit(option, value, text.includes('=') ? word : (words[position + 1] ?? word), file);
  }
  yield* absent(words, options, file, start.target.part.span);
}

/** By its name, or by a beginning of it that only one option has, as argparse allows. */
function find(name: string, options: readonly OptionFact[]): OptionFact | 'several' | undefined {
  const exact = options.find((option) => option.names.some(({ text }) => text === name));
  if (exact || name === '--help' || name === '--version') return exact ?? 'several';
  const starting = options.filter(
    (option) => option.style === 'argparse' && option.names.some(({ text }) => text.startsWith(name)),
  );
  return starting.length > 1 ? 'several' : starting[0];
}

function advice(name: string, options: readonly OptionFact[]): string {
  const names = options
    .filter(({ positional }) => !positional)
    .flatMap((option) => option.names.map(({ text }) => text))
    .filter((text) => text.startsWith('--'));
  const bare = (text: string): string => text.replaceAll(/[-_]/g, '').toLowerCase();
  const near = names.find((text) => bare(text) === bare(name)) ?? closest(name, names);
  return near ? `; did you mean ${near}?` : '';
}

function* misfit(option: OptionFact, value: string, at: Part, file: string): Iterable<Found> {
  const data = { file, option: option.name, value };
  if (option.choices?.kind === 'known' && Array.isArray(option.choices.value) && !option.multiple) {
    const choices = option.choices.value.map(String);
    if (!choices.includes(value)) yield { message: 'choice', data: { ...data, choices: choices.join(', ') }, at: at.span };
  } else if (option.style === 'argparse' && option.type === 'int' && !/^\s*[-+]?\d+(_\d+)*\s*$/.test(value)) {
    yield { message: 'number', data: { ...data, type: 'a whole number' }, at: at.span };
  } else if (
    option.style === 'argparse' &&
    option.type === 'float' &&
    !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$|^[-+]?(inf|nan)$/i.test(value)
  ) {
    yield { message: 'number', data: { ...data, type: 'a number' }, at: at.span };
  }
}

/** Required options, where the words are all known: with `"$@"` the caller may pass them. */
function* absent(words: readonly Part[], options: readonly OptionFact[], file: string, at: Span): Iterable<Found> {
  if (words.some((word) => word.text === undefined) || options.some(({ command }) => command !== undefined)) return;
  const texts = words.map((word) => word.text ?? '');
  if (texts.some((text) => /^(-h|--help|--version)$/.test(text))) return;
  for (const option of options) {
    if (option.required !== true || option.positional) continue;
    const given = texts.some((text) =>
      option.names.some(
        (name) =>
          text === name.text ||
          text.startsWith(`${name.text}=`) ||
          (name.text.startsWith('--') && text.startsWith('--') && name.text.startsWith(text.split('=')[0] ?? '')),
      ),
    );
    if (!given)
      yield {
        message: 'missing',
        data: { file, option: option.name },
        at,
        related: [{ message: 'required here', at: option.span }],
      };
  }
}

/** Options in the README's commands that end in this program: its script with `"$@"`, or the Python file itself. */
function* promised({ start, entry }: Program, options: readonly OptionFact[], example: Example): Iterable<Found> {
  const { readme } = example;
  if (!readme) return;
  const script = fileName(start.launch.path);
  const python = fileName(entry.path);
  const forwards = start.arguments.some((word) => word.word.segments.some((segment) => segment.positional === 'all'));
  // An option that any script of the example knows may be taken out before the rest is handed on.
  const own = example.scripts.map(({ shell }) => shell.file.text).join('\n');
  for (const { words } of commandsIn(readme)) {
    const names = words.map((word) => word.text);
    const at = names.findIndex(
      (text, position) =>
        (forwards && fileName(text) === script && isCommand(names, position) && isHere(text, example)) ||
        (forwards && isPreset(names, position, script, example)) ||
        (text === python && /^python3?$/.test(names[position - 1] ?? '')),
    );
    if (at < 0) continue;
    for (const word of words.slice(at + 1)) {
      const name = word.text.split('=')[0] ?? '';
      if (!/^--[A-Za-z][\w-]*$/.test(name)) continue;
      if (find(name, options)) continue;
      if (own.includes(name)) continue;
      yield {
        message: 'promised',
        data: { file: python, option: name, advice: advice(name, options) },
        at: { ...word.span, end: word.span.start + name.length },
      };
    }
  }
}

/** `cvl run <name> <preset>`, which hands all that follows to the preset's script. */
function isPreset(words: readonly string[], position: number, script: string, { metadata, folder }: Example): boolean {
  const [runner, verb, name, preset] = words.slice(position - 3, position + 1);
  if (position < 3 || runner !== 'cvl' || verb !== 'run' || preset === undefined || !isCommand(words, position - 3)) return false;
  if (name !== metadata?.data?.['name'] && name !== fileName(folder)) return false;
  const presets = metadata?.data?.['presets'] as
    | { readonly [name: string]: { readonly script?: unknown } | null }
    | null
    | undefined;
  return typeof presets === 'object' && presets !== null && Object.hasOwn(presets, preset) && presets[preset]?.script === script;
}

const isCommand = (words: readonly string[], position: number): boolean =>
  words.slice(0, position).every((word) => /^[A-Za-z_]\w*=/.test(word) || /^(bash|sh|sudo|time|\$)$/.test(word));

/** A path to another example's script is none of ours. */
const isHere = (text: string, example: Example): boolean =>
  !text.includes('/') || /^\.\/[^/]+$/.test(text) || text.includes(example.folder);

interface ReadmeWord {
  readonly text: string;
  readonly span: Span;
}

/** Words of the commands in fenced blocks, lines joined at a trailing backslash; comments are left out. */
function commandsIn(readme: SourceFile): { readonly words: readonly ReadmeWord[] }[] {
  const commands: { words: ReadmeWord[] }[] = [];
  for (const block of readme.text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)) {
    const start = block.index + block[0].indexOf('\n') + 1;
    for (const line of (block[1] ?? '').matchAll(/(?:[^\n\\]|\\\n|\\.)+/g)) {
      const text = line[0].replace(/(^|\s)#.*$/s, (comment) => ' '.repeat(comment.length));
      const words = [...text.matchAll(/[^\s\\]+/g)].map((word) => {
        const at = start + line.index + word.index;
        return { text: word[0], span: { file: readme.path, start: at, end: at + word[0].length } };
      });
      if (words.length) commands.push({ words });
    }
  }
  return commands;
}
