import type { Moment } from '../moment';
import { noMoment } from '../moment';
import type { RunFile, RunSink, SeriesOptions, SeriesSink } from '../reader';
import { textBytes } from './bytes';
import { type Cell, createRowScanner, type Row } from './json-rows';

/** How one tool lays out its records. */
export interface RecordLayout {
  /** Where the records are: `''` for JSON lines, `log_history[]` for a list. */
  readonly rowPath: string;
  /** Fills the moment (step, epoch, time) from a record. */
  when(row: Row, moment: Moment): void;
  /** How to read a value; false: it isn't a series. Called once for each key and kind of record. */
  series(key: string, row: Row): SeriesOptions | false;
  /** The name of a key's series. Default: the key. */
  nameOf?(key: string): string;
  /** Whether to keep a value of a record, by its key: a list of thousands would crowd out the rest. Default: all. */
  keeps?(key: string): boolean;
  /** The kind of a record, where the same key means different things in different records. */
  kind?(row: Row): string;
  /** Sees each record first; false: skip it. */
  row?(row: Row): boolean | undefined;
  /** Scalars outside records. */
  outer?(cell: Cell): void;
}

const KINDS = 16;
const KEYS = 5000;

/** Streams records into series: each number in a record is one value. `"NaN"` and `"Infinity"` in quotes count as numbers. */
export async function readRecords(file: RunFile, sink: RunSink, layout: RecordLayout): Promise<void> {
  const moment = noMoment();
  let rows = 0;
  /** Series by key, for each kind of record; null: the key isn't a series. */
  const knownByKind = new Map<string, Map<string, SeriesSink | null>>();
  const scanner = createRowScanner(layout.rowPath, {
    row(row) {
      rows += 1;
      if (layout.row?.(row) === false) return;
      moment.step = Number.NaN;
      moment.epoch = Number.NaN;
      moment.time = Number.NaN;
      layout.when(row, moment);
      const kind = layout.kind?.(row) ?? '';
      let known = knownByKind.get(kind);
      if (known === undefined) {
        known = new Map();
        if (knownByKind.size < KINDS) knownByKind.set(kind, known);
      }
      for (const cell of row.cells) {
        const value = numeric(cell);
        if (value === undefined) continue;
        let series = known.get(cell.key);
        if (series === undefined) {
          const options = layout.series(cell.key, row);
          series = options === false ? null : sink.series(layout.nameOf?.(cell.key) ?? cell.key, options);
          if (known.size < KEYS) known.set(cell.key, series);
        }
        if (series === null) continue;
        moment.line = cell.line;
        moment.column = cell.column;
        series.add(value, moment);
      }
    },
    outer: layout.outer,
    keeps: layout.keeps,
    error: (message, at) => sink.problem(message, at),
  });
  for await (const chunk of textBytes(file)) scanner.push(chunk);
  scanner.end();
  if (rows === 0 && layout.outer === undefined) sink.problem('the file contains no records');
}

/** Streams records that hold no series: each outermost value, or those at `rowPath`. */
export const readRows = (file: RunFile, sink: RunSink, onRow: (row: Row) => void, rowPath = ''): Promise<void> =>
  readRecords(file, sink, {
    rowPath,
    when() {},
    series: () => false,
    row: (row) => void onRow(row),
  });

const QUOTED: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** The number of a value; those that JSON has no form of may be texts. */
export function numeric({ value }: Cell): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? QUOTED.get(value) : undefined;
}

/** The number at the first of the keys that holds one; NaN: none does. */
export function firstNumber(row: Row, keys: readonly string[]): number {
  for (const key of keys) {
    const value = row.number(key);
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** The last answer for each row path: several readers look at the same head, one after the other. */
const lastRows = new Map<string, { readonly text: string; readonly rows: readonly Row[] }>();

/** The complete records in the head of a candidate, for detection. At most 20. */
export function rowsInHead(text: string, rowPath = ''): readonly Row[] {
  const before = lastRows.get(rowPath);
  if (before?.text === text) return before.rows;
  const rows: Row[] = [];
  const first = text.trimStart()[0];
  if (first === '{' || first === '[' || first === '<') {
    const scanner = createRowScanner(rowPath, { row: (row) => void (rows.length < 20 && rows.push(row)), error() {} });
    scanner.push(Buffer.from(text));
  }
  lastRows.set(rowPath, { text, rows });
  return rows;
}
