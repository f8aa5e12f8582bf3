/** One file's decoded text. `path` is relative to the repository root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A stretch of one file: offsets in UTF-16 units of the decoded text, `end` exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Where in the file's structure this is, for example `presets.train.script`: stays the same when lines move. */
  readonly anchor?: string;
}

/** A place given by line and column, both from 1, for files that are never held whole, such as logs. `endColumn` is exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A whole file or folder. */
export interface Whole {
  readonly file: string;
}

export type Location = Span | Place | Whole;

/** Something in a file that its language does not allow, found while parsing. */
export interface Problem {
  readonly message: string;
  readonly span: Span;
}

export const isSpan = (location: Location): location is Span => 'start' in location;
export const isPlace = (location: Location): location is Place => 'line' in location;
