import type { MetricName } from '../../model/series';
import { isMeasure } from '../../names/metric-name';
import type { Pair } from '../pairs';
import { parseNumber } from '../pairs';
import type { Reading } from '../read-line';
import type { Range } from '../when';
import { boxCells, type Cell, columnCells, commaCells, hasBar } from './cells';
import { type Column, columnsOf, isNumber } from './columns';

/** Tables whose columns have names, as fastai, Ultralytics, pandas, Markdown and rich print them: reads their rows by their header. */
export interface HeadedTables {
  /** Undefined: the line is neither a header nor a row of the last one. A header has no pairs. */
  line(line: string): TableLine | undefined;
  /** The header in force: what a row means depends on it. */
  readonly key: string;
}

export interface TableLine {
  /** Undefined: a header, or a row about a part only. */
  readonly reading?: Reading;
  readonly isBox: boolean;
}

interface Header {
  readonly key: string;
  readonly isBox: boolean;
  /** Ways to cut a row, with the columns that each gives. */
  readonly cuts: readonly { readonly cut: Cut; readonly columns: readonly Column[] }[];
}

type Cut = (line: string) => readonly Cell[] | undefined;

const LONGEST = 1000;
/** Lines without a row until a header is forgotten. */
const PATIENCE = 500;
/** The first version of fastai separates columns as it does words: `epoch train loss valid loss accuracy`. */
const LOSS_OF = /(?<!\S)(train|trn|valid|val) loss(?!\S)/g;
const CUTS: readonly { readonly cut: Cut; readonly isLoose: boolean }[] = [
  { cut: (line) => columnCells(line, true), isLoose: false },
  { cut: (line) => columnCells(line, false), isLoose: true },
  { cut: (line) => columnCells(line.replace(LOSS_OF, '$1_loss'), false), isLoose: true },
  { cut: (line) => (line.includes(',') ? commaCells(line) : undefined), isLoose: true },
];
const BOX = { cut: boxCells, isLoose: false };
/** Rows that stand for all classes or all sets. */
const STARTS_WHOLE = /^\s*all\s/;
const WHOLE = /^(?:all|total|mean|average|avg|overall|macro avg)$/i;
/** What a cell without a value holds: a time, a size, a count of several, a blank. */
const NO_VALUE = /^(?:\d+\/\d+|\d+(?::\d\d){1,2}(?:\.\d+)?|\d+(?:\.\d+)?[a-zA-Z]{1,3}|[-—–*]+|none|null|n\/a|#na#|no log|)$/i;
const RULER = /^[\s|+:=\-─━═│┃┌┐└┘├┤┬┴┼┏┓┗┛┡┩╇╈┠┨╞╡╪╔╗╚╝╠╣╦╩╬╭╮╰╯]+$/;

export function createHeadedTables(): HeadedTables {
  let header: Header | undefined;
  /** The last header of an evaluation, whose row may come after the next header: one goes to stdout, the other to stderr. */
  let evaluation: Header | undefined;
  let missed = 0;

  return {
    get key() {
      return `${header?.key ?? ''}\n${evaluation?.key ?? ''}`;
    },
    line(line) {
      if (line.length > LONGEST || RULER.test(line)) return undefined;
      const row =
        rowOf(line, header) ?? (header === evaluation || !STARTS_WHOLE.test(line) ? undefined : rowOf(line, evaluation));
      if (row !== undefined) {
        missed = 0;
        return row;
      }
      const found = headerOf(line);
      if (found !== undefined) {
        header = found;
        if (found.cuts.some(({ columns }) => columns.some(({ role }) => role === 'label'))) evaluation = found;
        missed = 0;
        return { isBox: found.isBox };
      }
      if (header?.isBox && isOtherHeader(line)) header = undefined;
      missed += 1;
      if (missed > PATIENCE) {
        header = undefined;
        evaluation = undefined;
      }
      return undefined;
    },
  };
}

function headerOf(line: string): Header | undefined {
  const isBox = boxCells(line) !== undefined;
  const cuts = (isBox ? [BOX] : CUTS).flatMap(({ cut, isLoose }) => {
    const columns = columnsOf(
      (cut(line) ?? []).map(({ text }) => text),
      isLoose,
    );
    return columns === undefined ? [] : [{ cut, columns }];
  });
  return cuts.length === 0 ? undefined : { key: line.replace(/(?<!\d)\d+%.*$/s, '').trim(), isBox, cuts };
}

/** A box whose columns aren't of metrics: `| category | #instances |`. */
function isOtherHeader(line: string): boolean {
  const cells = boxCells(line);
  return cells !== undefined && cells.length > 1 && cells.every(({ text }) => /^[\p{L}#]/u.test(text) && !/\s\d/.test(text));
}

function rowOf(line: string, header: Header | undefined): TableLine | undefined {
  if (header === undefined) return undefined;
  const { cuts, isBox, key } = header;
  for (const { cut, columns } of cuts) {
    // A row has no names of several words, other than its label: it may be cut at any blank.
    for (const cells of [cut(line), isBox ? undefined : columnCells(line, false)]) {
      if (cells === undefined || cells.length !== columns.length || !fits(cells, columns)) continue;
      const label = columns.findIndex(({ role }) => role === 'label');
      if (label !== -1 && !WHOLE.test(cells[label]!.text) && !isNumber(cells[label]!.text)) return { isBox };
      return { isBox, reading: readingOf(line, cells, columns, key) };
    }
  }
  return undefined;
}

function fits(cells: readonly Cell[], columns: readonly Column[]): boolean {
  let numbers = 0;
  for (const [index, { text }] of cells.entries()) {
    const { role, meaning } = columns[index]!;
    if (role === 'label') continue;
    if (isNumber(text)) {
      if (role === 'value' && isMeasure(meaning)) numbers += 1;
    } else if (!(NO_VALUE.test(text) || (role === 'value' && !isMeasure(meaning) && /^[\d-]/.test(text)) || /^\d+:$/.test(text)))
      return false;
  }
  return numbers > 0;
}

function readingOf(line: string, cells: readonly Cell[], columns: readonly Column[], key: string): Reading {
  const isBar = hasBar(line);
  const at: { -readonly [Key in keyof Reading['at']]: Range } = {};
  const values = { epoch: Number.NaN, epochs: Number.NaN, step: Number.NaN, steps: Number.NaN };
  const pairs: Pair[] = [];
  const isEvaluation = columns.some(({ role }) => role === 'label');
  for (const [index, { text, offset }] of cells.entries()) {
    const { name, meaning, role } = columns[index]!;
    if (role === 'epoch' || role === 'step') {
      const found = /^(\d+(?:\.\d+)?)(?:\/\d+)?$/.exec(text);
      if (found === null) continue;
      values[role] = Number(found[1]);
      at[role] = [offset, offset + found[1]!.length];
    } else if (role === 'value' && isNumber(text) && (isMeasure(meaning) || meaning.metric !== undefined || /[.n]/i.test(text))) {
      pairs.push({ name, meaning: ofTable(meaning, isEvaluation), offset, isMarked: true, ...written(text, offset) });
    }
  }
  return { isBar, isWithin: false, ...values, at, pairs, table: key };
}

const ofTable = (meaning: MetricName, isEvaluation: boolean): MetricName =>
  isEvaluation && meaning.split === undefined ? { ...meaning, split: 'val' } : meaning;

function written(text: string, offset: number): Pick<Pair, 'value' | 'end' | 'written'> {
  const isPercent = text.endsWith('%');
  const number = isPercent ? text.slice(0, -1) : text;
  return { value: parseNumber(number), end: offset + number.length, written: isPercent ? 'percent' : 'number' };
}
