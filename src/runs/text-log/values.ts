import { createCompleteness } from './completeness';
import type { Context } from './context';
import type { Line } from './line';
import { createLineMeanings } from './line-meaning';
import type { Meaning } from './meaning';
import type { Pair } from './pairs';
import type { Position } from './position';
import type { Prefix } from './prefix';
import type { Reading } from './read-line';
import type { Recorder } from './recorder';
import type { SeriesChooser } from './series-chooser';

/** Gives the values of lines to their series. */
export interface Values {
  /** What all lines of this one's shape mean. */
  add(line: Line): Meaning;
  /** Moves to the step and epoch that a row names; gives where that is. */
  move(reading: Reading): { readonly step: number; readonly epoch: number };
  /** Gives values that a table collected: each with the line and column of its own. */
  addRows(rows: readonly { readonly pair: Pair; readonly line: number; readonly column: number }[], at: TablePlace): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
}

export interface TablePlace {
  readonly reading: Reading;
  readonly prefix: Prefix;
  readonly step: number;
  readonly epoch: number;
}

interface Parts {
  readonly chooser: SeriesChooser;
  readonly position: Position;
  readonly recorder: Recorder;
  readonly context: Context;
}

export function createValues({ chooser, position, recorder, context }: Parts): Values {
  const completeness = createCompleteness();
  const meaningOf = createLineMeanings({ chooser, position, context });
  let unendedLine = -1;

  /** A value at the very end of a log that has no newline there may be cut off, also within its thousands: `1,2`. */
  function isCutOff({ name, offset, end, written }: Pair, { body, place, reading }: Line): boolean {
    if (place.number !== unendedLine) return false;
    const rest = body.slice(end).trimEnd();
    if (!/^(?:[,.]\d{0,3})?$/.test(rest)) return false;
    if (rest !== '' || written === 'fraction') return true;
    const text = body.slice(offset, end);
    const siblings = reading.pairs.filter((pair) => pair.end < offset).map((pair) => body.slice(pair.offset, pair.end));
    return !completeness.isWhole(name, text) && !completeness.isAsLong(name, text, siblings);
  }

  return {
    add(line) {
      const { reading, prefix, body, place } = line;
      const meaning = meaningOf(line);
      const isCut = reading.pairs.map((pair) => isCutOff(pair, line));
      const given = isCut.includes(true)
        ? { ...meaning, series: meaning.series.map((one, index) => (isCut[index] ? undefined : one)) }
        : meaning;
      recorder.record(given, {
        values: reading.pairs.map(({ value }) => value),
        columns: reading.pairs.map(({ offset }) => place.columnOf(offset)),
        step: position.step(),
        epoch: position.epoch(),
        time: prefix.time,
        line: place.number,
        steps: reading.steps,
        rank: rankOf(prefix),
      });
      const digits = reading.pairs.map((pair) => completeness.note(pair.name, body.slice(pair.offset, pair.end))).at(-1);
      return { ...meaning, ...(digits === undefined ? {} : { lastDigits: digits }) };
    },
    move(reading) {
      position.move(reading, false);
      return { step: position.step(), epoch: position.epoch() };
    },
    addRows(rows, { reading, prefix, step, epoch }) {
      const about = { body: '', context };
      for (const { pair, line, column } of rows) {
        const series = chooser.seriesFor(pair, reading, about);
        recorder.record(
          { series: [series] },
          {
            values: [pair.value],
            columns: [column],
            step,
            epoch,
            time: prefix.time,
            line,
            steps: Number.NaN,
            rank: rankOf(prefix),
          },
        );
      }
    },
    unended: (number) => void (unendedLine = number),
  };
}

const rankOf = ({ rank }: Prefix): number => (rank === undefined ? Number.NaN : Number(rank));
