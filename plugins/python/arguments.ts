import {
  closest,
  defineRule,
  type Example,
  nameOf,
  type OptionFact,
  type PythonFile,
  type PythonStart,
  type Report,
  type Span,
} from '../../src/api';
import { commandsIn, endsIn, listsIn } from './readme';
import { launch as script } from './samples';
import { type Program, programsOf } from './starts';

type Part = PythonStart['arguments'][number];

type Found = Report<'unknown' | 'choice' | 'number' | 'missing' | 'promised' | 'listed' | 'ignored' | 'extra'>;

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
    listed: 'the README lists {{option}} among the options of {{file}}, which has no such option{{advice}}',
    ignored: 'the README passes {{option}} to {{file}}, which does not look at its command line, so it has no effect{{instead}}',
    promised: 'the README passes {{option}} to {{file}}, which has no such option{{advice}}',
    choice: '{{file}} takes {{choices}} for {{option}}, not "{{value}}"',
    number: '{{file}} takes {{type}} for {{option}}, not "{{value}}"',
    extra: '{{file}} takes options only, so it stops at `{{value}}` with a usage message; {{advice}}',
    missing: '{{file}} stops without {{option}}, which it requires; pass it, or give it a default',
  },
  *check(example) {
    const seen = new Set<string>();
    const programs = programsOf(example);
    for (const found of [...programs.flatMap((program) => [...problemsOf(program, example)]), ...listed(programs, example)]) {
      const key = JSON.stringify([found.at, found.data]);
      if (!seen.has(key)) yield found;
      seen.add(key);
    }
  },
});

function* problemsOf(program: Program, example: Example): Iterable<Found> {
  const options = optionsOf(program);
  if (options) {
    yield* passed(program, options);
    yield* promised(program, options, example);
  } else yield* ignored(program, example);
}

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
  const file = nameOf(entry.path);
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
  if (entry.facts.commandLine.subcommands.length === 0) yield* extra(words, options, file);
}

/** Words that no option takes, given to a program without operands. */
function* extra(words: readonly Part[], options: readonly OptionFact[], file: string): Iterable<Found> {
  if (options.some(({ positional, style, command }) => positional || style !== 'argparse' || command !== undefined)) return;
  for (const [position, { text, span }] of words.entries()) {
    if (text === undefined || text.startsWith('-') || text === '') continue;
    const before = words[position - 1];
    if (before && before.text === undefined) continue;
    const name = before?.text?.startsWith('-') && !before.text.includes('=') ? before.text : undefined;
    const option = name === undefined ? undefined : find(name, options);
    if (name !== undefined && (option === 'several' || !option?.flag)) continue;
    // What follows several values of one option is one more of them.
    if (
      words
        .slice(0, position)
        .some((word) => options.some(({ multiple, names }) => multiple && names.some((each) => each.text === word.text)))
    )
      return;
    const advice =
      name === undefined ? 'leave it out, or name the option that it is for' : `${name} takes no value: leave it out`;
    yield { message: 'extra', data: { file, value: text, advice }, at: span };
  }
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
  return near ? `; did you mean ${near}?` : '; take it out, or have the program take it';
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

/** Words that occur wherever a command line is looked at, if only by a library. */
const readers =
  /\bargv\b|argparse|optparse|getopt|\bclick\b|typer|\bfire\b|hydra|\babsl\b|gflags|ArgumentParser|tyro|simple_parsing|jsonargparse|LightningCLI|docopt|plac|\bcli\b|parse_args|from_cli|TrlParser|draccus|streamlit|gradio|exec\(|\btf\.(app\.)?flags\b|\bimport flags\b|\bflags\.DEFINE/i;

const readsCommandLine = ({ graph, entry }: Program): boolean =>
  graph.cut ||
  graph.external.some(({ import: { module } }) => readers.test(module)) ||
  [...graph.files.values(), entry].some(({ source }) => readers.test(source.text.replace(/#.*$/gm, '')));

/** Options in the README's commands that end in this program: its script with `"$@"`, or the Python file itself. */
function* promised(program: Program, options: readonly OptionFact[], example: Example): Iterable<Found> {
  const file = nameOf(program.entry.path);
  for (const word of optionsToldOf(program, example)) {
    if (find(word.text, options)) continue;
    yield { message: 'promised', data: { file, option: word.text, advice: advice(word.text, options) }, at: word.span };
  }
}

function* ignored(program: Program, example: Example): Iterable<Found> {
  const { entry } = program;
  const told = optionsToldOf(program, example).filter(({ text }) => text !== '--help' && text !== '--version');
  if (told.length === 0 || readsCommandLine(program)) return;
  for (const word of told) {
    const variable = variableFor(word.text, entry);
    const instead = variable ? `; it reads the variable ${variable}` : '; take it out, or have the program read it';
    yield {
      message: 'ignored',
      severity: 'warning',
      data: { file: nameOf(entry.path), option: word.text, instead },
      at: word.span,
    };
  }
}

/** `--grad-accum` may be meant for `GRAD_ACCUM`. */
const variableFor = (option: string, { facts }: PythonFile): string | undefined => {
  const name = option.replace(/^--/, '').replaceAll('-', '_').toUpperCase();
  return facts.environment.reads.find((read) => read.name === name)?.name;
};

function optionsToldOf({ start, entry }: Program, example: Example): { readonly text: string; readonly span: Span }[] {
  const { readme } = example;
  if (!readme) return [];
  const script = nameOf(start.launch.path);
  const forwards = start.arguments.some((word) => word.word.segments.some((segment) => segment.positional === 'all'));
  return commandsIn(readme).flatMap(({ words }) => {
    const at = endsIn(words, { script: forwards ? script : undefined, python: nameOf(entry.path), example });
    return at === undefined ? [] : words.slice(at + 1).flatMap((word) => optionIn(word, example));
  });
}

/** An option that any script of the example knows may be taken out before the rest is handed on. */
function optionIn(word: { readonly text: string; readonly span: Span }, example: Example): { text: string; span: Span }[] {
  const text = word.text.split('=')[0] ?? '';
  if (!/^--[A-Za-z][\w-]*$/.test(text) || example.scripts.some(({ shell }) => shell.file.text.includes(text))) return [];
  return [{ text, span: { ...word.span, end: word.span.start + text.length } }];
}

/** Options in a table or list of the README of which most are options of one program. */
function* listed(programs: readonly Program[], example: Example): Iterable<Found> {
  const { readme } = example;
  const known = programs.flatMap((program) => {
    const options = optionsOf(program);
    return options ? [{ program, options }] : [];
  });
  if (!readme || !known.length || known.length < programs.length) return;
  for (const list of listsIn(readme)) {
    const unknown = list.filter((word) => known.every(({ options }) => !find(word.text, options)));
    if (unknown.length * 3 > list.length) continue;
    const best = known
      .map((each) => ({ ...each, hits: list.filter((word) => find(word.text, each.options)).length }))
      .reduce((one, other) => (other.hits > one.hits ? other : one));
    for (const word of unknown.filter((each) => optionIn(each, example).length)) {
      const file = nameOf(best.program.entry.path);
      yield {
        message: 'listed',
        severity: 'warning',
        data: { file, option: word.text, advice: advice(word.text, best.options) },
        at: word.span,
      };
    }
  }
}
