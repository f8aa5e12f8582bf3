import type { Adapter, Checkpoint, ConfigEntry, MetricName, Run, RunError, RunPlace, RunProblem, RunSource } from '../model/run';
import { readName } from '../names/metric-name';
import type { At, RunSink, SeriesOptions, SeriesSink } from '../reader';
import { type Budget, CollectedSeries } from './collected-series';
import { isPrinted, segmentsOf, seriesOf } from './copies';
import { collectGpus, type GpuCollector } from './gpus';
import { statusOf } from './status';

const SERIES = 2000;
const STRETCHES = 3000;
const CONFIG = 5000;
const ERRORS = 50;
const PROBLEMS = 50;
const TEXT = 500;

/** A process that is told to end may write some more before it does. */
const DYING: ReadonlySet<RunError['kind']> = new Set(['cancelled', 'time-limit', 'killed', 'interrupted']);
const LAST_WORDS = 200;

interface CollectedError {
  readonly kind: RunError['kind'];
  readonly message: string;
  readonly place: RunPlace;
  readonly messagePlace: RunPlace;
  /** Values in the whole run when it was read. */
  readonly valuesBefore: number;
  readonly source: SourceState;
}

/** What is known of one file of the run. */
export interface SourceState extends RunSource {
  readonly series: Map<string, CollectedSeries>;
  values: number;
}

/** A remark on how the run ended. */
export interface Ending {
  readonly kind: 'finished' | 'died';
  readonly reason: string;
  readonly place: RunPlace;
}

/** Gathers what the readers of one run's files find, and gives the run at any time. */
export interface RunCollector {
  sink(source: RunSource): RunSink;
  checkpoint(checkpoint: Checkpoint): void;
  adapter(adapter: Adapter): void;
  /** The run as known so far. */
  run(): Run;
}

export function collectRun(path: string): RunCollector {
  const budget: Budget = { stretches: STRETCHES, series: 0 };
  const sources: SourceState[] = [];
  const config: ConfigEntry[] = [];
  const gpus: GpuCollector = collectGpus();
  const checkpoints: Checkpoint[] = [];
  const adapters: Adapter[] = [];
  const errors: CollectedError[] = [];
  const problems: RunProblem[] = [];
  const endings: Ending[] = [];
  const planned: { steps?: number; epochs?: number } = {};
  let framework: { name: string; version?: string } | undefined;
  let task: string | undefined;

  const problem = (message: string, place: RunPlace): void => {
    if (problems.length < PROBLEMS) problems.push({ message: message.slice(0, TEXT), place });
  };

  function sink(given: RunSource): RunSink {
    const source: SourceState = { ...given, series: new Map(), values: 0 };
    sources.push(source);
    const placeOf = (at?: At): RunPlace =>
      at === undefined
        ? { file: source.path }
        : { file: source.path, line: Math.max(1, at.line), column: Math.max(1, at.column) };

    function series(name: string, options: SeriesOptions = {}): SeriesSink {
      const { known, kind = 'history', scale } = options;
      const key = [kind, known?.split, known?.group, known?.aggregation, name].join('\0');
      const existing = source.series.get(key);
      if (existing !== undefined) return existing;
      if (budget.series >= SERIES) {
        if (budget.series === SERIES) problem(`more than ${SERIES} series: the rest is not read`, placeOf());
        budget.series = SERIES + 1;
        return nowhere;
      }
      budget.series += 1;
      const made = new CollectedSeries({
        name: name.slice(0, TEXT),
        source,
        meaning: meaningOf(name, known),
        kind,
        scale,
        budget,
      });
      source.series.set(key, made);
      return made;
    }

    return {
      series,
      config(key, value, at) {
        if (config.length < CONFIG)
          config.push({ key, value: typeof value === 'string' ? value.slice(0, TEXT) : value, place: placeOf(at) });
      },
      gpu: (sample, at) => gpus.add(sample, placeOf(at)),
      error(kind, message, at, messageAt) {
        if (errors.length === ERRORS) errors.splice(ERRORS - 1, 1);
        const place = placeOf(at);
        const messagePlace = messageAt === undefined ? place : placeOf(messageAt);
        errors.push({ kind, message: message.slice(0, TEXT), place, messagePlace, valuesBefore: source.values, source });
      },
      problem: (message, at) => problem(message, placeOf(at)),
      framework(name, version) {
        if (framework === undefined || (framework.name === name && framework.version === undefined))
          framework = { name, version };
      },
      task(name) {
        task ??= name;
      },
      planned(plan) {
        if (plan.steps !== undefined && plan.steps > 0) planned.steps = plan.steps;
        if (plan.epochs !== undefined && plan.epochs > 0) planned.epochs = plan.epochs;
      },
      finished: (reason, at) => void endings.push({ kind: 'finished', reason, place: placeOf(at) }),
      died: (reason, at) => void endings.push({ kind: 'died', reason, place: placeOf(at) }),
    };
  }

  function run(): Run {
    const main = mainSource(sources);
    const known = { framework: framework?.name, frameworkVersion: framework?.version, config };
    const series = seriesOf(sources, known);
    const runErrors = errors.map(
      ({ valuesBefore, source, ...error }): RunError => ({
        ...error,
        survived: source.values - valuesBefore > (DYING.has(error.kind) ? LAST_WORDS : 0),
      }),
    );
    const reached = reachedBy(series);
    return {
      path,
      reader: main?.reader ?? 'none',
      confidence: main?.confidence ?? 0,
      files: sources.map(({ series: _series, values: _values, ...source }) => source),
      ...(framework === undefined ? {} : { framework: framework.name, frameworkVersion: framework.version }),
      ...(task === undefined ? {} : { task }),
      ...statusOf({ errors: runErrors, endings, planned, reached, epochsDone: epochsDone(series), last: lastPlace(series) }),
      segments: segmentsOf(sources),
      series,
      config,
      gpus: gpus.all(),
      checkpoints,
      adapters,
      errors: runErrors,
      problems,
      planned,
      reached,
    };
  }

  return { sink, checkpoint: (found) => void checkpoints.push(found), adapter: (found) => void adapters.push(found), run };
}

