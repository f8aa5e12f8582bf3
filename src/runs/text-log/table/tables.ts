import type { LinePlace } from '../line';
import type { Pair } from '../pairs';
import type { Prefix } from '../prefix';
import type { Reading } from '../read-line';
import type { TablePlace, Values } from '../values';
import { createHeadedTables } from './headed';
import { createNamedTables, type NamedRow, type NamedTable } from './named';
import { createStepColumns } from './step-columns';

/** Reads all tables of a log. */
export interface Tables {
  /** `claimed`: the line is a part of a table, and needs no more reading. A reading: it is a row. Undefined: it is neither. */
  line(body: string, at: RowPlace): Reading | 'claimed' | undefined;
  /** A record comes that may repeat what the table above it says, as OpenMMLab's logs do: only the record counts. */
  settle(next: Reading): void;
  flush(): void;
  /** A table has begun that isn't complete yet. */
  isOpen(): boolean;
  /** What a row means depends on it. */
  readonly key: string;
}

export interface RowPlace {
  readonly prefix: Prefix;
  readonly place: LinePlace;
}

interface Parts {
  readonly values: Pick<Values, 'addRows' | 'move'>;
  readonly path: string;
}

/** Rows that are held for a record that may repeat them, and where the training was. */
interface Held extends TablePlace {
  readonly rows: readonly NamedRow[];
}

const NOWHERE = { epochs: Number.NaN, steps: Number.NaN, at: {}, isBar: false, isWithin: false };

export function createTables({ values, path }: Parts): Tables {
  const headed = createHeadedTables();
  const named = createNamedTables();
  const columns = createStepColumns(path);
  let held: Held | undefined;
  /** Of the first row of the table of names and values that is open. */
  let first: Prefix | undefined;

  function give(): void {
    const rows = held;
    held = undefined;
    if (rows !== undefined) values.addRows(rows.rows, rows);
  }

  function hold(reading: Reading, at: RowPlace): void {
    give();
    held = { rows: rowsOf(reading.pairs, at), ...values.move(reading), reading, prefix: at.prefix };
  }

  function giveNamed({ rows, step, epoch }: NamedTable, prefix: Prefix): void {
    const telling = rows.filter(({ pair }) => isTelling(pair));
    const reading = { ...NOWHERE, step, epoch, pairs: telling.map(({ pair }) => pair) };
    give();
    values.addRows(telling, { ...values.move(reading), reading, prefix });
  }

  function namedLine(body: string, at: RowPlace): boolean {
    const isRow = named.line(body, at.place.number, at.place.columnOf);
    if (isRow) first ??= at.prefix;
    const table = isRow ? undefined : named.take(false);
    if (table !== undefined) giveNamed(table, first ?? at.prefix);
    if (!named.isOpen) first = undefined;
    return isRow;
  }

  return {
    line(body, at) {
      const found = headed.line(body);
      if (found !== undefined) {
        if (found.reading === undefined) return 'claimed';
        if (!found.isBox) return found.reading;
        hold(found.reading, at);
        return 'claimed';
      }
      if (namedLine(body, at)) return 'claimed';
      const rows = columns.line(body);
      for (const reading of rows.slice(0, -1))
        values.addRows(rowsOf(reading.pairs, at), { ...values.move(reading), reading, prefix: at.prefix });
      return rows.at(-1);
    },
    settle({ pairs }) {
      if (held === undefined) return;
      const names = new Set(pairs.map(({ name }) => name.toLowerCase()));
      held = { ...held, rows: held.rows.filter(({ pair }) => !names.has(pair.name.toLowerCase())) };
      give();
    },
    flush() {
      give();
      const table = named.take(true);
      if (table !== undefined && first !== undefined) giveNamed(table, first);
      first = undefined;
    },
    isOpen: () => held !== undefined || named.isOpen,
    get key() {
      return headed.key;
    },
  };
}

const rowsOf = (pairs: readonly Pair[], { place }: RowPlace): NamedRow[] =>
  pairs.map((pair) => ({ pair, line: place.number, column: place.columnOf(pair.offset) }));

/** Counts (of updates, of steps in an episode) tell nothing. */
const isTelling = ({ meaning, value, written }: Pair): boolean =>
  meaning.metric !== undefined || written === 'percent' || !Number.isInteger(value);
