import type { LintResult } from './finding';

export interface ReporterOptions {
  /** Colours and hyperlinks are wanted. */
  readonly color: boolean;
  /** The output supports OSC 8 hyperlinks. */
  readonly hyperlinks: boolean;
  /** Columns of the terminal, or undefined where the output is none. */
  readonly width?: number;
  /** The environment, for reporters that belong to a CI system. */
  readonly env: { readonly [name: string]: string | undefined };
  /** Folder that paths for people are relative to: where the command was started. Absolute. */
  readonly cwd: string;
}

/** Turns a result into the text of a report; writing it is up to the caller. */
export interface Reporter {
  /** One line for `--help`. */
  readonly summary: string;
  report(result: LintResult, options: ReporterOptions): string | Promise<string>;
  /** Further files that belong to the report, such as a CI system's step summary: absolute path → text to append. */
  attachments?(result: LintResult, options: ReporterOptions): { readonly path: string; readonly text: string }[];
}

export const defineReporter = (reporter: Reporter): Reporter => reporter;
