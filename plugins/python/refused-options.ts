import { groupBy, type OptionFact, query, type Related, type Script, type Span, type Start } from '../../src/api';
import { nearestOption } from './options';
import { declaredAt, passedOptions, withOptions } from './passed-words';

/** An option that a program refuses. `separated`: only its hyphens or underscores are wrong. */
export interface Refused {
  readonly kind: 'unknown' | 'misspelled' | 'separated' | 'positional' | 'ignored';
  readonly option: string;
  readonly at: Span;
  /** Where the command starts that passes it. */
  readonly command: Span;
  /** The name of the program's file. */
  readonly file: string;
  /** The option or operand of the program that is meant. */
  readonly meant: string | undefined;
  readonly related: readonly Related[];
}

/** The options of a command that its program refuses, in order. */
export function* refusedBy(start: Start): Iterable<Refused> {
  yield* withOptions(start, function* (program, options, file): Iterable<Refused> {
    const related = declaredAt(options);
    for (const { name, at, option } of passedOptions(program, options)) {
      if (option || !name.startsWith('--')) continue;
      const operand = operandCalled(name.slice(2), options);
      const near = nearestOption(name, options);
      const kind =
        operand !== undefined
          ? 'positional'
          : near !== undefined
            ? sameButMarks(name, near)
              ? 'separated'
              : 'misspelled'
            : options.some(({ style }) => style === 'fire')
              ? 'ignored'
              : 'unknown';
      yield { kind, option: name, at: at.span, command: start.target.part.span, file, meant: operand ?? near, related };
    }
  });
}

const sameButMarks = (one: string, other: string): boolean =>
  one !== other && one.replaceAll('_', '-') === other.replaceAll('_', '-');

/** The options in the words of a script that programs refuse, by entry, each place once. */
const refusedIn = query('python.refusedOptions', ({ path, language, starts }: Script): ReadonlyMap<string, Habits> => {
  const found = new Map<string, Map<number, Refused>>();
  for (const start of starts) {
    if (start.entry === undefined) continue;
    for (const option of refusedBy(start)) {
      if (option.at.file !== path) continue;
      const places = found.get(start.entry) ?? new Map<number, Refused>();
      found.set(start.entry, places.set(option.at.start, option));
    }
  }
  return new Map([...found].map(([entry, places]) => [entry, habitsOf([...places.values()], language === 'markdown')]));
});

interface Habits {
  readonly places: ReadonlySet<number>;
  readonly nameOf: (option: Refused) => string;
  readonly byName: ReadonlyMap<string, readonly Refused[]>;
}

function habitsOf(refused: readonly Refused[], isDocument: boolean): Habits {
  const sorted = [...refused].sort((a, b) => a.at.start - b.at.start);
  const firstCommands = new Map<string, number>();
  for (const { kind, option, command } of sorted)
    if (isGrouped(kind) && !firstCommands.has(option)) firstCommands.set(option, command.start);
  const nameOf = ({ kind, option }: Refused): string => {
    if (kind === 'separated' || (isGrouped(kind) && isDocument)) return kind;
    return isGrouped(kind) ? `${kind} ${firstCommands.get(option)}` : `${kind} ${option}`;
  };
  return { places: new Set(sorted.map(({ at }) => at.start)), nameOf, byName: groupBy(sorted, nameOf) };
}

const isGrouped = (kind: Refused['kind']): boolean => kind === 'unknown' || kind === 'ignored';

/**
 * Options that the same file passes to the same program, and that are refused for the same reason: one habit is one finding, at the first
 * place. Unknown options are one habit in a document, and in other files those of one command. Empty if the script's own starts don't pass
 * the option.
 */
export function likeIn({ script, repository, entry }: Start, option: Refused): readonly Refused[] {
  const own = option.at.file === script.path ? script : repository.script(option.at.file);
  const habits = own && entry !== undefined ? refusedIn(own).get(entry) : undefined;
  return habits?.places.has(option.at.start) ? (habits.byName.get(habits.nameOf(option)) ?? []) : [];
}

/** The operand of a program that an option is called as. */
const operandCalled = (name: string, options: readonly OptionFact[]): string | undefined =>
  options
    .filter(({ positional }) => positional)
    .flatMap(({ names }) => names.map(({ text }) => text))
    .find((text) => text.replaceAll('-', '_') === name.replaceAll('-', '_'));