/** What the reader knows goes before what the name says; a reader that knows the metric knows its part as well. */
function meaningOf(name: string, known: Partial<MetricName> = {}): MetricName {
  const { split, aggregation, ...rest } = readName(name);
  return { split, aggregation, ...('metric' in known ? {} : rest), ...known };
}

const nowhere: SeriesSink = { add() {} };

/** Of the files with values the one whose form tells most, then the one with most values; where none has any, the surest reader's. */
function mainSource(sources: readonly SourceState[]): SourceState | undefined {
  const weight = ({ values, reader, series }: SourceState): number => {
    if (values === 0) return 0;
    if (isPrinted(reader)) return 1;
    if (![...series.values()].some(({ kind }) => kind === 'history')) return 2;
    return reader === 'tensorboard' ? 3 : 4;
  };
  const byWeight = (left: SourceState, right: SourceState): number =>
    weight(right) - weight(left) || right.values - left.values || right.confidence - left.confidence;
  return [...sources].sort(byWeight)[0];
}

/** The last logged moment of the last segments of the training curves. */
function reachedBy(series: Run['series']): Run['reached'] {
  let step: number | undefined;
  let epoch: number | undefined;
  for (const { kind, segments, stepScope } of series) {
    if (kind !== 'history') continue;
    const { closing } = segments.at(-1)!;
    if (stepScope === 'run' && closing.step !== undefined) step = Math.max(step ?? closing.step, closing.step);
    if (closing.epoch !== undefined) epoch = Math.max(epoch ?? closing.epoch, closing.epoch);
  }
  return { ...(step === undefined ? {} : { step }), ...(epoch === undefined ? {} : { epoch }) };
}

/** Epochs that have their closing values: of series with one value an epoch, counted from 0 or from 1. */
function epochsDone(series: Run['series']): number {
  let done = 0;
  for (const { kind, aggregation, opening, closing } of series) {
    if (kind !== 'history' || aggregation !== 'epoch' || (opening.epoch !== 0 && opening.epoch !== 1)) continue;
    done = Math.max(done, (closing.epoch ?? 0) - opening.epoch + 1);
  }
  return done;
}

function lastPlace(series: Run['series']): RunPlace | undefined {
  let last: RunPlace | undefined;
  for (const { closing, kind, role } of series) {
    if (kind !== 'history' || role !== 'primary') continue;
    if (last === undefined || ('line' in closing.place && 'line' in last && closing.place.line > last.line)) last = closing.place;
  }
  return last;
}
