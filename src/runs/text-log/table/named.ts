import { isMeasure } from '../../names/metric-name';
import type { Pair } from '../pairs';
import { meaningOf, parseNumber } from '../pairs';
import { boxCells, type Cell } from './cells';
import { isEpochName, isNumber, isStepName } from './columns';

/** A row `| name | value |`. */
export interface NamedRow {
  readonly pair: Pair;
  readonly line: number;
  readonly column: number;
}

/** A table of names and values, one a row, as Stable-Baselines and Lightning print it. The step is a row of it, so it's read as a whole. */
export interface NamedTable {
  readonly rows: readonly NamedRow[];
  /** NaN: no row says it. */
  readonly step: number;
  readonly epoch: number;
}

export interface NamedTables {
  /** True: the line is a part of such a table. */
  line(line: string, number: number, columnOf: (offset: number) => number): boolean;
  /** The table that the last line ended, or that the end of the log ends. Undefined: none, or none of metrics. */
  take(isEnd: boolean): NamedTable | undefined;
  /** A row came, and the end of its table hasn't. */
  readonly isOpen: boolean;
}

/** A line that ends a table: it has no corners, so it isn't one between two rows of a box. */
const END = /^\s*[-=]{5,}\s*$/;
/** Cells of rows in a table at most. */
const MOST = 300;

export function createNamedTables(): NamedTables {
  let rows: NamedRow[] = [];
  let section = '';
  let step = Number.NaN;
  let epoch = Number.NaN;
  let isClosed = false;

  function row(name: Cell, value: Cell, number: number, column: number): boolean {
    if (value.text === '' && name.text.endsWith('/')) {
      section = name.text;
      return true;
    }
    if (!isNumber(value.text) || !/^[\p{L}_]/u.test(name.text)) return false;
    const full = section !== '' && !name.text.startsWith(section) ? section + name.text : name.text;
    if (isStepName(full)) step = Number(value.text);
    else if (isEpochName(full)) epoch = Number(value.text);
    else if (rows.length < MOST) rows.push({ pair: pairOf(full, value), line: number, column });
    return true;
  }

  return {
    line(line, number, columnOf) {
      const cells = boxCells(line);
      const isRow = cells?.length === 2 && row(cells[0]!, cells[1]!, number, columnOf(cells[1]!.offset));
      if (!isRow && (rows.length > 0 || section !== '')) isClosed = cells === undefined && (END.test(line) || /\w/.test(line));
      return isRow;
    },
    get isOpen() {
      return rows.length > 0 || section !== '';
    },
    take(isEnd) {
      const table = rows.some(({ pair }) => isMeasure(pair.meaning)) ? { rows, step, epoch } : undefined;
      const isEmpty = rows.length === 0 && section === '';
      if (isEmpty || !(isClosed || isEnd)) return undefined;
      rows = [];
      section = '';
      step = Number.NaN;
      epoch = Number.NaN;
      isClosed = false;
      return table;
    },
  };
}

function pairOf(name: string, { text, offset }: Cell): Pair {
  const isPercent = text.endsWith('%');
  const number = isPercent ? text.slice(0, -1) : text;
  return {
    name,
    meaning: meaningOf(name),
    value: parseNumber(number),
    offset,
    end: offset + number.length,
    written: isPercent ? 'percent' : 'number',
    isMarked: true,
  };
}
