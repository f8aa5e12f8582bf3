import { folderOf, nameOf, type OptionFact, type Program, type Start } from '../../src/api';
import { findOption } from './options';

type Word = Start['arguments'][number];

/** A word that starts with a dash, and the value that comes with it. */
export interface PassedOption {
  /** `--epochs`, without a value. */
  readonly name: string;
  readonly at: Word;
  /** Undefined if the program has no such option. */
  readonly option: OptionFact | undefined;
  /** Undefined if the option takes no value, or the value isn't known. */
  readonly value: { readonly text: string; readonly at: Word } | undefined;
}

/** The options that a command passes to a program whose options are all known. */
export function passedOptions({ start }: Program, options: readonly OptionFact[]): PassedOption[] {
  const words = beforeOperands(start.arguments);
  return words.flatMap((word, position) => {
    const text = word.text ?? (/^--[\w-]+=/.exec(word.masked)?.[0] || undefined);
    if (text === undefined || !/^--?[A-Za-z]/.test(text) || isValueOfArgparse(text, options)) return [];
    const [name = text] = text.split('=');
    const option = findOption(name, options);
    if (option === 'several') return [];
    const next = text.includes('=') ? word : words[position + 1];
    const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : option?.flag ? undefined : next?.text;
    const isOption = next !== word && /^-\D/.test(next?.masked ?? '');
    const isKnown = !isOption && option && next && value !== undefined && word.text !== undefined;
    return [{ name, at: word, option, value: isKnown ? { text: value, at: next } : undefined }];
  });
}

/** argparse takes a word with a space for a value, as in `--parts "--parts all"`, whatever it starts with. */
const isValueOfArgparse = (text: string, options: readonly OptionFact[]): boolean =>
  /^[^=]*\s/.test(text) && options.some(({ style }) => style === 'argparse' || style === 'dataclass');

/** After `--`, no word is an option. */
function beforeOperands(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex(({ text }) => text === '--');
  return at < 0 ? words : words.slice(0, at);
}

/** Checks a start's words against the options of its program, if they're all known and the words are meant for it. */
export function* withOptions<Found>(
  start: Start,
  check: (program: Program, options: readonly OptionFact[], file: string) => Iterable<Found>,
): Iterable<Found> {
  const program = judgedProgram(start);
  if (program?.options && isMeant(start) && !isNamesake(program, program.options))
    yield* check(program, program.options, nameOf(program.entry.path));
}

/** What a start runs, unless it only prints its help. */
export const judgedProgram = ({ program, arguments: words }: Start): Program | undefined =>
  words.some(({ text }) => text === '--help' || text === '-h' || text === '--version') ? undefined : program;

/** A document that passes mostly options that a program elsewhere doesn't have means the program of another repository. */
function isNamesake({ start, entry }: Program, options: readonly OptionFact[]): boolean {
  if (start.script.language !== 'markdown' || folderOf(entry.path) === folderOf(start.path)) return false;
  const names = start.arguments.flatMap(({ masked }) => /^--[A-Za-z][\w-]*/.exec(masked) ?? []);
  const unknown = names.filter((name) => findOption(name, options) === undefined);
  return unknown.length > 1 && unknown.length * 2 > names.length;
}

/** The engine takes no flag for a word of the command, and the image's entry point starts no other program. */
const isMeant = ({ launch }: Start): boolean =>
  !launch || (launch.misplacedFlag === undefined && launch.mistakenCommand.length === 0);

/** Where the program's options begin. */
export const declaredAt = (options: readonly OptionFact[]) =>
  options
    .flatMap(({ span }) => span)
    .slice(0, 1)
    .map((at) => ({ message: 'The program declares its options here.', at }));
