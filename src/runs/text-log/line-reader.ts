import { withoutControls } from '../formats/bytes';
import { noMoment } from '../moment';
import { isMeasure } from '../names/metric-name';
import { readOpenMmlab } from '../names/openmmlab';
import type { RunSink, SeriesSink } from '../reader';
import { createTroubleWatch, looksLikeTrouble } from './errors';
import type { Pair } from './pairs';
import type { Position } from './position';
import { createSourceWatch } from './printed-source';
import { type Reading, readLine } from './read-line';
import { createSeriesChooser } from './series-chooser';
import { createSettings } from './settings';
import { type Timestamp, timestampOf } from './timestamp';
import { createWandbSummary } from './wandb-summary';

const DIGIT = /\d|nan|inf/i;
const FINISHED =
  /\b(?:training (?:is |has )?(?:complete[d]?|finished|done)|finished training|training run (?:complete|finished))\b|\bepochs completed in\b|'train_runtime':/i;
const ANNOTATIONS = 'IoU metric: ';

/** What a plain line means. Only its numbers carry meaning, so lines of the same shape mean the same with other numbers. */
export interface PlainLine {
  readonly reading: Reading;
  readonly timestamp: Timestamp;
  /** The series of the reading's pairs; undefined: the line holds no metric. */
  readonly series?: readonly (SeriesSink | undefined)[];
}

export interface LineReader {
  /** Reads a line; undefined: it isn't a plain one. */
  line(text: string, number: number): PlainLine | undefined;
  empty(number: number): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
  isInTraceback(): boolean;
  end(): void;
}

/** Reads the lines of a log as text. */
export function createLineReader(sink: RunSink, position: Position): LineReader {
  const trouble = createTroubleWatch(sink);
  const summary = createWandbSummary(sink);
  const source = createSourceWatch();
  const settings = createSettings(sink);
  const chooser = createSeriesChooser(sink);
  const values = createValueAdder(sink, position);
  /** A metric has come up. */
  let hasMetrics = false;

  /** Whether a line belongs to something other than the metrics. */
  function isClaimed(raw: string, text: string, number: number): boolean {
    // A scheduler writes into the middle of a progress bar's line, whose values still count.
    const scheduler = text.indexOf('slurmstepd:');
    if (scheduler > 0) {
      read(raw, text.slice(0, scheduler), number);
      trouble.line(text.slice(scheduler), number, scheduler);
      return true;
    }
    if (!hasMetrics && source.line(text, number)) return true;
    if (trouble.line(text, number)) return true;
    if (!text.startsWith('wandb:')) return false;
    summary.line(text, number);
    return true;
  }

  /** Takes what a line says about the run itself. True: it says that the run is over, or what the lines after it are about. */
  function takeRemarks(text: string, number: number): boolean {
    if (!hasMetrics && text.startsWith('MM')) readOpenMmlab(text, sink);
    if (/^(?:<{7}|>{7}) /.test(text)) sink.problem('the file contains an unresolved merge conflict', { line: number, column: 1 });
    const namesAnnotations = text.startsWith(ANNOTATIONS);
    if (namesAnnotations) chooser.annotations(text.slice(ANNOTATIONS.length).trim());
    const isEnd = FINISHED.test(text);
    if (isEnd) sink.finished(text.trim().slice(0, 200), { line: number, column: 1 });
    return namesAnnotations || isEnd;
  }

  function read(raw: string, given: string, number: number): PlainLine | undefined {
    const text = withoutControls(given);
    if (isClaimed(raw, text, number)) return undefined;
    const isPlain = !takeRemarks(text, number) && !looksLikeTrouble(text);
    if (!DIGIT.test(text)) return undefined;
    const timestamp = timestampOf(text);
    const body = text.slice(timestamp.length);
    const reading = readLine(body);
    position.move(reading.epoch, reading.epochs, reading.step, reading.steps, reading.isBar);
    if (!reading.pairs.some(({ meaning }) => isMeasure(meaning))) {
      if (!hasMetrics) settings.line(body, timestamp.length, number);
      return hasMetrics && isPlain ? { reading, timestamp } : undefined;
    }
    const series = reading.pairs.map((pair) => chooser.seriesFor(pair, reading, body));
    const learned = isPlain ? { reading, timestamp, series } : undefined;
    if (reading.isBar && position.repeatsBar(reading.pairs.map(({ value }) => value))) return learned;
    hasMetrics = true;
    values.add({ raw, text, number, body, reading, timestamp, series });
    return learned;
  }

  return {
    line: (text, number) => read(text, text, number),
    empty(number) {
      if (trouble.isOpen()) trouble.line('', number);
    },
    unended: values.unended,
    isInTraceback: trouble.isOpen,
    end: trouble.end,
  };
}

interface LineOfValues extends Required<PlainLine> {
  /** With terminal control sequences. */
  readonly raw: string;
  readonly text: string;
  /** `text` after its timestamp. */
  readonly body: string;
  readonly number: number;
}

/** Gives the values of a line to their series. */
interface ValueAdder {
  add(line: LineOfValues): void;
  unended(number: number): void;
}

function createValueAdder(sink: RunSink, position: Position): ValueAdder {
  const moment = noMoment();
  let unendedLine = -1;
  return {
    add({ raw, text, body, number, reading, timestamp, series }) {
      moment.time = timestamp.time;
      moment.line = number;
      moment.epoch = position.epoch();
      moment.step = position.step();
      for (const [index, pair] of reading.pairs.entries()) {
        moment.column = raw === text ? timestamp.length + pair.offset + 1 : columnIn(raw, body, pair);
        if (unendedLine === number && pair.end >= body.trimEnd().length) {
          sink.problem('the last line has no newline, so its last value may be incomplete', {
            line: number,
            column: moment.column,
          });
        }
        series[index]?.add(pair.value, moment);
      }
    },
    unended: (number) => void (unendedLine = number),
  };
}

/** Column of a value in a line whose control sequences were removed; finds the value's text. */
function columnIn(raw: string, body: string, pair: Pair): number {
  const found = raw.lastIndexOf(body.slice(pair.offset, pair.end));
  return found === -1 ? 1 : found + 1;
}
