import { noMoment } from '../moment';
import type { Candidate, RunFile, RunSink, SeriesOptions, SeriesSink } from '../reader';
import { type CsvRow, cellColumn, cellText, delimiterOf, eachRow } from './csv-rows';
import { NOT_A_NUMBER, readNumber } from './number';

/** How one tool lays out its table: which columns say when, which are values. Names are compared as written, white space taken off. */
export interface TableLayout {
  readonly step?: readonly string[];
  readonly epoch?: readonly string[];
  readonly time?: readonly string[];
  /** False: the column is no series. */
  readonly series?: (column: string, columns: readonly string[]) => SeriesOptions | false;
}

/** Names of columns that say when a row was logged, in custom tables. */
export const STEP_COLUMNS = [
  'step',
  'global_step',
  'steps',
  'iter',
  'iteration',
  'iterations',
  'batch',
  'it',
  'Step',
  'Iteration',
  'Iter',
  'trainer/global_step',
];
export const EPOCH_COLUMNS = ['epoch', 'epochs', 'Epoch', 'EPOCH'];

/** The header of a table, from the head of the file; undefined: the first line is no header. */
export function headerOf(candidate: Candidate): { columns: string[]; rows: string[][] } | undefined {
  const lines = candidate.text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const first = lines[0];
  if (first === undefined) return undefined;
  const mark = String.fromCharCode(delimiterOf(first));
  const split = (line: string): string[] => line.split(mark).map((cell) => unquote(cell.trim()));
  const columns = split(first);
  if (columns.length < 2 || columns.some((column) => column !== '' && !Number.isNaN(Number(column)))) return undefined;
  // The last line of the head may be cut.
  const complete = candidate.size > candidate.head.byteLength ? lines.slice(1, -1) : lines.slice(1);
  return { columns, rows: complete.slice(0, 200).map(split) };
}

const unquote = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;

/** Streams a table with a header line into series. */
export async function readTable(file: RunFile, sink: RunSink, layout: TableLayout): Promise<void> {
  let table: Table | undefined;
  let unended = false;
  await eachRow(
    file,
    delimiterOf,
    (row) => {
      if (table === undefined) table = createTable(row, sink, layout);
      else table.add(row);
    },
    {
      onCut: (line) => sink.problem('the line is too long and was cut off', { line, column: 1 }),
      onUnended: () => {
        unended = true;
      },
    },
  );
  table?.end(unended);
  if (table === undefined) sink.problem('the file is empty');
}

interface Table {
  add(row: CsvRow): void;
  end(unended: boolean): void;
}

function createTable(header: CsvRow, sink: RunSink, layout: TableLayout): Table {
  const columns = Array.from({ length: header.count }, (_, index) => cellText(header, index));
  const find = (names: readonly string[] = []): number => columns.findIndex((column) => names.includes(column));
  const stepColumn = find(layout.step);
  const epochColumn = find(layout.epoch);
  const timeColumn = find(layout.time);
  const series: (SeriesSink | undefined)[] = columns.map((column, index) => {
    if (index === stepColumn || index === epochColumn || index === timeColumn || column === '') return undefined;
    const options = layout.series?.(column, columns) ?? {};
    return options === false ? undefined : sink.series(column, options);
  });
  const moment = noMoment();
  let shortRow: { row: CsvRow; copied: boolean } | undefined;
  let ragged = 0;
  const headerLine = header.number;
  let lastLine = headerLine;

  function when(row: CsvRow, column: number): number {
    if (column < 0 || column >= row.count) return Number.NaN;
    const value = readNumber(row.bytes, row.starts[column]!, row.ends[column]!);
    return value === NOT_A_NUMBER ? Number.NaN : value;
  }

  function take(row: CsvRow, count: number): void {
    moment.step = when(row, stepColumn);
    moment.epoch = when(row, epochColumn);
    moment.time = when(row, timeColumn);
    moment.line = row.number;
    for (let index = 0; index < count; index++) {
      const sinkOfColumn = series[index];
      if (sinkOfColumn === undefined) continue;
      const start = row.starts[index]!;
      const end = row.ends[index]!;
      if (start === end) continue;
      const value = readNumber(row.bytes, start, end);
      if (value === NOT_A_NUMBER) continue;
      moment.column = cellColumn(row, index);
      sinkOfColumn.add(value, moment);
    }
  }

  /** Runs that are appended to one file bring their header along. */
  function repeatsHeader(row: CsvRow): boolean {
    const first = row.bytes[row.starts[0]!]!;
    if (first < 65 || first > 122 || row.count !== columns.length) return false;
    return cellText(row, 0) === columns[0] && cellText(row, 1) === columns[1];
  }

  function add(row: CsvRow): void {
    lastLine = row.number;
    if (shortRow !== undefined) {
      take(shortRow.row, shortRow.row.count);
      ragged += 1;
      if (ragged === 1)
        sink.problem(`the row has ${shortRow.row.count} cells, the header ${columns.length}`, {
          line: shortRow.row.number,
          column: 1,
        });
      shortRow = undefined;
    }
    if (isConflictMarker(row)) {
      sink.problem('a merge conflict was left in the file', { line: row.number, column: 1 });
      return;
    }
    if (repeatsHeader(row)) return;
    if (row.count < columns.length) {
      shortRow = { row: copyOf(row), copied: true };
      return;
    }
    if (row.count > columns.length) {
      ragged += 1;
      if (ragged === 1)
        sink.problem(`the row has ${row.count} cells, the header ${columns.length}`, { line: row.number, column: 1 });
    }
    take(row, Math.min(row.count, columns.length));
  }

  function end(unended: boolean): void {
    if (shortRow !== undefined) {
      const { row } = shortRow;
      sink.problem(`the last row is cut short: ${row.count} of ${columns.length} cells; its last cell is not read`, {
        line: row.number,
        column: 1,
      });
      take(row, row.count - 1);
    } else if (unended && lastLine > headerLine) {
      sink.problem('the last line has no end: its last value may be cut short', { line: lastLine, column: 1 });
    }
    if (ragged > 1) sink.problem(`${ragged} rows have another number of cells than the header`);
  }

  return { add, end };
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
  return { ...row, bytes, starts: shift(row.starts), ends: shift(row.ends), lineStart: 0, lineEnd: bytes.length };
}
