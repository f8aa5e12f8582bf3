import type { LintResult } from './finding';

/** How a report for people is arranged. */
export interface View {
  /** What findings are grouped by. Default `file`. */
  readonly group?: 'file' | 'rule' | 'example' | 'severity';
  /** Within a file, the most severe findings come first, instead of those on the first lines. */
  readonly severityFirst?: boolean;
  /** At most so many findings of each rule are shown. */
  readonly max?: number;
  /** Warnings and infos aren't in the result. */
  readonly errorsOnly?: boolean;
  /** Only the counts by rule and by example, without the findings. */
  readonly summaryOnly?: boolean;
}

/** Where a report goes: what its terminal can show, and where the command was started. */
export interface ReporterOptions {
  readonly color: boolean;
  /** Whether the output supports OSC 8 hyperlinks. */
  readonly hyperlinks: boolean;
  /** The terminal's width in columns. Undefined if the output isn't a terminal. */
  readonly width?: number;
  /** The environment variables, for reporters of a CI system. */
  readonly env: { readonly [name: string]: string | undefined };
  /** The folder where the command was started, absolute. Reports for people show paths relative to it. */
  readonly cwd: string;
  /** How the user wants a report for people to be arranged. */
  readonly view?: View;
}

/** Turns a result into the text of a report. It writes nothing itself. */
export interface Reporter {
  /** One line for `--help`. */
  readonly summary: string;
  report(result: LintResult, options: ReporterOptions): string | Promise<string>;
  /** Other files that belong to the report, such as a CI system's step summary. The text is appended to the file at the absolute path. */
  attachments?(result: LintResult, options: ReporterOptions): { readonly path: string; readonly text: string }[];
}

/** Checks the types of a reporter and returns it unchanged. */
export const defineReporter = (reporter: Reporter): Reporter => reporter;
