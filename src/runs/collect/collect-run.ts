import type { ConfigEntry } from '../model/config-entry';
import type { Run, RunError, RunErrorKind, RunProblem, RunSource } from '../model/run';
import type { RunPlace } from '../model/series';
import type { Adapter, Checkpoint } from '../model/weights';
import type { At, RunSink } from '../reader';
import type { Budget } from './collected-series';
import { isPrinted, seriesOf } from './copies';
import { createErrorList, type ErrorList } from './errors';
import { collectGpus, type GpuCollector } from './gpus';
import { epochsDone, lastPlace, reachedBy, segmentsOf } from './progress';
import { createSeriesFinder } from './series-finder';
import type { SourceState } from './source';
import { type Ending, statusOf } from './status';

const MOST_SEGMENTS = 3000;
const MOST_CONFIG = 5000;
const MOST_PROBLEMS = 50;
const LONGEST_TEXT = 500;

/** Gathers what the readers of one run's files find, and gives the run at any time. */
export interface RunCollector {
  sink(source: RunSource): RunSink;
  checkpoint(checkpoint: Checkpoint): void;
  adapter(adapter: Adapter): void;
  /** The run as known so far. */
  run(): Run;
}

/** What has been gathered of a run so far. */
interface Gathered {
  readonly path: string;
  readonly budget: Budget;
  readonly sources: SourceState[];
  readonly config: ConfigEntry[];
  readonly gpus: GpuCollector;
  readonly checkpoints: Checkpoint[];
  readonly adapters: Adapter[];
  readonly errors: ErrorList;
  readonly problems: RunProblem[];
  readonly endings: Ending[];
  readonly planned: { steps?: number; epochs?: number };
  framework?: { readonly name: string; readonly version?: string };
  task?: string;
}

export function collectRun(path: string): RunCollector {
  const gathered: Gathered = {
    path,
    budget: { segments: MOST_SEGMENTS, series: 0 },
    sources: [],
    config: [],
    gpus: collectGpus(),
    checkpoints: [],
    adapters: [],
    errors: createErrorList(LONGEST_TEXT),
    problems: [],
    endings: [],
    planned: {},
  };
  return {
    sink: (source) => createSink(gathered, source),
    checkpoint: (found) => void gathered.checkpoints.push(found),
    adapter: (found) => void gathered.adapters.push(found),
    run: () => runOf(gathered),
  };
}

function createSink(gathered: Gathered, given: RunSource): RunSink {
  const { config, gpus, errors, problems, endings, planned, budget } = gathered;
  const source: SourceState = { ...given, series: new Map(), values: 0, starts: 0 };
  gathered.sources.push(source);
  const placeOf = (at?: At): RunPlace =>
    at === undefined ? { file: source.path } : { file: source.path, line: Math.max(1, at.line), column: Math.max(1, at.column) };
  const keep = (message: string, at: At | undefined, isLimit: boolean): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ message: message.slice(0, LONGEST_TEXT), place: placeOf(at), isLimit });
  };
  const limit = (message: string, at?: At): void => keep(message, at, true);

  return {
    series: createSeriesFinder(source, budget, limit),
    config(key, value, at) {
      if (config.length >= MOST_CONFIG) return;
      config.push({ key, value: typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value, place: placeOf(at) });
    },
    gpu: (sample, at) => gpus.add(sample, placeOf(at)),
    error(kind, message, at, messageAt) {
      const place = placeOf(at);
      errors.add(source, { kind, message, place, messagePlace: messageAt === undefined ? place : placeOf(messageAt) });
    },
    problem: (message, at) => keep(message, at, false),
    limit,
    framework(name, version) {
      const known = gathered.framework;
      if (known === undefined || (known.name === name && known.version === undefined)) gathered.framework = { name, version };
    },
    task(name) {
      gathered.task ??= name;
    },
    planned(plan) {
      if (plan.steps !== undefined && plan.steps > 0) planned.steps = plan.steps;
      if (plan.epochs !== undefined && plan.epochs > 0) planned.epochs = plan.epochs;
    },
    started: () => void (source.starts += 1),
    finished: (reason, at) => void endings.push({ kind: 'finished', reason, place: placeOf(at) }),
    died: (reason, at) => void endings.push({ kind: 'died', reason, place: placeOf(at) }),
  };
}

function runOf(gathered: Gathered): Run {
  const { path, sources, framework, task, config, endings, planned, gpus, checkpoints, adapters, problems } = gathered;
  const main = mainSource(sources);
  const series = seriesOf(sources, { framework: framework?.name, frameworkVersion: framework?.version, config });
  const errors: readonly RunError[] = gathered.errors.all().filter(({ kind }) => series.length === 0 || !isStartError(kind));
  const reached = reachedBy(series);
  return {
    path,
    reader: main?.reader ?? 'none',
    confidence: main?.confidence ?? 0,
    files: sources.map(({ series: _series, values: _values, starts: _starts, ...source }) => source),
    ...(framework === undefined ? {} : { framework: framework.name, frameworkVersion: framework.version }),
    ...(task === undefined ? {} : { task }),
    ...statusOf({ errors, endings, planned, reached, epochsDone: epochsDone(series), last: lastPlace(series) }),
    segments: segmentsOf(sources),
    series,
    config,
    gpus: gpus.all(),
    checkpoints,
    adapters,
    errors,
    problems,
    planned,
    reached,
  };
}

/** What may have kept the run from starting, in one of its logs, didn't where another log has a metric. */
const isStartError = (kind: RunErrorKind): boolean => kind.startsWith('start/') || kind.startsWith('hint/');

/**
 * The file that says most about the run: of the files with values the one in the richest form, then the one with most values. Where
 * no file has values, the one whose reader is surest.
 */
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
