import picocolors from 'picocolors';
import type { Finding } from '../../api/finding';
import { mostSevereFirst, plural } from '../summary';
import { shorten, visible } from '../text/visible';
import { displayWidth, wrap } from '../text/width';
import { curveRows } from './curve-rows';
import { foldSeries, titledSeries } from './titles';
import { figure, lineOf, type RunView, titleOf, type Verdict, verdictOf } from './view';

export interface TableOptions {
  readonly color: boolean;
  /** In columns; default 80. */
  readonly width?: number;
  /** Findings that were printed before: counted, and not repeated. */
  readonly known?: ReadonlySet<Finding>;
  /** Shows the series that are folded otherwise. */
  readonly all?: boolean;
}

/** Longer lines of prose are hard to read, however wide the terminal is. */
const widestProse = 100;

type Colors = ReturnType<typeof picocolors.createColors>;

/** Runs for people: for each a heading, its most important curves, and the verdict with its findings. */
export function runsAsTable(views: readonly RunView[], options: TableOptions): string {
  const colors = picocolors.createColors(options.color);
  if (views.length === 0) return 'No runs were found.\n';
  return `${views.map((view) => block(view, colors, options)).join('\n')}\n${summary(views, colors)}\n`;
}

function block(view: RunView, colors: Colors, options: TableOptions): string {
  const { width = 80, known = new Set() } = options;
  const before = view.findings.filter((finding) => known.has(finding)).length;
  return `${[
    ...heading(view, colors, width),
    ...curves(view, colors, options.all === true, width),
    ...mark(verdictOf(view), colors, width),
    ...mostSevereFirst(view.findings.filter((finding) => !known.has(finding))).flatMap((finding) =>
      findingLines(finding, colors, width),
    ),
    ...(before > 0 ? [`    ${colors.dim(`${before === view.findings.length ? 'Shown' : `${before} shown`} above.`)}`] : []),
  ].join('\n')}\n`;
}

/** The run's name and facts on one line, or the facts below the name. */
function heading(view: RunView, colors: Colors, width: number): string[] {
  const name = visible(titleOf(view));
  const text = facts(view).map(visible).join(' · ');
  if (displayWidth(name) + 2 + displayWidth(text) <= width) return [`${colors.bold(name)}  ${colors.dim(text)}`];
  return [colors.bold(name), ...wrap(text, Math.min(width, widestProse) - 2).map((line) => `  ${colors.dim(line)}`)];
}

function curves({ run, findings }: RunView, colors: Colors, isAll: boolean, width: number): string[] {
  const named = new Set(findings.map(({ evidence }) => evidence?.['series']));
  const { shown, folded } = foldSeries(titledSeries(run), named);
  const rows = curveRows(isAll ? [...shown, ...folded] : shown, colors, width);
  if (folded.length === 0) return rows;
  const names = [...new Set(folded.map(({ title }) => visible(title)))];
  const head = `+ ${folded.length} more (--all): `;
  if (!isAll) return [...rows, `  ${colors.dim(listed(head, names, width - 2))}`];
  const heads = rows.length - folded.length;
  return [...rows.slice(0, heads), `  ${colors.dim(`${folded.length} shown with --all only:`)}`, ...rows.slice(heads)];
}

/** As many names as fit. */
function listed(head: string, names: readonly string[], width: number): string {
  let line = head;
  for (const [index, name] of names.entries()) {
    const next = `${line}${index > 0 ? ', ' : ''}${name}`;
    if (displayWidth(next) + (index < names.length - 1 ? 3 : 0) > width) return `${line}${index > 0 ? ', ' : ''}…`;
    line = next;
  }
  return line;
}

function facts({ run, tasks }: RunView): string[] {
  const { framework, frameworkVersion, reader, reached, planned, status, ending } = run;
  const steps =
    reached.step === undefined
      ? undefined
      : `${figure(reached.step)}${planned.steps ? ` of ${figure(planned.steps)}` : ''} ${(planned.steps ?? reached.step) === 1 ? 'step' : 'steps'}`;
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

function mark({ kind, text }: Verdict, colors: Colors, width: number): string[] {
  const [sign, paint] = {
    error: ['✖', colors.red] as const,
    warning: ['!', colors.yellow] as const,
    sound: ['✓', colors.green] as const,
    unjudged: ['?', colors.magenta] as const,
  }[kind];
  const lines = wrap(visible(text), Math.min(width, widestProse) - 4);
  return lines.map((line, row) => `  ${paint(`${row === 0 ? sign : ' '} ${line}`)}`);
}

function findingLines({ severity, message, rule, at }: Finding, colors: Colors, width: number): string[] {
  const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.blue;
  const place = [at.file.split('/').at(-1) ?? '', lineOf({ at })].filter((part) => part !== '').join(':');
  const head = `    ${paint(severity.padEnd(7))}  ${colors.dim(`${visible(place)}  ${visible(rule)}`)}`;
  const margin = ' '.repeat(4 + 7 + 2);
  const lines = wrap(visible(message), Math.max(30, Math.min(width, widestProse) - margin.length));
  return [head, ...lines.map((line) => `${margin}${line}`)];
}

function summary(views: readonly RunView[], colors: Colors): string {
  const counts = { error: 0, warning: 0, sound: 0, unjudged: 0 };
  for (const view of views) counts[verdictOf(view).kind] += 1;
  const parts = [
    counts.error > 0 && colors.red(`${counts.error} with errors`),
    counts.warning > 0 && colors.yellow(`${counts.warning} with warnings`),
    counts.sound > 0 && colors.green(`${counts.sound} without problems`),
    counts.unjudged > 0 && colors.magenta(`${counts.unjudged} not judged`),
  ].filter((part) => part !== false);
  return `${plural(views.length, 'run')}: ${parts.join(', ')}`;
}
