import { defineRule, type Launch, nameOf, type Part, type Report, type Span } from '../../../src/api';
import { isMain, isOfPreset, mainPresets } from '../launches';

interface Options {
  readonly presets: readonly string[];
}

type Found = Report<'dropped' | 'first' | 'joined' | 'split' | 'lost'>;

const parser =
  'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int, default=1)\nprint(parser.parse_args())\n';
const start = '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run --rm -v "$DIR:/workspace" -w /workspace demo ';

export default defineRule<'launch', Options>({
  name: 'arguments',
  scope: 'launch',
  docs: {
    summary: 'Arguments of a script reach the program in the container, word for word',
    why: '`./train.sh --epochs 3` without `"$@"` trains with the defaults and says nothing. `$*` and an unquoted `$@` cut a prompt or a path at its spaces; inside `bash -c "… $@"` only the first argument arrives.',
    bad: [
      { 'train.sh': `${start}python train.py\n`, 'train.py': parser },
      { 'train.sh': `${start}python train.py $@\n`, 'train.py': parser },
      { 'train.sh': `${start}bash -c "python train.py $@"\n`, 'train.py': parser },
    ],
    good: [
      { 'train.sh': `${start}python train.py "$@"\n`, 'train.py': parser },
      { 'train.sh': `${start}python train.py --epochs 3 "\${@:2}"\n`, 'train.py': parser },
      { 'train.sh': `${start}bash -c 'python train.py "$@"' bash "$@"\n`, 'train.py': parser },
      { 'train.sh': `${start}python train.py\n`, 'train.py': 'print("no arguments")\n' },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        presets: {
          type: 'array',
          items: { type: 'string' },
          description: 'presets whose scripts forward arguments, `*` at the end for any rest',
        },
      },
    },
    defaults: { presets: mainPresets },
  },
  messages: {
    dropped:
      '{{file}} takes options such as `{{option}}`, but the script forwards none of its arguments; write `"$@"` at the end of the command',
    first:
      '{{file}} takes options such as `{{option}}`, but of the script’s arguments only the first arrives, so that an option loses its value; write `"$@"`',
    joined: '`$*` makes one word of all arguments, or cuts them at their spaces; write `"$@"`',
    split: 'outside quotes, arguments are cut at their spaces, and `*` in them fits files; write `"$@"`',
    lost: 'only the first argument arrives in this text, and the others go to `bash` itself; write `bash -c \'… "$@"\' bash "$@"`',
  },
  *check(launch, { options }): Iterable<Found> {
    const { spec, repository } = launch;
    const seen = new Set<number>();
    for (const [index, part] of spec.command.entries()) {
      const at = placeOf(part);
      const text = repository.source(at.file)?.text;
      if (text === undefined || at.start === at.end || seen.has(at.start)) continue;
      seen.add(at.start);
      const quote = text[at.start - 1] === '"' ? '"' : '';
      const message = faultIn(`${quote}${text.slice(at.start, at.end)}${quote}`, isCode(spec.command, index));
      if (message) yield { message, at: message === 'lost' ? argumentsIn(text, at) : at };
    }
    if (isOfPreset(launch, options.presets) && isMain(launch)) yield* dropped(launch);
  },
});

/** The word, or the expansion in the command that arguments came in by. */
const placeOf = ({ word, span }: Part): Span =>
  (span.start === span.end ? word.segments.find(({ through }) => through)?.through : undefined) ?? span;

const writtenAs = (part: Part, text: string): string => {
  const { start, end } = placeOf(part);
  return text.slice(start, end);
};

const isCode = (command: readonly Part[], index: number): boolean => /^-[a-zA-Z]*c$/.test(command[index - 1]?.text ?? '');

function faultIn(written: string, isText: boolean): 'joined' | 'split' | 'lost' | undefined {
  if (isText)
    return /^"/.test(written) && /[^\\]\$(@|\{@\})/.test(written) && !/^"\$(@|\{@\})"$/.test(written) ? 'lost' : undefined;
  if (/^\$(@|\{@\})$/.test(written)) return 'split';
  return /^"?\$(\*|\{\*\})"?$/.test(written) ? 'joined' : undefined;
}

/** The `$@` in a text for a shell. */
function argumentsIn(text: string, at: Span): Span {
  const found = /\$(?:@|\{@\})/.exec(text.slice(at.start, at.end));
  return found ? { ...at, start: at.start + found.index, end: at.start + found.index + found[0].length } : at;
}

/** Certain only where the program takes options and the script never looks at its arguments. */
function* dropped(launch: Launch): Iterable<Found> {
  const { spec, script, repository } = launch;
  const { text } = script.shell.file;
  const last = spec.command.at(-1);
  const passesFirst =
    last !== undefined && /^"?\$\{?1\}?"?$/.test(writtenAs(last, text)) && (text.match(/\$\{?[@*#1-9!]/g) ?? []).length === 1;
  if (
    !passesFirst &&
    (/\$[@*#1-9]|\$\{[@*#1-9!]|\bshift\b|\bgetopts\b|BASH_ARGV/.test(text) || /^[ \t]*(?:source|\.)\s/m.test(text))
  )
    return;
  if (spec.open.length > 0) return;
  if (!passesFirst && spec.command.some(({ word }) => word.many || word.segments.some(({ positional }) => positional))) return;
  const found = launch.starts;
  const [only] = found;
  if (found.length !== 1 || !only?.entry) return;
  const options = repository.python(only.entry)?.python.facts.commandLine.options ?? [];
  const names = options.flatMap((each) => each.names);
  const option = names.find(({ text: name }) => name.startsWith('--'));
  if (!option) return;
  const file = nameOf(only.entry);
  const related = [{ message: 'declared here', at: option.span }];
  if (passesFirst) {
    if (names.every(({ text: name }) => name.startsWith('-')))
      yield { message: 'first', data: { file, option: option.text }, at: last.span, related };
    return;
  }
  yield {
    message: 'dropped',
    data: { file, option: option.text },
    at: only.arguments.at(-1)?.span ?? only.target.part.span,
    related,
  };
}
