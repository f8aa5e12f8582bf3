import { type ContainerProgram, type ContainerStart, nameOf, type OptionFact } from '../../src/api';
import { findOption } from './options';

type Word = ContainerStart['arguments'][number];

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

/** The options that a launch passes to a program whose options are all known. */
export function passedOptions({ start }: ContainerProgram, options: readonly OptionFact[]): PassedOption[] {
  const { arguments: words } = start;
  return words.flatMap((word, position) => {
    const text = word.text ?? (/^--[\w-]+=/.exec(word.masked)?.[0] || undefined);
    if (text === undefined || !/^--?[A-Za-z]/.test(text)) return [];
    const [name = text] = text.split('=');
    const option = findOption(name, options);
    if (option === 'several') return [];
    const next = text.includes('=') ? word : words[position + 1];
    const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : option?.flag ? undefined : next?.text;
    const isKnown = option && next && value !== undefined && word.text !== undefined;
    return [{ name, at: word, option, value: isKnown ? { text: value, at: next } : undefined }];
  });
}

/** Checks a program's launch against its options, if they're all known and the words are meant for it. */
export function* withOptions<Found>(
  program: ContainerProgram,
  check: (options: readonly OptionFact[], file: string) => Iterable<Found>,
): Iterable<Found> {
  const { options, start } = program;
  const { misplacedFlag, mistakenCommand } = start.launch;
  if (options && !misplacedFlag && mistakenCommand.length === 0) yield* check(options, nameOf(program.entry.path));
}

/** Where the program's options begin. */
export const declaredAt = (options: readonly OptionFact[]) =>
  options
    .flatMap(({ span }) => span)
    .slice(0, 1)
    .map((at) => ({ message: 'The program declares its options here.', at }));
