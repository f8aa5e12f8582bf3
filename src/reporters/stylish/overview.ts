import type { Finding } from '../../api/finding';
import { groupBy } from '../../text/group-by';
import { bySeverity, type Counts, count, plural } from '../summary';
import { visible } from '../text/visible';
import { displayWidth, padEnd, wrap } from '../text/width';
import type { Page } from './table';

/** Beyond this, nobody reads the findings from the first to the last. */
const longReport = 50;

export const isLong = (findings: readonly Finding[]): boolean => findings.length > longReport;

/** Rows of each table below a report. A summary alone has all of them. */
const mostRows = 12;

/** Where the output has no width, as in a file or a log. */
const usualWidth = 100;

interface Row {
  readonly name: string;
  readonly counts: Counts;
  readonly fixable: number;
  readonly spread: number;
}

/** The findings counted by rule and by example, and what to fix first. */
export function overview(page: Page, { isAlone }: { readonly isAlone: boolean }): string {
  const { findings } = page.result;
  const limit = isAlone ? Number.POSITIVE_INFINITY : mostRows;
  const rules = rowsBy(
    findings,
    ({ rule }) => rule,
    ({ at, example }) => example ?? at.file,
  );
  const examples = rowsBy(
    findings,
    ({ example }) => example ?? 'outside of examples',
    ({ rule }) => rule,
  );
  const parts = [
    table(page, ['rule', 'examples'], rules, limit),
    ...(examples.length > 1 ? [table(page, ['example', 'rules'], examples, limit)] : []),
    firstSteps(page, rules),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function rowsBy(
  findings: readonly Finding[],
  name: (finding: Finding) => string,
  spread: (finding: Finding) => string,
): readonly Row[] {
  return [...groupBy(findings, name)]
    .map(([key, group]) => ({
      name: key,
      counts: count(group),
      fixable: group.filter(({ fix, unsafe }) => fix && !unsafe).length,
      spread: new Set(group.map(spread)).size,
    }))
    .sort((a, b) => bySeverity(a.counts, b.counts));
}

function table(
  { colors, options }: Page,
  [title, spread]: readonly [string, string],
  rows: readonly Row[],
  limit: number,
): string {
  const shown = rows.slice(0, limit);
  const cell = (number: number): string => (number === 0 ? '·' : String(number));
  const head = ['errors', 'warnings', 'infos', 'fixable', spread];
  const lines = shown.map(({ counts, fixable, spread: width }) =>
    [counts.error, counts.warning, counts.info, fixable, width].map(cell),
  );
  const widths = head.map((name, column) => Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const numbers = (cells: readonly string[]): string =>
    cells.map((text, column) => `  ${text.padStart(widths[column] ?? 0)}`).join('');
  const room = Math.max(20, (options.width ?? usualWidth) - 2 - numbers(head).length);
  const names = shown.map(({ name }) => fromEnd(visible(name), room));
  const width = Math.max(title.length, ...names.map(displayWidth));
  const written = lines.map((cells, row) => `  ${padEnd(names[row] ?? '', width)}${numbers(cells)}`);
  const more = rows.length - shown.length;
  return [
    colors.dim(`  ${padEnd(title, width)}${numbers(head)}`),
    ...written,
    ...(more > 0 ? [colors.dim(`  and ${plural(more, `more ${title}`)}: see \`cvl lint --summary\``)] : []),
    '',
  ].join('\n');
}

/** The end of a path says more than its beginning. */
function fromEnd(text: string, room: number): string {
  if (displayWidth(text) <= room) return text;
  const kept = [...text].slice(-(room - 1));
  return `…${kept.join('')}`;
}

/** What to do first: what hides other findings, what needs no person, and what is worst. */
function firstSteps({ result, options, colors }: Page, rules: readonly Row[]): string {
  const steps: string[] = [];
  const unread = new Set(result.findings.filter(({ fatal }) => fatal).map(({ at }) => at.file));
  if (unread.size > 0) {
    const [first = ''] = unread;
    const others = unread.size > 1 ? ` and ${plural(unread.size - 1, 'more file')}` : '';
    steps.push(`Fix what keeps ${visible(first)}${others} from being read, because other rules saw nothing of it.`);
  }
  const fixable = result.findings.filter(({ fix, unsafe }) => fix && !unsafe).length;
  if (fixable > 0) steps.push(`Run \`cvl lint --fix\`, which can fix ${plural(fixable, 'finding')}.`);
  for (const { name, counts, spread } of rules.slice(0, 2)) {
    const summary = result.rules.find(({ id }) => id === name)?.docs.summary;
    const worst = counts.error > 0 ? plural(counts.error, 'error') : plural(counts.warning + counts.info, 'finding');
    const where = spread > 1 ? `${worst} in ${plural(spread, 'place')}` : worst;
    steps.push(`Look at ${name}, ${where}${summary ? ` (“${visible(summary)}”)` : ''}: \`cvl lint --rule ${name}\`.`);
  }
  steps.push('To accept the rest for now and report only what is new: `cvl lint --write-baseline`.');
  const width = (options.width ?? usualWidth) - 5;
  const lines = steps.flatMap((step, index) =>
    wrap(step, width).map((line, row) => (row === 0 ? `  ${index + 1}. ${line}` : `     ${line}`)),
  );
  return [colors.bold('Fix first'), ...lines, ''].join('\n');
}
