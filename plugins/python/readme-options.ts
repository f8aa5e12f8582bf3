import {
  type Example,
  nameOf,
  type OptionFact,
  type Program,
  type PythonFile,
  type Report,
  type SourceFile,
  type Span,
} from '../../src/api';
import { findOption, optionAdvice, optionsOf } from './options';
import { commandsIn, endsIn, listsIn } from './readme';

type Found = Report<'promised' | 'ignored' | 'listed'>;

/** Words that occur wherever a command line is looked at, if only by a library. */
const readers =
  /\bargv\b|argparse|optparse|getopt|\bclick\b|typer|\bfire\b|hydra|\babsl\b|gflags|ArgumentParser|tyro|simple_parsing|jsonargparse|LightningCLI|docopt|plac|\bcli\b|parse_args|from_cli|TrlParser|draccus|streamlit|gradio|exec\(|\btf\.(app\.)?flags\b|\bimport flags\b|\bflags\.DEFINE/i;

const readsCommandLine = ({ graph, entry }: Program): boolean =>
  graph.cut ||
  graph.external.some(({ import: { module } }) => readers.test(module)) ||
  [...graph.files.values(), entry].some(({ source }) => readers.test(source.text.replace(/#.*$/gm, '')));

/** Options in the README's commands that end in this program: its script with `"$@"`, or the Python file itself. */
export function* promised(program: Program, options: readonly OptionFact[], example: Example): Iterable<Found> {
  const file = nameOf(program.entry.path);
  for (const word of optionsToldOf(program, example)) {
    if (findOption(word.text, options)) continue;
    yield { message: 'promised', data: { file, option: word.text, advice: optionAdvice(word.text, options) }, at: word.span };
  }
}

export function* ignored(program: Program, example: Example): Iterable<Found> {
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
export function* listed(programs: readonly Program[], example: Example): Iterable<Found> {
  const { readme } = example;
  const known = programs.flatMap((program) => {
    const options = optionsOf(program);
    return options ? [{ program, options }] : [];
  });
  if (!readme || !known.length || known.length < programs.length) return;
  const launchers = launcherOptions(readme);
  for (const list of listsIn(readme)) {
    const unknown = list.filter((word) => known.every(({ options }) => !findOption(word.text, options)));
    if (unknown.length * 3 > list.length) continue;
    const best = known
      .map((each) => ({ ...each, hits: list.filter((word) => findOption(word.text, each.options)).length }))
      .reduce((one, other) => (other.hits > one.hits ? other : one));
    for (const word of unknown.filter((each) => optionIn(each, example).length && !launchers.has(each.text))) {
      const file = nameOf(best.program.entry.path);
      yield {
        message: 'listed',
        severity: 'warning',
        data: { file, option: word.text, advice: optionAdvice(word.text, best.options) },
        at: word.span,
      };
    }
  }
}

/** Options that commands of the README pass before the program's name: `accelerate launch --multi_gpu train.py`. */
const launcherOptions = (readme: SourceFile): ReadonlySet<string> =>
  new Set(
    commandsIn(readme).flatMap(({ words }) => {
      const program = words.findIndex(({ text }) => text.endsWith('.py'));
      return words.slice(0, Math.max(0, program)).map(({ text }) => text.split('=', 1)[0]!);
    }),
  );
