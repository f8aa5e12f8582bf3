import type { MetricName, Split } from '../model/series';
import { isMeasure, isNotMetric } from '../names/metric-name';
import type { RunSink, SeriesOptions, SeriesSink } from '../reader';
import type { Context } from './context';
import type { Pair } from './pairs';
import type { Reading } from './read-line';
import { createWholeLines } from './whole-line';

const MOST_NAMES = 300;
/** A logger's name that says which part of the training a line is about, but isn't a split: fairseq's `train_inner`. */
const PART = /^(?:train|valid|test)_\w+$/;
const SPLIT_NAME = /^(?:train|valid(?:ation)?|val|eval|test)$/;

/** What a line says of all of its values. */
export interface LineContext {
  readonly body: string;
  readonly tag?: string;
  readonly context: Context;
}

/** Chooses the series that takes a value of a line. */
export interface SeriesChooser {
  /** Undefined: none, because the value is a time, a rate or not a metric at all. */
  seriesFor(pair: Pair, reading: Reading, line: LineContext): SeriesSink | undefined;
  /** The split that a value belongs to, by its name, its line, or a heading above. */
  splitFor(pair: Pair, reading: Reading, line: LineContext): Split | undefined;
  /** What the COCO evaluation that is printed next is about: `bbox` in `IoU metric: bbox`. */
  annotations(kind: string): void;
  /** The next tables are detectron2's, of `bbox`: in percent, and named as its other files name them. */
  results(kind: string): void;
}

export function createSeriesChooser(sink: RunSink): SeriesChooser {
  /** Names that lines with a step give values of. */
  const stepped = new Set<string>();
  let annotationKind: string | undefined;
  let resultKind: string | undefined;
  let lastSplit: Split | undefined;
  const lineOf = createWholeLines();
  const isSeries = createNames();
  const groupOf = createValidationSets();

  /** Whether a value of a line without a step is of the whole epoch: other lines give the name's values step by step. */
  function isOfEpoch(name: string, split: Split | undefined, { step }: Reading, body: string): boolean {
    const key = `${split ?? ''} ${name}`;
    if (!Number.isNaN(step)) stepped.add(key);
    return (Number.isNaN(step) && stepped.has(key)) || lineOf(body).isOfEpoch;
  }

  /** ` * Acc@1 76.1` closes the evaluation whose batches came before it. */
  function splitFor(pair: Pair, { split }: Reading, { body, tag, context }: LineContext): Split | undefined {
    const ofTag = tag !== undefined && SPLIT_NAME.test(tag) ? meaningfulSplit(tag) : undefined;
    const named =
      pair.meaning.split ??
      (isMeasure(pair.meaning) ? pair.split : undefined) ??
      split ??
      ofTag ??
      context.split ??
      lineOf(body).split;
    if (named !== undefined) lastSplit = named;
    return named ?? (/^\s*\*\s/.test(body) ? lastSplit : undefined);
  }

  function seriesFor(pair: Pair, reading: Reading, line: LineContext): SeriesSink | undefined {
    const { meaning } = pair;
    if (meaning.metric === 'time' || meaning.metric === 'throughput' || !isSeries(pair)) return undefined;
    if (resultKind !== undefined && reading.table !== undefined && meaning.better === 'higher')
      return sink.series(`${resultKind}/${pair.name}`, resultOf(meaning, resultKind));
    const { isBest, isTotals, isLastRecord } = lineOf(line.body);
    if (isBest) return undefined;
    const name = line.tag !== undefined && PART.test(line.tag) ? `${line.tag} ${pair.name}` : pair.name;
    // Hugging Face prints the totals of the whole run as its last record.
    if (isLastRecord || (line.context.isSummary && pair.name === 'train_loss')) {
      const total = pair.name === 'train_loss' ? { component: 'run mean' } : {};
      return sink.series(name, { kind: 'summary', known: { ...meaning, ...total } });
    }
    if (isTotals || line.context.isSummary) return sink.series(name, { kind: 'summary', known: meaning });
    const split = splitFor(pair, reading, line);
    const group = groupOf(pair, split);
    const known: MetricName = {
      ...(annotationKind !== undefined && meaning.group === undefined && /^A[PR]/.test(name) ? { group: annotationKind } : {}),
      ...meaning,
      ...(split === undefined ? {} : { split }),
      ...(group === undefined ? {} : { group }),
      ...(isOfEpoch(name, split, reading, line.body) && { aggregation: 'epoch' }),
    };
    const scale = pair.written === 'percent' ? '0-100' : pair.written === 'fraction' ? '0-1' : undefined;
    return sink.series(name, { known, ...(scale === undefined || known.better !== 'higher' ? {} : { scale }) });
  }

  return {
    seriesFor,
    splitFor,
    annotations: (kind) => void (annotationKind = kind),
    results: (kind) => void (resultKind = kind),
  };
}

/** Where a log evaluates on `dev` and on another set for validation, the one that comes second is a set of its own. */
function createValidationSets(): (pair: Pair, split: Split | undefined) => string | undefined {
  /** Whether the first set for validation that a name had is called `dev`. */
  const devs = new Map<string, boolean>();
  return ({ name, split, meaning, isDev }, chosen) => {
    if (isDev === undefined || split !== 'val' || chosen !== 'val' || meaning.group !== undefined) return undefined;
    const first = devs.get(name);
    if (first === undefined && devs.size < MOST_NAMES) devs.set(name, isDev);
    if (first === undefined || first === isDev) return undefined;
    return isDev ? 'dev' : 'validation';
  };
}

/** Whether a value is of a series, by its name; up to a limit of names. */
function createNames(): (pair: Pair) => boolean {
  const names = new Map<string, boolean>();
  return ({ name, meaning }) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMES) return false;
    const is = meaning.metric !== undefined || !isNotMetric(name);
    names.set(name, is);
    return is;
  };
}

const resultOf = (meaning: MetricName, group: string): SeriesOptions => ({
  known: { ...meaning, group, split: meaning.split ?? 'val' },
  scale: '0-100',
});

const meaningfulSplit = (tag: string): Split => (tag === 'train' ? 'train' : tag === 'test' ? 'test' : 'val');
