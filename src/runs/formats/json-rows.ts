import type { At } from '../reader';
import { createJsonScanner, type JsonScanner } from './json-scanner';
import type { Scalar } from './json-token';

/** A scalar and where it is. */
export interface Cell {
  readonly key: string;
  readonly value: Scalar;
  readonly line: number;
  readonly column: number;
}

/** One record: its scalars by flattened key (`a.b`, `list[0]`), in the order of the file. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly at: At;
  get(key: string): Cell | undefined;
  /** The number at the key; NaN: there is none. */
  number(key: string): number;
}

export interface RowListener {
  row(row: Row): void;
  /** Whether a row keeps the value of a key. Default: all. */
  keeps?(key: string): boolean;
  /** A scalar outside all rows, with its flattened key. */
  outer?(cell: Cell): void;
  error(message: string, at: At): void;
}

const CELLS = 2000;

/**
 * Streams JSON and gives the objects at `rowPath` as rows: `''` for each outermost value (JSON lines), `log_history[]` for the
 * members of a list. An incomplete row isn't given.
 */
export function createRowScanner(rowPath: string, listener: RowListener): JsonScanner {
  /** Keys of the open values; an array holds its next index. */
  const path: (string | number)[] = [];
  const shape: string[] = [''];
  let rowDepth = -1;
  let cells: Cell[] = [];
  let rowAt: At = { line: 1, column: 1 };
  let depth = 0;
  let broken = false;

  function segment(): string {
    const top = path.at(-1);
    if (top === undefined) return '';
    if (typeof top !== 'number') return top;
    path[path.length - 1] = top + 1;
    return `[${top}]`;
  }

  function keyFrom(level: number, last: string): string {
    let text = '';
    for (let index = level; index < names.length; index++) text = join(text, names[index]!);
    return join(text, last);
  }

  /** Names of the open values, outermost first. */
  const names: string[] = [];

  return createJsonScanner({
    open(kind, at) {
      const name = segment();
      const here = join(shape.at(-1)!, name.startsWith('[') ? '[]' : name);
      names.push(name);
      shape.push(here);
      depth += 1;
      if (rowDepth === -1 && kind === 'object' && here === rowPath) {
        rowDepth = depth;
        cells = [];
        rowAt = at;
      }
      path.push(kind === 'array' ? 0 : '');
    },
    key(name) {
      path[path.length - 1] = name;
    },
    scalar(value, line, column) {
      if (depth === 0) return;
      const last = segment();
      if (rowDepth !== -1) {
        if (cells.length >= CELLS) return;
        const key = keyFrom(rowDepth, last);
        if (listener.keeps?.(key) !== false) cells.push({ key, value, line, column });
      } else listener.outer?.({ key: keyFrom(1, last), value, line, column });
    },
    close() {
      const isRow = depth === rowDepth;
      path.pop();
      shape.pop();
      names.pop();
      depth -= 1;
      if (isRow) {
        rowDepth = -1;
        if (!broken) listener.row(makeRow(cells, rowAt));
      }
      if (depth === 0) broken = false;
    },
    error(message, at) {
      broken = depth > 0;
      listener.error(message, at);
    },
  });
}

const join = (left: string, right: string): string => (left === '' || right.startsWith('[') ? left + right : `${left}.${right}`);

function makeRow(cells: readonly Cell[], at: At): Row {
  const get = (key: string): Cell | undefined => cells.find((cell) => cell.key === key);
  return {
    cells,
    at,
    get,
    number(key) {
      const value = get(key)?.value;
      return typeof value === 'number' ? value : Number.NaN;
    },
  };
}
