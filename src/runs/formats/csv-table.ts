import type { Split } from '../model/series';
import { noMoment } from '../moment';
import { SPLITS } from '../names/splits';
import type { RunFile, RunSink, SeriesOptions, SeriesSink } from '../reader';
import { type CsvRow, cellColumn, cellNumber, cellText, delimiterOf, eachRow } from './csv-rows';
import { UNENDED } from './lines';
import { NOT_A_NUMBER } from './number';

const HASH = 0x23;

/** How one tool lays out its table: which columns say when, and which hold values. Names are compared as written, trimmed. */
export interface TableLayout {
  readonly step?: Columns;
  readonly epoch?: Columns;
  readonly time?: readonly string[];
  /** Columns that name the split of their row. */
  readonly split?: readonly string[];
  /** False: the column isn't a series. */
  readonly series?: (column: string, columns: readonly string[]) => SeriesOptions | false;
  /** The name of a column's series; undefined: it isn't one. Default: the name of the column. */
  readonly rename?: (column: string) => string | undefined;
  /** Lines above the header that begin with `#` are comments. */
  readonly comments?: boolean;
  /** The epoch is the number of the row, from 0: the table has no column that says when. */
  readonly epochIsRow?: (columns: readonly string[]) => boolean;
}

/** Names of columns, of which the first in the table counts; they may depend on the header. */
type Columns = readonly string[] | ((columns: readonly string[]) => readonly string[]);

/** Streams a table with a header line into series. */
export async function readTable(file: RunFile, sink: RunSink, layout: TableLayout): Promise<void> {
  let table: Table | undefined;
  let unended = false;
  await eachRow(
    file,
    delimiterOf,
    (row) => {
      if (table === undefined && layout.comments && row.bytes[row.lineStart] === HASH) return;
      if (table === undefined) table = createTable(row, sink, layout);
      else table.add(row, unended);
    },
    {
      onCut: (line) => sink.limit('the line is too long; only its start was read', { line, column: 1 }),
      onUnended: () => {
        unended = true;
      },
    },
  );
  table?.end();
  if (table === undefined) sink.problem('the file is empty');
}

interface Table {
  /** `isLast`: the last row, which has no newline. */
  add(row: CsvRow, isLast: boolean): void;
  end(): void;
}

function createTable(header: CsvRow, sink: RunSink, layout: TableLayout): Table {
  const columns = Array.from({ length: header.count }, (_, index) => cellText(header, index));
  const take = valueTaker(columns, sink, layout);
  /** A row with too few cells: damage, unless it is the last one, which may still be written. */
  let shortRow: CsvRow | undefined;
  let ragged = 0;
  const problem = (message: string, line: number): void => sink.problem(message, { line, column: 1 });

  function countRagged({ count, number }: CsvRow): void {
    ragged += 1;
    if (ragged === 1) problem(`the row has ${count} cells, but the header has ${columns.length}`, number);
  }

  function add(row: CsvRow, isLast: boolean): void {
    if (shortRow !== undefined) {
      take(shortRow, shortRow.count);
      countRagged(shortRow);
      shortRow = undefined;
    }
    if (isConflictMarker(row)) problem('the file contains an unresolved merge conflict', row.number);
    else if (repeatsHeader(row, columns)) return;
    else if (row.count < columns.length) shortRow = copyOf(row);
    else {
      if (row.count > columns.length) countRagged(row);
      if (isLast) sink.limit(UNENDED, { line: row.number, column: 1 });
      take(row, isLast ? columns.length - 1 : columns.length);
    }
  }

  function end(): void {
    if (shortRow !== undefined) {
      const { count, number } = shortRow;
      problem(`the last row is incomplete (${count} of ${columns.length} cells), so its last cell was ignored`, number);
      take(shortRow, count - 1);
    }
    if (ragged > 1) sink.problem(`${ragged} rows have a different number of cells than the header`);
  }

  return { add, end };
}

