/** One file's decoded text. `path` is relative to the repository root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A range of one file: offsets in UTF-16 units of the decoded text, `end` exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Where this is in the file's structure, for example `presets.train.script`. Stays the same when lines move. */
  readonly anchor?: string;
  /** Its lines and columns, in findings. */
  readonly region?: Region;
}

/** Lines and columns are from 1, columns in UTF-16 units, the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A line and column, both from 1, in a file that isn't kept in memory, such as a log. `endColumn` is exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A whole file or folder, for findings without a line. */
export interface Whole {
  readonly file: string;
}

/** Where a finding is: a range of text, a line and column, or a whole file or folder. */
export type Location = Span | Place | Whole;

/** Something in a file that its language doesn't allow, found while parsing. */
export interface Problem {
  readonly message: string;
  readonly span: Span;
}

/** Whether a location is a range of a file's text. */
export const isSpan = (location: Location): location is Span => 'start' in location;
/** Whether a location is a line and column. */
export const isPlace = (location: Location): location is Place => 'line' in location;
