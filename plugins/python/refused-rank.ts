import {
  groupBy,
  inAllCommands,
  nameOf,
  type OptionFact,
  type Program,
  query,
  type Related,
  type Repository,
  type Span,
  type Start,
} from '../../src/api';
import { findOption } from './options';
import { declaredAt, withOptions } from './passed-words';
import { torchMajor } from './torch-version';

/** An option that a launcher passes and that the program refuses. */
export interface Refused {
  readonly launcher: string;
  readonly passed: string;
  readonly file: string;
  /** Its other spelling, which the program has. */
  readonly option: string | undefined;
  readonly advice: string;
  readonly at: Span;
  readonly related: readonly Related[];
}

/** Equal for the same fault. */
export const keyOf = ({ launcher, passed, option }: Refused): string => `${launcher} ${passed} ${option ?? ''}`;

/** The option that a start's launcher passes and its program refuses. */
export const refusedRank = query('python.refusedRank', (start: Start): Refused | undefined => {
  const [refused] = withOptions(start, function* (program, options, file) {
    const { launcher, target } = start;
    const passed = passedRank(program, options);
    if (!launcher || launcher.refused.length > 0 || passed === undefined || findOption(passed, options)) return;
    const script = nameOf(target.part.text ?? file);
    const advice =
      launcher.name === 'deepspeed'
        ? 'Add the option, or `--no_local_rank` before the script, and read `os.environ["LOCAL_RANK"]`.'
        : `Start it with \`torchrun\`, and read \`int(os.environ["LOCAL_RANK"])\` in ${script}.`;
    const at = launcher.options[0]?.span ?? target.part.span;
    const option = otherSpelling(passed, options);
    yield { launcher: launcher.name, passed, file, option, advice, at, related: declaredAt(options) };
  });
  return refused;
});

const refusedRanks = inAllCommands<Refused>('python.refusedRanks', ({ example, starts }) =>
  example?.metadata ? [] : starts.flatMap((start) => refusedRank(start) ?? []),
);

/** The commands of a repository with the same fault, except those of examples with metadata, which stand alone. */
export const habitsOf = query('python.refusedRankHabits', (repository: Repository) => groupBy(refusedRanks(repository), keyOf));

/**
 * The option that each process gets. Which spelling it has can depend on the version of PyTorch: it's unknown only if the program has one of
 * them.
 */
function passedRank(program: Program, options: readonly OptionFact[]): string | undefined {
  const passes = program.start.launcher?.passes ?? [];
  const [current, before] = passes;
  if (before === undefined) return current;
  const major = torchMajor(program);
  if (major === undefined) return passes.some((each) => findOption(each, options)) ? undefined : current;
  return major >= 2 ? current : before;
}

const otherSpelling = (passed: string, options: readonly OptionFact[]): string | undefined =>
  options
    .flatMap(({ names }) => names.map(({ text }) => text))
    .find((text) => text !== passed && text.replaceAll('_', '-') === passed.replaceAll('_', '-'));
