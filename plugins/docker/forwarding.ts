import { conditionsOf, type EnvironmentEntry, type Launch, type Part } from '../../src/api';
import { whenText } from './paths';

export interface SetVariable {
  readonly name: string;
  readonly entry: EnvironmentEntry;
  readonly value: Part;
}

/** The variables that a launch sets to a value of its own, each at the place that counts. */
export function lastEntries({ spec }: Launch): readonly SetVariable[] {
  const last = new Map(spec.env.map((entry) => [entry.name.text, entry]));
  return [...last].flatMap(([name, entry]) => (name !== undefined && entry.value ? [{ name, entry, value: entry.value }] : []));
}

/** Sets a variable exactly where the caller has set it. */
export const forwardFlag = (name: string): string => `\${${name}:+-e ${name}="$${name}"}`;

/** In which case a value is empty, as ` when …`: always, or where the caller hasn't set the variable that it is taken from. */
export function whenEmpty(launch: Launch, { entry, value }: SetVariable): string | undefined {
  const source = sourceWhenEmpty(launch, entry, value);
  if (source === undefined) return undefined;
  const base = whenText(conditionsOf(entry.flag));
  if (source === '') return base;
  return `${base}${base === '' ? ' when' : ' and'} ${source} is not set`;
}

/** The variable that leaves a value empty where it isn't set; the empty text where the value is always empty. */
function sourceWhenEmpty(
  { command, repository }: Launch,
  {
    entry: {
      span: { file, start, end },
    },
  }: EnvironmentEntry,
  part: Part,
) {
  const { text, word } = part;
  const { segments } = word;
  if (text === '') {
    const written = repository.source(file)?.text.slice(start, end) ?? '';
    return segments.find(({ defaultOf }) => defaultOf)?.defaultOf ?? /\$\{(\w+):?-(?:""|'')?\}/.exec(written)?.[1] ?? '';
  }
  const [only] = segments;
  const source = only?.unknown?.reason === 'variable' ? only.unknown.name : undefined;
  if (segments.length !== 1 || only?.text !== null || source === undefined) return undefined;
  const conditions = [...command.when, ...command.requires, ...(word.when ?? [])];
  const isTested = conditions.some(({ key, words }) => key.includes(`nonempty:${source}`) || words.includes(source));
  return isTested || command.options.has('nounset') ? undefined : source;
}
