import type { RowPlace } from '../line';
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
  const rows = createHeldRows(values);
  /** Tables of names and values have said their step. */
  let namesSteps = false;
  /** Names without a known meaning that had a value which is no count. */
  const measured = new Set<string>();
  /** Of the first row of the table of names and values that is open. */
  let first: Prefix | undefined;

  function giveNamed(table: NamedTable, prefix: Prefix): void {
    const { step, epoch } = table;
    // Of a table that the end of the log cuts off before its step, nothing can be said.
    if (namesSteps && Number.isNaN(step)) return;
    namesSteps ||= !Number.isNaN(step);
    const telling = table.rows.filter(({ pair }) => isTelling(pair, measured));
    const reading = { ...NOWHERE, step, epoch, pairs: telling.map(({ pair }) => pair) };
    rows.give();
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
        rows.hold(found.reading, at);
        return 'claimed';
      }
      if (namedLine(body, at)) return 'claimed';
      const confirmed = columns.line(body, at);
      for (const row of confirmed.slice(0, -1)) {
        rows.hold(row.reading, row.at);
        rows.give();
      }
      return confirmed.at(-1)?.reading;
    },
    settle: rows.settle,
    flush() {
      rows.give();
      const table = named.take(true);
      if (table !== undefined && first !== undefined) giveNamed(table, first);
      first = undefined;
    },
    isOpen: () => rows.isHeld || named.isOpen,
    get key() {
      return headed.key;
    },
  };
}

interface HeldRows {
  readonly isHeld: boolean;
  hold(reading: Reading, at: RowPlace): void;
  settle(next: Reading): void;
  give(): void;
}

/** Holds the last row of a table until it is known whether a record repeats it. */
function createHeldRows(values: Parts['values']): HeldRows {
  let held: Held | undefined;

  function give(): void {
    if (held !== undefined) values.addRows(held.rows, held);
    held = undefined;
  }

  return {
    get isHeld() {
      return held !== undefined;
    },
    hold(reading, at) {
      give();
      held = { rows: rowsOf(reading.pairs, at), ...values.move(reading), reading, prefix: at.prefix };
    },
    settle({ pairs }) {
      if (held === undefined) return;
      const names = new Set(pairs.map(({ name }) => name.toLowerCase()));
      held = { ...held, rows: held.rows.filter(({ pair }) => !names.has(pair.name.toLowerCase())) };
      give();
    },
    give,
  };
}

const rowsOf = (pairs: readonly Pair[], { place }: RowPlace): NamedRow[] =>
  pairs.map((pair) => ({ pair, line: place.number, column: place.columnOf(pair.offset) }));

/** Counts (of updates, of steps in an episode) tell nothing. A value that is rounded to a whole number does. */
function isTelling({ name, meaning, value, written }: Pair, measured: Set<string>): boolean {
  if (meaning.metric !== undefined || written === 'percent') return true;
  if (!Number.isInteger(value) || value < 0) measured.add(name);
  return measured.has(name);
}
