import { pathToFileURL } from 'node:url';
import type picocolors from 'picocolors';
import type { Finding, LintResult } from '../../api/finding';
import type { ReporterOptions } from '../../api/reporter';
import type { Locate } from '../locate';
import { absolutePath, pathFrom } from '../paths';
import { byFile, count, describeCounts, plural } from '../summary';
import { ends, sparkline } from '../text/sparkline';
import { shorten, visible, visibleLines } from '../text/visible';
import { displayWidth, padEnd, wrap } from '../text/width';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** What is printed, and how. */
export interface Page {
  readonly result: LintResult;
  readonly options: ReporterOptions;
  readonly colors: Colors;
  readonly at: Locate;
}

interface Row {
  readonly finding: Finding;
  readonly line: string;
  readonly column: string;
  readonly message: readonly string[];
}

/** Longer messages would bury the other findings. The formats for programs have everything. */
const limits = { message: 2000, lines: 8, related: 5 };
/** In a narrower column, messages aren't wrapped, because each line would have only a few words. */
const narrowest = 30;

/** A table for each file. */
export function files(page: Page, findings: readonly Finding[]): string {
  const groups = [...byFile(findings)];
  const headings = exampleHeadings(page, groups);
  return groups
    .map(([file, findings]) => `${headings.get(file) ?? ''}${fileName(page, file)}\n${table(page, findings)}\n\n`)
    .join('');
}

/**
 * On a terminal, if several examples have findings, an example with findings in several files gets a heading. Everywhere else the layout
 * is exactly ESLint's, because other programs read it.
 */
function exampleHeadings(
  { options, colors }: Page,
  groups: readonly (readonly [string, readonly Finding[]])[],
): Map<string, string> {
  const headings = new Map<string, string>();
  if (options.width === undefined) return headings;
  const examples = new Map<string, { readonly first: string; files: number; findings: Finding[] }>();
  for (const [file, findings] of groups) {
    const example = findings[0]?.example;
    if (example === undefined) continue;
    const known = examples.get(example) ?? { first: file, files: 0, findings: [] };
    known.files++;
    known.findings.push(...findings);
    examples.set(example, known);
  }
  if (examples.size < 2) return headings;
  for (const [example, { first, files: number, findings }] of examples) {
    if (number < 2) continue;
    const counts = colors.dim(`${plural(number, 'file')}, ${describeCounts(count(findings))}`);
    headings.set(first, `${colors.bold(visible(example))}  ${counts}\n\n`);
  }
  return headings;
}

function fileName({ result, options, colors }: Page, file: string): string {
  const name = colors.underline(visible(pathFrom(options.cwd, result.root, file)));
  return options.hyperlinks ? hyperlink(pathToFileURL(absolutePath(result.root, file)).href, name) : name;
}

/** The id of a rule, which opens its page where one is configured. */
function ruleId({ result, options, colors }: Page, id: string): string {
  const url = options.hyperlinks ? result.rules.find((rule) => rule.id === id)?.url : undefined;
  const text = colors.dim(visible(id));
  return url === undefined ? text : hyperlink(new URL(url).href, text);
}

/** OSC 8: a click on the text opens the address. */
const hyperlink = (url: string, text: string): string => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;

function table(page: Page, findings: readonly Finding[]): string {
  const { colors, options } = page;
  const rows = findings.map((finding) => row(page, finding));
  const widest = (cells: Iterable<string>): number => {
    let width = 0;
    for (const cell of cells) width = Math.max(width, displayWidth(cell));
    return width;
  };
  const widths = {
    line: widest(rows.map((each) => each.line)),
    column: widest(rows.map((each) => each.column)),
    severity: widest(findings.map((finding) => finding.severity)),
    rule: widest(findings.map((finding) => visible(finding.rule))),
    message: widest(rows.flatMap((each) => each.message)),
  };
  const indent = 2 + widths.line + 1 + widths.column + 2 + widths.severity + 2;
  const room = (options.width ?? Number.POSITIVE_INFINITY) - indent - 2 - widths.rule;
  const width = room >= narrowest ? Math.min(room, widths.message) : widths.message;
  const margin = ' '.repeat(indent);
  return rows
    .flatMap(({ finding, line, column, message }) => {
      const [first = '', ...others] = message.flatMap((text) => (room >= narrowest ? wrap(text, width) : [text]));
      const place = `${' '.repeat(widths.line - line.length)}${colors.dim(`${line}:${column}`)}${' '.repeat(widths.column - column.length)}`;
      const severity = `${paint(colors, finding.severity)}${' '.repeat(widths.severity - finding.severity.length)}`;
      const head = `  ${place}  ${severity}  ${padEnd(first, width)}  ${ruleId(page, finding.rule)}`.trimEnd();
      return [
        head,
        ...others.map((text) => `${margin}${text}`),
        ...notes(page, finding, indent).map((text) => `${margin}${text}`),
      ];
    })
    .join('\n');
}

/** As in ESLint, a finding without a line is at `0:0`, and a full stop at the end is dropped unless it follows a space. */
function row({ at }: Page, finding: Finding): Row {
  const region = at(finding.at);
  const lines = visibleLines(shorten(finding.message, limits.message).replace(/([^ ])\.$/u, '$1'));
  const [first = '', ...others] = lines.length > limits.lines ? [...lines.slice(0, limits.lines - 1), '…'] : lines;
  return {
    finding,
    line: String(region?.line ?? 0),
    column: String(region?.column ?? 0),
    message: [first, ...others.map((line) => `│ ${line}`)],
  };
}

/** The lines below a row: the sparkline, and the related places. */
function notes({ result, options, colors, at }: Page, finding: Finding, indent: number): string[] {
  const room = Math.max(narrowest, (options.width ?? Number.POSITIVE_INFINITY) - indent);
  const lines: string[] = [];
  if (finding.sparkline && finding.sparkline.length > 0) {
    lines.push(`${colors.cyan(sparkline(finding.sparkline))}  ${colors.dim(ends(finding.sparkline))}`);
  }
  for (const related of finding.related.slice(0, limits.related)) {
    const region = at(related.at);
    const path = visible(pathFrom(options.cwd, result.root, related.at.file));
    const place = region ? `${path}:${region.line}:${region.column}` : path;
    const note = `↳ ${place} ${shorten(visible(related.message), limits.message)}`.trimEnd();
    lines.push(...wrap(note, room).map((line, row) => colors.dim(row === 0 ? line : `  ${line}`)));
  }
  const hidden = finding.related.length - limits.related;
  if (hidden > 0) lines.push(colors.dim(`↳ and ${plural(hidden, 'more place')}`));
  return lines;
}

function paint(colors: Colors, severity: Finding['severity']): string {
  if (severity === 'error') return colors.red(severity);
  return severity === 'warning' ? colors.yellow(severity) : colors.blue(severity);
}
