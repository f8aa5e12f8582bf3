import type { LintResult } from '../api/finding';
import { lineStarts, regionOf } from '../text/lines';
import { isPlace, isSpan, type Location, type Region } from '../text/span';

/** Undefined for a whole file or folder, and if the text of a file isn't available. */
export type Locate = (location: Location) => Region | undefined;

const known = new WeakMap<LintResult, Locate>();

/** Converts the locations of a result to lines and columns. All reports share the line table of a file. */
export function locate(result: LintResult): Locate {
  const existing = known.get(result);
  if (existing) return existing;
  const tables = new Map<string, readonly number[] | undefined>();
  const tableOf = (file: string): readonly number[] | undefined => {
    if (!tables.has(file)) {
      const text = result.text(file);
      tables.set(file, text === undefined ? undefined : lineStarts(text));
    }
    return tables.get(file);
  };
  const made: Locate = (location) => {
    if (isSpan(location)) {
      if (location.region) return location.region;
      const starts = tableOf(location.file);
      return starts && regionOf(starts, location);
    }
    if (!isPlace(location)) return undefined;
    const line = Math.max(1, location.line);
    const column = Math.max(1, location.column);
    const endLine = Math.max(line, location.endLine ?? line);
    const endColumn = Math.max(endLine === line ? column : 1, location.endColumn ?? (endLine === line ? column : 1));
    return { line, column, endLine, endColumn };
  };
  known.set(result, made);
  return made;
}

/** The region of a whole file, for formats that require a line. */
export const wholeFile: Region = { line: 1, column: 1, endLine: 1, endColumn: 1 };
