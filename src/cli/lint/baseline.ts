import { join, resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { readText } from '../../config/packages';
import { extendedBaseline, merged } from '../../engine/baseline/apply';
import { type Baseline, type BaselineEntry, baselineName } from '../../engine/baseline/form';
import { baselineText, readBaseline } from '../../engine/baseline/text';
import type { LintOptions } from '../../engine/lint';
import { WriteError } from '../../files/problem';
import type { Repository } from '../../model/targets';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { toFile } from '../output';

type Comparison = Parameters<NonNullable<LintOptions['compared']>>;

/** The baseline of one run of `cvl lint`. */
export interface OpenBaseline {
  /** What `lint` takes. */
  readonly options: Pick<LintOptions, 'baseline' | 'compared'>;
  /** What a person should know about it, a line each. */
  hints(): readonly string[];
  /** Removes entries that no longer occur, and follows renamed files. Gives a line about it. */
  prune(): Promise<string>;
  /** Adds all findings that count. Gives a line about it. */
  extend(project: { readonly repository: Pick<Repository, 'isIgnored'> }): Promise<string>;
}

/** The baseline that the flags ask for. */
export const baselineOf = async (
  flags: { readonly baseline?: string | undefined; readonly 'no-baseline': boolean; readonly 'write-baseline': boolean },
  root: string,
  cwd: string,
) =>
  flags['no-baseline'] ? undefined : openBaseline({ root, cwd, named: flags.baseline, mayBeMissing: flags['write-baseline'] });

/** Reads the baseline of a repository, or the one that is named. Throws ConfigurationError where it's broken, or named and missing. */
export async function openBaseline({
  root,
  cwd,
  named,
  mayBeMissing,
}: {
  readonly root: string;
  readonly cwd: string;
  readonly named: string | undefined;
  readonly mayBeMissing: boolean;
}): Promise<OpenBaseline | undefined> {
  const file = named === undefined ? join(root, baselineName) : resolve(cwd, named);
  const baseline = await readBaseline(file, cwd);
  if (baseline.text === undefined && !mayBeMissing) {
    if (named === undefined) return undefined;
    throw new ConfigurationError(`${named}: no such baseline. Write it with --write-baseline.`);
  }
  let comparison: Comparison | undefined;
  const save = async (entries: readonly BaselineEntry[]): Promise<void> => {
    if (readText(file) !== baseline.text) throw new WriteError(`${baseline.name} has changed since it was read. Run again.`);
    const text = baselineText(entries);
    if (text !== baseline.text) await toFile(root, file, text);
  };
  return {
    options: { baseline, compared: (...given) => (comparison = given) },
    hints: () => (comparison ? hintsOf(baseline, comparison) : []),
    async prune() {
      const [{ stale, pruned, moved }] = done(comparison);
      await save(merged(pruned));
      const follows = moved > 0 ? `, and ${plural(moved, 'finding')} of renamed files kept` : '';
      if (stale.length === 0 && moved === 0) return visible(`${baseline.name} is up to date.`);
      return visible(`${baseline.name}: ${removed(stale)}${follows}.`);
    },
    async extend({ repository }) {
      const [compared, id] = done(comparison);
      const entries = extendedBaseline(compared, id);
      await save(entries);
      const rules = new Set(entries.map(({ rule }) => rule));
      const parts = [`${compared.fresh.length} added`];
      if (compared.stale.length > 0) parts.push(removed(compared.stale));
      if (compared.expired.length > 0) parts.push(`${sum(compared.expired)} expired and accepted again`);
      const isHidden = named === undefined && repository.isIgnored(baselineName);
      const commitAdvice = isHidden ? `Git ignores it: \`git add --force ${baselineName}\` commits it.` : 'Commit it.';
      const known = `${plural(sum(entries), 'finding')} of ${plural(rules.size, 'rule')}`;
      return visible(`${baseline.name} holds back ${known} from now on (${parts.join(', ')}). ${commitAdvice}`);
    },
  };
}

function done(comparison: Comparison | undefined): Comparison {
  if (!comparison) throw new Error('nothing has been linted yet');
  return comparison;
}

const sum = (entries: readonly BaselineEntry[]): number => entries.reduce((total, { count }) => total + count, 0);

const removed = (stale: readonly BaselineEntry[]): string =>
  `${plural(sum(stale), 'finding')} that no longer ${sum(stale) === 1 ? 'occurs' : 'occur'} removed`;

/** Enough entries to see which they are. */
const shownEntries = 5;

function hintsOf({ name }: Baseline, [{ stale, expired }]: Comparison): readonly string[] {
  const hints: string[] = [];
  const list = (entries: readonly BaselineEntry[], detail: (entry: BaselineEntry) => string): readonly string[] => [
    ...entries.slice(0, shownEntries).map((entry) => visible(`  ${entry.file || '.'}  ${entry.rule}${detail(entry)}`)),
    ...(entries.length > shownEntries ? [`  and ${entries.length - shownEntries} more`] : []),
  ];
  if (stale.length > 0) {
    const number = sum(stale);
    hints.push(
      visible(
        `hint: ${plural(number, 'finding')} of ${name} no longer ${number === 1 ? 'occurs' : 'occur'}. Run \`cvl lint --prune-baseline\` to remove ${number === 1 ? 'it' : 'them'}.`,
      ),
      ...list(stale, () => ''),
    );
  }
  if (expired.length > 0) {
    hints.push(
      visible(
        `hint: ${plural(sum(expired), 'finding')} of ${name} ${sum(expired) === 1 ? 'counts' : 'count'} again, because the date is past.`,
      ),
      ...list(expired, ({ until }) => `, until ${until}`),
    );
  }
  return hints;
}
