import type { MetricName, Scale, Series, SeriesSegment, Statistics } from '../model/series';
import type { Moment } from '../moment';
import type { SeriesSink } from '../reader';
import { Downsample } from '../statistics/downsample';
import { RunningStatistics } from '../statistics/running';
import { pointOf, summarize } from '../statistics/summarize';

/** Segments of one series at most. */
const MOST_SEGMENTS = 64;

/** What all series of a run share: how much memory is left for them. */
export interface Budget {
  /** Segments that may still begin. */
  segments: number;
  series: number;
}

interface Setup {
  readonly name: string;
  /** The file that the series is in; counts its values. */
  readonly source: { readonly path: string; readonly reader: string; values: number };
  readonly meaning: MetricName;
  readonly kind: Series['kind'];
  readonly scale: Scale | undefined;
  readonly budget: Budget;
}

type Start = SeriesSegment['start'];

/** Gathers one series: cuts it into segments where epoch or step goes back, keeps statistics and downsampled points. */
export class CollectedSeries implements SeriesSink {
  readonly name: string;
  readonly meaning: MetricName;
  readonly kind: Series['kind'];
  readonly scale: Scale | undefined;
  readonly segments: RunningStatistics[] = [];
  readonly starts: Start[] = [];
  readonly #source: Setup['source'];
  readonly #budget: Budget;
  readonly #points: Downsample;
  #previousStep = Number.NaN;
  #previousEpoch = Number.NaN;
  readonly #processes = createProcesses();
  #firstStep = Number.NaN;
  #firstEpoch = Number.NaN;
  #stepRestartsByEpoch = false;
  #current: RunningStatistics | undefined;

  constructor({ name, source, meaning, kind, scale, budget }: Setup) {
    this.name = name;
    this.#source = source;
    this.meaning = meaning;
    this.kind = kind;
    this.scale = scale;
    this.#budget = budget;
    this.#points = new Downsample(budget.series < 100 ? 2000 : 250);
  }

  get file(): string {
    return this.#source.path;
  }

  get reader(): string {
    return this.#source.reader;
  }

  get count(): number {
    return this.segments.reduce((total, segment) => total + segment.count, 0);
  }

  add(value: number, moment: Moment): void {
    this.#source.values += 1;
    const start = this.#startBefore(moment);
    if (start !== undefined) {
      this.#current = new RunningStatistics();
      this.segments.push(this.#current);
      this.starts.push(start);
      this.#budget.segments -= 1;
      this.#processes.restart();
    }
    this.#processes.note(moment.step);
    this.#previousStep = moment.step;
    if (!Number.isNaN(moment.epoch)) this.#previousEpoch = moment.epoch;
    this.#current!.add(value, moment);
    this.#points.add(value, moment);
  }

  #startBefore({ step, epoch }: Moment): Start | undefined {
    if (this.segments.length === 0) {
      this.#firstStep = step;
      this.#firstEpoch = epoch;
      return 'first';
    }
    const epochBack = epoch < this.#previousEpoch;
    const stepBack = step < this.#previousStep;
    // The first epoch may have no number where the second has one.
    const epochOn = epoch > this.#previousEpoch || (!Number.isNaN(epoch) && Number.isNaN(this.#previousEpoch));
    if (stepBack && epochOn) {
      this.#stepRestartsByEpoch = true;
      return undefined;
    }
    if (!epochBack && !stepBack) return undefined;
    if (!epochBack && this.#processes.mayStillBeAt(step)) return undefined;
    if (epochBack && step > this.#previousStep && !this.#stepRestartsByEpoch) return undefined;
    if (this.segments.length === MOST_SEGMENTS || this.#budget.segments <= 0) return undefined;
    const fromBeginning =
      (Number.isNaN(epoch) || !(epoch > this.#firstEpoch)) && (Number.isNaN(step) || !(step > this.#firstStep));
    return fromBeginning ? 'restarted' : 'resumed';
  }

  get stepScope(): Series['stepScope'] {
    return this.#stepRestartsByEpoch ? 'epoch' : 'run';
  }

  /** The public form. Points are made when they are first read. */
  toSeries(role: Series['role'], scale: Scale | undefined, copyOf: Series['copyOf']): Series {
    const { name, file, reader, meaning, kind, stepScope } = this;
    const points = this.#points;
    const { closing } = this.segments.at(-1)!;
    const stepsRun = stepScope === 'run';
    const segments = this.segments.map(
      (segment, index): SeriesSegment => ({
        start: this.starts[index] ?? 'first',
        ...summarize([segment], file, stepsRun),
      }),
    );
    const whole: Statistics = segments.length === 1 ? segments[0]! : summarize(this.segments, file, stepsRun);
    let made: Series['points'] | undefined;
    return {
      ...withoutStart(whole),
      ...meaning,
      name,
      file,
      reader,
      scale: this.scale ?? scale,
      kind,
      role,
      ...(copyOf === undefined ? {} : { copyOf }),
      stepScope,
      segments,
      get points() {
        made ??= points.values(closing).map((kept) => pointOf(kept, file));
        return made;
      },
    };
  }
}

/**
 * Processes that write to one log without saying which they are: each gives its own value of a step, and they are a little apart, so
 * that steps repeat and go back by one or two.
 */
function createProcesses() {
  let [last, before, first] = [Number.NaN, Number.NaN, Number.NaN];
  let areSeveral = false;
  return {
    /** A step of the next value. */
    note(step: number): void {
      if (step === last) areSeveral = true;
      if (step <= last) return;
      first = before;
      before = last;
      last = step;
    },
    /** Whether a step that comes after a higher one may be that of a process that is behind, not of one that began again. */
    mayStillBeAt: (step: number): boolean => areSeveral && (step === before || step === first),
    restart(): void {
      [last, before, first] = [Number.NaN, Number.NaN, Number.NaN];
      areSeveral = false;
    },
  };
}

function withoutStart(statistics: Statistics & { start?: Start }): Statistics {
  const { start: _, ...rest } = statistics;
  return rest;
}
