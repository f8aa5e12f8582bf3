import { type CsvRow, cellText, delimiterOf, eachRow } from '../formats/csv-rows';
import type { At, Candidate, GpuSample, Reader } from '../reader';

type Column = 'id' | 'name' | 'utilization' | 'memoryUsed' | 'memoryTotal' | 'memoryFree' | 'other';

const HEADERS: readonly (readonly [RegExp, Column])[] = [
  [/^(?:index|gpu|pci\.bus_id|uuid)$/, 'id'],
  [/^(?:name|gpu_name)$/, 'name'],
  [/^utilization\.gpu\b/, 'utilization'],
  [/^memory\.used\b/, 'memoryUsed'],
  [/^memory\.total\b/, 'memoryTotal'],
  [/^memory\.free\b/, 'memoryFree'],
];

const ROW = /^\s*\d{4}[/-]\d\d[/-]\d\d \d\d:\d\d:\d\d(?:\.\d+)?\s*,/;

/** `nvidia-smi --query-gpu=… --format=csv -l N`, with or without header and units. */
export const nvidiaSmi: Reader = {
  name: 'nvidia-smi',
  about: 'nvidia-smi --query-gpu … --format=csv, with or without header and units',
  detect,
  async read(file, sink) {
    let columns: readonly Column[] | undefined;
    let pending: Sample[] = [];
    let rows = 0;
    let unreadable = 0;

    function report({ cells, at }: Sample, meaning: readonly Column[]): void {
      const sample = sampleOf(cells, meaning);
      if (sample === undefined) unreadable += 1;
      else sink.gpu(sample, at);
    }
    function identify(): readonly Column[] {
      const identified = guessColumns(pending.map(({ cells }) => cells));
      for (const row of pending) report(row, identified);
      pending = [];
      return identified;
    }

    await eachRow(
      file,
      0x2c,
      (row) => {
        const cells = Array.from({ length: row.count }, (_, index) => cellText(row, index));
        const header = headerColumns(cells);
        if (header !== undefined) {
          columns = header;
          return;
        }
        rows += 1;
        const sample = { cells, at: { line: row.number, column: columnOf(row) } };
        if (columns !== undefined) report(sample, columns);
        else if (pending.push(sample) === UNIDENTIFIED) columns = identify();
      },
      { onCut: (line) => sink.limit('the line is too long; only its start was read', { line, column: 1 }) },
    );
    columns ??= identify();
    if (rows === 0) sink.problem('the file contains no samples');
    else if (!columns.some((column) => column === 'utilization' || column === 'memoryUsed')) {
      sink.problem("the columns can't be identified without a header or units");
    } else if (unreadable > 0) sink.problem(`${unreadable} rows contain no sample`);
  },
};

/** Rows that are read before the columns of a table without a header are identified. */
const UNIDENTIFIED = 5000;

interface Sample {
  readonly cells: readonly string[];
  readonly at: At;
}

const columnOf = (row: CsvRow): number => row.starts[0]! - row.lineStart + 1;

function detect({ name, text }: Candidate): number {
  if (!/\.(?:csv|log|txt|out)$/.test(name)) return 0;
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const first = lines[0] ?? '';
  if (/\butilization\.gpu\b|\bmemory\.used\b/.test(first) && delimiterOf(first) === 0x2c) return 0.99;
  const rows = lines.slice(0, 5);
  if (rows.length === 0 || !rows.every((line) => /\d MiB\s*,/.test(`${line},`) && line.includes(','))) return 0;
  return rows.every((line) => ROW.test(line) || line.includes('%')) ? 0.95 : 0.7;
}

function headerColumns(cells: readonly string[]): Column[] | undefined {
  const found = cells.map((cell) => HEADERS.find(([pattern]) => pattern.test(cell))?.[1] ?? 'other');
  return found.includes('utilization') || found.includes('memoryUsed') || found.includes('memoryTotal') ? found : undefined;
}

/**
 * Without a header, the units and the values identify the columns. The first `%` is the GPU's utilization (a second one is the memory
 * controller's). A `MiB` column that never changes and is never exceeded is the total. Two that always add up to the same value are
 * used and free memory: used is the one that is larger while the GPU is busy. A column that this doesn't identify isn't read.
 */
function guessColumns(rows: readonly (readonly string[])[]): Column[] {
  const width = rows[0]?.length ?? 0;
  const columns: Column[] = Array.from({ length: width }, () => 'other');
  const busy = columns.findIndex((_, index) => rows.every((cells) => /^(?:\d+ %|\[.*\])$/.test(cells[index] ?? '')));
  if (busy !== -1) columns[busy] = 'utilization';
  const memory = columns.map((_, index) => index).filter((index) => rows.every((cells) => /^\d+ MiB$/.test(cells[index] ?? '')));
  const value = (cells: readonly string[], index: number): number => Number.parseInt(cells[index] ?? '', 10);
  const isConstant = (of: (cells: readonly string[]) => number): boolean => rows.every((cells) => of(cells) === of(rows[0]!));
  const [first, second] = memory;
  if (memory.length === 1) columns[first!] = 'memoryUsed';
  if (memory.length !== 2 || rows.length < 2) return columns;
  const total = memory.find(
    (index) =>
      isConstant((cells) => value(cells, index)) &&
      rows.every((cells) => memory.every((other) => value(cells, other) <= value(cells, index))),
  );
  if (total !== undefined) {
    const used = memory.find((index) => index !== total)!;
    if (!isConstant((cells) => value(cells, used) + value(cells, total)) || value(rows[0]!, used) * 2 < value(rows[0]!, total)) {
      columns[used] = 'memoryUsed';
      columns[total] = 'memoryTotal';
    }
    return columns;
  }
  const most = Math.max(...rows.map((cells) => value(cells, first!) + value(cells, second!)));
  const least = Math.min(...rows.map((cells) => value(cells, first!) + value(cells, second!)));
  if (busy === -1 || most - least > 0.02 * most) return columns;
  const rise = (index: number): number =>
    mean(rows.filter((cells) => value(cells, busy) >= 50).map((cells) => value(cells, index))) -
    mean(rows.filter((cells) => value(cells, busy) <= 5).map((cells) => value(cells, index)));
  if (rise(first!) > 0) [columns[first!], columns[second!]] = ['memoryUsed', 'memoryFree'];
  else if (rise(second!) > 0) [columns[first!], columns[second!]] = ['memoryFree', 'memoryUsed'];
  return columns;
}

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

function sampleOf(cells: readonly string[], columns: readonly Column[]): GpuSample | undefined {
  const sample: { -readonly [Key in keyof GpuSample]: GpuSample[Key] } = {};
  let any = false;
  let free: number | undefined;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (cell === undefined || cell === '' || column === 'other') continue;
    if (column === 'id' || column === 'name') {
      sample[column] = cell;
      continue;
    }
    const value = /^(\d+(?:\.\d+)?)(?: ?(?:%|MiB))?$/.exec(cell)?.[1];
    if (value === undefined) continue;
    any = true;
    if (column === 'memoryFree') free = Number(value);
    else sample[column] = Number(value);
  }
  if (free !== undefined && sample.memoryUsed !== undefined && sample.memoryTotal === undefined)
    sample.memoryTotal = sample.memoryUsed + free;
  return any ? sample : undefined;
}
