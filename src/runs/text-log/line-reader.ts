import type { Split } from '../model/series';
import type { RunSink } from '../reader';
import { createAttempts } from './attempts';
import { type CleanLine, cleanLine } from './clean-line';
import { createContext, createContextNumbers } from './context';
import type { Meaning } from './meaning';
import { createMlPerf } from './mlperf/mlperf';
import type { Position } from './position';
import { type Prefix, prefixOf } from './prefix';
import { isRecord, type Reading, readLine, withoutCutMoment } from './read-line';
import type { Recorder } from './recorder';
import { createRemarks } from './remarks';
import { createSeriesChooser } from './series-chooser';
import { createSettings, isConfiguration } from './settings';
import { createTables } from './table/tables';
import { createTrouble } from './trouble';
import { createValues } from './values';

/** What a line without a number says. */
const NOTHING: Reading = {
  epoch: Number.NaN,
  epochs: Number.NaN,
  step: Number.NaN,
  steps: Number.NaN,
  at: {},
  isBar: false,
  isWithin: false,
  pairs: [],
};
const DIGIT = /\d|nan|inf/i;
/** What a plain line means. Only its numbers carry meaning, so lines of the same shape mean the same with other numbers. */
export interface PlainLine {
  readonly reading: Reading;
  readonly prefix: Prefix;
  readonly clean: CleanLine;
  /** Undefined: the line holds no metric. */
  readonly meaning?: Meaning;
  /** Its step counts the batches of an evaluation. */
  readonly isEvaluation: boolean;
}

export interface LineReader {
  /** Reads a line, or the part of it that follows `before` UTF-16 units; undefined: it isn't a plain one. */
  line(text: string, number: number, before: number): PlainLine | undefined;
  /** The line is cut off: it holds no whole record, but may report trouble. */
  beginning(text: string, number: number, before: number): void;
  empty(number: number): void;
  /** The line with this number is the last one, and has no end. */
  unended(number: number): void;
  /** A traceback or a table has begun: lines have to be read as text. */
  isInside(): boolean;
  /** Stands for what the lines above say about the next one. */
  readonly context: number;
  end(): void;
}

/** Reads the lines of a log as text. */
export function createLineReader(sink: RunSink, position: Position, recorder: Recorder, path: string): LineReader {
  const { attempts, settings, context, contexts, mlperf, remarks, values, tables } = createParts(sink, position, recorder, path);
  const flush = (): void => {
    tables.flush();
    recorder.flush();
  };
  const trouble = createTrouble(sink, { onTrouble: flush, onValues: (line, at) => void read(line, at.number, at.before) });
  /** A metric has come up. */
  let hasMetrics = false;
  let unendedLine = -1;

  const contextKey = (): string => `${context.key}\n${tables.key}\n${hasMetrics}`;

  function read(clean: CleanLine, number: number, before: number): PlainLine | undefined {
    const { text } = clean;
    if (trouble.claims(clean, { number, before, hasMetrics })) return undefined;
    if (mlperf.line(text, number)) return undefined;
    const key = contextKey();
    const prefix = prefixOf(text);
    const body = text.slice(prefix.length);
    const isPlain = !remarks.line(text, number, hasMetrics);
    const place = { number, columnOf: (offset: number) => before + clean.at(prefix.length + offset) + 1 };
    const table = tables.line(body, { prefix, place });
    if (table === 'claimed') return undefined;
    const whole = table ?? (DIGIT.test(body) ? readLine(body) : undefined);
    const reading = number === unendedLine ? whole && withoutCutMoment(whole, body.trimEnd().length) : whole;
    context.line(body, reading === undefined || isHere(reading, position) ? undefined : elsewhereOf(reading));
    const isBeginning = !(reading && isRecord(reading)) && attempts.line(body, hasMetrics);
    const isLearnable = isPlain && !isBeginning && key === contextKey();
    if (reading === undefined) return isLearnable ? { reading: NOTHING, prefix, clean, isEvaluation: false } : undefined;
    const isEvaluation = isOfEvaluation(reading.split ?? context.split);
    position.move(reading, isEvaluation);
    const plain = { reading, prefix, clean, isEvaluation };
    if (!isRecord(reading, hasMetrics) || isConfiguration(reading, body)) {
      const isSetting = !hasMetrics && settings.line(body, prefix.length, number);
      return isLearnable && !isSetting ? plain : undefined;
    }
    hasMetrics = true;
    tables.settle(reading);
    const meaning = values.add({ reading, prefix, body, place });
    return isLearnable ? { ...plain, meaning } : undefined;
  }

  return {
    line(text, number, before) {
      const plain = read(cleanLine(text), number, before);
      contexts.note(contextKey());
      return plain;
    },
    beginning: (text, number, before) => void trouble.claims(cleanLine(text), { number, before, hasMetrics }),
    empty(number) {
      trouble.empty(number);
      context.line('', undefined);
      contexts.note(contextKey());
    },
    unended(number) {
      unendedLine = number;
      values.unended(number);
    },
    isInside: () => trouble.isOpen() || tables.isOpen(),
    get context() {
      return contexts.current;
    },
    end() {
      flush();
      remarks.end();
      trouble.end();
    },
  };
}

function createParts(sink: RunSink, position: Position, recorder: Recorder, path: string) {
  const context = createContext();
  const chooser = createSeriesChooser(sink);
  const values = createValues({ chooser, position, recorder, context });
  return {
    attempts: createAttempts(sink.started),
    settings: createSettings(sink),
    context,
    contexts: createContextNumbers(),
    mlperf: createMlPerf(sink),
    remarks: createRemarks(sink, chooser, position),
    values,
    tables: createTables({ values, path }),
  };
}

/** A progress bar may be that of the evaluation that was announced. */
function elsewhereOf({ step, epoch, isBar }: Reading): 'epoch' | 'step' | undefined {
  if (!Number.isNaN(epoch)) return 'epoch';
  return Number.isNaN(step) || isBar ? undefined : 'step';
}

/** `global_step = 5468` among the results of an evaluation at that step. */
const isHere = ({ pairs, step }: Reading, position: Position): boolean => pairs.length === 0 && step === position.step();

const isOfEvaluation = (split: Split | undefined): boolean => split === 'val' || split === 'test';