/** Gives the first `count` cells of a row to the series of their columns. */
function valueTaker(columns: readonly string[], sink: RunSink, layout: TableLayout): (row: CsvRow, count: number) => void {
  const find = (given: Columns = []): number => {
    const names = typeof given === 'function' ? given(columns) : given;
    return columns.findIndex((column) => names.includes(column));
  };
  const stepColumn = find(layout.step);
  const epochColumn = find(layout.epoch);
  const timeColumn = find(layout.time);
  const splitColumn = find(layout.split);
  const seriesOf = (split: Split | undefined): (SeriesSink | undefined)[] =>
    columns.map((column, index) => {
      if ([stepColumn, epochColumn, timeColumn, splitColumn].includes(index) || column === '') return undefined;
      const options = layout.series?.(column, columns) ?? {};
      const name = layout.rename === undefined ? column : layout.rename(column);
      if (options === false || name === undefined) return undefined;
      return sink.series(name, split === undefined ? options : { ...options, known: { ...options.known, split } });
    });
  const ofSplits = new Map<Split | undefined, (SeriesSink | undefined)[]>();
  const seriesIn = (row: CsvRow): (SeriesSink | undefined)[] => {
    const split = splitColumn < 0 || splitColumn >= row.count ? undefined : SPLITS.get(cellText(row, splitColumn).toLowerCase());
    const known = ofSplits.get(split) ?? seriesOf(split);
    if (!ofSplits.has(split)) ofSplits.set(split, known);
    return known;
  };
  const whole = splitColumn < 0 ? seriesOf(undefined) : undefined;
  const moment = noMoment();
  const epochIsRow = layout.epochIsRow?.(columns) === true;
  let rows = 0;
  return (row, count) => {
    moment.step = numberIn(row, stepColumn);
    moment.epoch = epochIsRow ? rows : numberIn(row, epochColumn);
    rows += 1;
    moment.time = numberIn(row, timeColumn);
    moment.line = row.number;
    const series = whole ?? seriesIn(row);
    for (let index = 0; index < count; index++) {
      const sinkOfColumn = series[index];
      if (sinkOfColumn === undefined) continue;
      if (row.starts[index]! === row.ends[index]!) continue;
      const value = cellNumber(row, index);
      if (value === NOT_A_NUMBER) continue;
      moment.column = cellColumn(row, index);
      sinkOfColumn.add(value, moment);
    }
  };
}

/** The number in a cell; NaN: none, or no such column (-1). */
function numberIn(row: CsvRow, column: number): number {
  if (column < 0 || column >= row.count) return Number.NaN;
  const value = cellNumber(row, column);
  return value === NOT_A_NUMBER ? Number.NaN : value;
}

/** Runs that are appended to one file bring their header along. */
function repeatsHeader(row: CsvRow, columns: readonly string[]): boolean {
  const first = row.bytes[row.starts[0]!]!;
  if (first < 65 || first > 122 || row.count !== columns.length) return false;
  return cellText(row, 0) === columns[0] && cellText(row, 1) === columns[1];
}

/** `<<<<<<< `, `=======`, `>>>>>>> ` at the start of a line, as git leaves them. */
function isConflictMarker({ bytes, lineStart, lineEnd }: CsvRow): boolean {
  const mark = bytes[lineStart];
  if (mark !== 0x3c && mark !== 0x3d && mark !== 0x3e) return false;
  return (
    lineEnd - lineStart >= 7 &&
    /^(?:<{7} |={7}$|>{7} |<{7}$|>{7}$)/.test(bytes.toString('latin1', lineStart, Math.min(lineEnd, lineStart + 8)))
  );
}

function copyOf(row: CsvRow): CsvRow {
  const bytes = Buffer.from(row.bytes.subarray(row.lineStart, row.lineEnd));
  const shift = (offsets: Int32Array): Int32Array => offsets.slice(0, row.count).map((offset) => offset - row.lineStart);
  const starts = shift(row.starts);
  const ends = shift(row.ends);
  return { ...row, bytes, starts, ends, plain: row.plain.slice(0, row.count), lineStart: 0, lineEnd: bytes.length };
}
