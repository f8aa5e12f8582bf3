import picocolors from 'picocolors';
import type { Finding } from '../../api/finding';
import type { Series } from '../../runs';
import { mostSevereFirst, plural } from '../summary';
import { sparkline } from '../text/sparkline';
import { shorten, visible } from '../text/visible';
import { displayWidth, padEnd, wrap } from '../text/width';
import { bestOf, figure, lineOf, principalSeries, type RunView, titleOf, type Verdict, verdictOf } from './view';

export interface TableOptions {
  readonly color: boolean;
  /** The terminal's width in columns. Undefined if the output isn't a terminal. Then nothing is wrapped. */
  readonly width?: number;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** Runs for people: for each a heading, its most important curves, and the verdict with its findings. */
export function runsAsTable(views: readonly RunView[], options: TableOptions): string {
  const colors = picocolors.createColors(options.color);
  if (views.length === 0) return 'No runs were found.\n';
  return `${views.map((view) => block(view, colors, options)).join('\n')}\n${summary(views, colors)}\n`;
}

function block(view: RunView, colors: Colors, options: TableOptions): string {
  const { run, findings } = view;
  const lines = [`${colors.bold(visible(titleOf(view)))}  ${colors.dim(facts(view).map(visible).join(' · '))}`];
  lines.push(...curves(principalSeries(run), colors));
  lines.push(`  ${mark(verdictOf(view), colors)}`);
  for (const finding of mostSevereFirst(findings)) lines.push(...findingLines(finding, colors, options));
  return `${lines.join('\n')}\n`;
}

function facts({ run, tasks }: RunView): string[] {
  const { framework, frameworkVersion, reader, reached, planned, status, ending } = run;
  const steps =
    reached.step === undefined
      ? undefined
      : `${figure(reached.step)}${planned.steps ? ` of ${figure(planned.steps)}` : ''} steps`;
  const epochs =
    reached.epoch === undefined ? undefined : `epoch ${figure(reached.epoch)}${planned.epochs ? ` of ${planned.epochs}` : ''}`;
  const starts = run.segments.length > 1 ? plural(run.segments.length, 'start') : undefined;
  const ended = ending === undefined ? status : `${status} (${shorten(ending.reason, 60)})`;
  const name = framework === undefined ? reader : `${framework}${frameworkVersion ? ` ${frameworkVersion}` : ''}`;
  const task = tasks.join(', ') || 'unknown task';
  return [name, task, steps, epochs, starts, status === 'unknown' ? 'unknown status' : ended].filter(
    (fact) => fact !== undefined,
  );
}

function curves(all: readonly Series[], colors: Colors): string[] {
  const rows = all.map((series) => {
    const best = bestOf(series);
    const broken = series.nonFinite ? `, ${series.nonFinite.count} not finite` : '';
    return {
      name: visible(series.name),
      range:
        series.kind === 'summary'
          ? `${figure(series.closing.value)} at the end`
          : `${figure(series.opening.value)} → ${figure(series.closing.value)}`,
      best: best === undefined || series.kind === 'summary' ? '' : `best ${figure(best.value)}`,
      count: series.kind === 'summary' ? '' : `${plural(series.count, 'value')}${broken}`,
      drawing: series.count > 1 ? sparkline(drawn(series), 24) : '',
    };
  });
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => displayWidth(pick(row))));
  const widths = {
    name: width(({ name }) => name),
    range: width(({ range }) => range),
    best: width(({ best }) => best),
    drawing: width(({ drawing }) => drawing),
  };
  return rows.map(({ name, range, best, count, drawing }) =>
    `  ${padEnd(name, widths.name)}  ${padEnd(range, widths.range)}  ${padEnd(best, widths.best)}  ${colors.cyan(padEnd(drawing, widths.drawing))}  ${colors.dim(count)}`.trimEnd(),
  );
}

/** The logarithms of values that span more than three powers of ten, as on the HTML page. */
function drawn({ points, min, max }: Series): number[] {
  const isWide = min !== undefined && max !== undefined && min.value > 0 && max.value > 1000 * min.value;
  return points.map(({ value }) => (isWide ? Math.log(value) : value));
}

function mark({ kind, text }: Verdict, colors: Colors): string {
  if (kind === 'error') return colors.red(`✖ ${text}`);
  if (kind === 'warning') return colors.yellow(`! ${text}`);
  return kind === 'sound' ? colors.green(`✓ ${text}`) : colors.magenta(`? ${visible(text)}`);
}

function findingLines(finding: Finding, colors: Colors, { width }: TableOptions): string[] {
  const { severity, message, rule } = finding;
  const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.blue;
  const place = [finding.at.file.split('/').at(-1) ?? '', lineOf(finding)].filter((part) => part !== '').join(':');
  const text = `${visible(message)}  ${rule}`;
  const indent = 4 + 7 + 2;
  const shown = width === undefined ? [text] : wrap(text, Math.max(30, width - indent));
  const margin = ' '.repeat(indent);
  return [`    ${paint(severity.padEnd(7))}  ${colors.dim(visible(place))}`, ...shown.map((line) => `${margin}${line}`)];
}

function summary(views: readonly RunView[], colors: Colors): string {
  const counts = { error: 0, warning: 0, sound: 0, unjudged: 0 };
  for (const view of views) counts[verdictOf(view).kind] += 1;
  const parts = [
    counts.error > 0 && colors.red(`${counts.error} with errors`),
    counts.warning > 0 && colors.yellow(`${counts.warning} with warnings`),
    counts.sound > 0 && colors.green(`${counts.sound} without problems`),
    counts.unjudged > 0 && colors.magenta(`${counts.unjudged} with too little data to judge`),
  ].filter((part) => part !== false);
  return `${plural(views.length, 'run')}: ${parts.join(', ')}`;
}
