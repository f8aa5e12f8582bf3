import picocolors from 'picocolors';
import type { Finding, LintResult } from '../../api/finding';
import { defineReporter } from '../../api/reporter';
import { locate } from '../locate';
import { type Counts, count, describeCounts, mostSevereFirst, plural } from '../summary';
import { visible } from '../text/visible';
import { wrap } from '../text/width';
import { grouped } from './groups';
import { isLong, overview } from './overview';
import { files, type Page } from './table';

export default defineReporter({
  summary: 'a table for each file, for people',
  report(result, options) {
    const page: Page = { result, options, colors: picocolors.createColors(options.color), at: locate(result) };
    const { view } = options;
    if (result.findings.length === 0) return clean(page);
    const { shown, hidden } = limited(view?.severityFirst ? mostSevereFirst(result.findings) : result.findings, view?.max);
    const body = view?.summaryOnly ? '' : view?.group ? grouped(page, shown, view.group) : files(page, shown);
    const counts = count(result.findings);
    const table =
      view?.summaryOnly || isLong(result.findings) ? `${overview(page, { isAlone: view?.summaryOnly ?? false })}\n` : '';
    const rest = view?.summaryOnly ? '' : leftOut(hidden, view?.max);
    return page.colors.reset(`\n${body}${table}${rest}${total(page, counts)}${heldBack(result)}`);
  },
});

/** What was looked at, so that a run without findings isn't mistaken for one that checked nothing. */
function clean({ result, colors, options }: Page): string {
  if (result.files.length === 0) return '';
  const { suppressed, statistics } = result;
  const accepted = suppressed.filter(({ suppression }) => suppression.kind !== 'baseline').length;
  const rules = statistics.rules.length;
  const suppressions = accepted > 0 ? ` ${plural(accepted, 'finding')} ${accepted === 1 ? 'is' : 'are'} suppressed.` : '';
  const looked = `${plural(result.files.length, 'file')}, checked with ${plural(rules, 'rule')}`;
  return `${colors.green('✔')} No ${options.view?.errorsOnly ? 'errors' : 'problems'} in ${looked}.${suppressions}\n${heldBack(result)}`;
}

function heldBack({ suppressed, baseline }: LintResult): string {
  const known = suppressed.filter(({ suppression }) => suppression.kind === 'baseline').length;
  if (known === 0) return '';
  return `  ${plural(known, 'known finding')} held back by ${visible(baseline ?? 'the baseline')}. \`--no-baseline\` shows ${known === 1 ? 'it' : 'them'}.\n`;
}

/** The first findings of each rule, and how many of it are left out. */
function limited(findings: readonly Finding[], max: number | undefined) {
  const hidden = new Map<string, number>();
  if (max === undefined) return { shown: findings, hidden };
  const seen = new Map<string, number>();
  const shown = findings.filter(({ rule }) => {
    const number = (seen.get(rule) ?? 0) + 1;
    seen.set(rule, number);
    if (number > max) hidden.set(rule, number - max);
    return number <= max;
  });
  return { shown, hidden };
}

function leftOut(hidden: ReadonlyMap<string, number>, max = 0): string {
  if (hidden.size === 0) return '';
  const most = [...hidden].sort(([, a], [, b]) => b - a);
  const all = most.reduce((sum, [, number]) => sum + number, 0);
  const list = most.slice(0, 3).map(([rule, number]) => `${number} of ${visible(rule)}`);
  if (most.length > 3) list.push(`${plural(most.length - 3, 'more rule')}`);
  return `  ${plural(all, 'finding')} left out by --max ${max}: ${list.join(', ')}.\n\n`;
}

function total({ result, colors, options: { width } }: Page, counts: Counts): string {
  const emphasis = (text: string) => (counts.error > 0 ? colors.red(colors.bold(text)) : colors.yellow(colors.bold(text)));
  const all = plural(result.findings.length, 'problem');
  const lines = [emphasis(`✖ ${all} (${describeCounts(counts)})`)];
  const fixable = count(result.findings.filter(({ fix, unsafe }) => fix && !unsafe));
  if (fixable.error + fixable.warning + fixable.info > 0) {
    const parts = [plural(fixable.error, 'error'), plural(fixable.warning, 'warning')];
    const list = fixable.info > 0 ? `${parts.join(', ')} and ${plural(fixable.info, 'info')}` : parts.join(' and ');
    lines.push(emphasis(`  ${list} potentially fixable with the \`--fix\` option.`));
  }
  const unsafe = result.findings.filter((finding) => finding.unsafe).length;
  if (unsafe > 0) {
    const also = lines.length > 1 ? 'more ' : '';
    const text = `${unsafe} ${also}fixable with \`--fix-unsafe\`, which may change what programs do: \`--fix-dry-run --fix-unsafe\` shows them.`;
    lines.push(...wrap(text, (width ?? Number.POSITIVE_INFINITY) - 2).map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}
