import type { MetricName, Scale, Series, SeriesSegment, Statistics } from '../model/series';
import type { Moment } from '../moment';
import type { SeriesSink } from '../reader';
import { Downsample } from '../statistics/downsample';
import { WIDTH } from '../statistics/kept';
import { RunningStatistics } from '../statistics/running';
import { pointOf, summarize } from '../statistics/summarize';

/** Segments of one series at most. */
const MOST_SEGMENTS = 64;
/** Values of a series that wait to be counted, at first and at most: many at once cost a third of what each alone does. */
const FIRST_WAITING = 8;
const MOST_WAITING = 128;

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
  readonly #segments: RunningStatistics[] = [];
  readonly #starts: Start[] = [];
  readonly #source: Setup['source'];
  readonly #budget: Budget;
  readonly #points: Downsample;
  /** Rows of values that aren't counted yet, and the numbers in them. */
  #rows = new Float64Array(FIRST_WAITING * WIDTH);
  #filled = 0;
  #previousStep = Number.NaN;
  #previousEpoch = Number.NaN;
  readonly #processes = new Processes();
  #firstStep = Number.NaN;
  #firstEpoch = Number.NaN;
  #stepRestartsByEpoch = false;

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

  get segments(): readonly RunningStatistics[] {
    this.#settle();
    return this.#segments;
  }

  get starts(): readonly Start[] {
    this.#settle();
    return this.#starts;
  }

  get count(): number {
    return this.segments.reduce((total, segment) => total + segment.count, 0);
  }

  add(value: number, moment: Moment): void {
    if (this.#filled === this.#rows.length) this.#makeRoom();
    const rows = this.#rows;
    const at = this.#filled;
    rows[at] = value;
    rows[at + 1] = moment.step;
    rows[at + 2] = moment.epoch;
    rows[at + 3] = moment.time;
    rows[at + 4] = moment.line;
    rows[at + 5] = moment.column;
    rows[at + 6] = moment.record;
    this.#filled = at + WIDTH;
    this.#source.values += 1;
  }

  #makeRoom(): void {
    this.#settle();
    if (this.#rows.length < MOST_WAITING * WIDTH) this.#rows = new Float64Array(this.#rows.length * 2);
  }

  /** Counts the values that wait. */
  #settle(): void {
    const rows = this.#rows;
    const end = this.#filled;
    if (end === 0) return;
    this.#filled = 0;
    let from = 0;
    for (let at = 0; at < end; at += WIDTH) {
      const step = rows[at + 1]!;
      const epoch = rows[at + 2]!;
      const isBack = step < this.#previousStep || epoch < this.#previousEpoch;
      const start = isBack || this.#segments.length === 0 ? this.#startBefore(step, epoch) : undefined;
      if (start !== undefined) {
        if (at > from) this.#segments.at(-1)!.add(rows, from, at);
        from = at;
        this.#segments.push(new RunningStatistics());
        this.#starts.push(start);
        this.#budget.segments -= 1;
        this.#processes.restart();
      }
      this.#processes.note(step);
      this.#previousStep = step;
      if (!Number.isNaN(epoch)) this.#previousEpoch = epoch;
    }
    this.#segments.at(-1)!.add(rows, from, end);
    this.#points.add(rows, end);
  }

  #startBefore(step: number, epoch: number): Start | undefined {
    if (this.#segments.length === 0) {
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
    if (!epochBack && this.#processes.mayStillBeAt(step)) return undefined;
    if (epochBack && step > this.#previousStep && !this.#stepRestartsByEpoch) return undefined;
    if (this.#segments.length === MOST_SEGMENTS || this.#budget.segments <= 0) return undefined;
    const fromBeginning =
      (Number.isNaN(epoch) || !(epoch > this.#firstEpoch)) && (Number.isNaN(step) || !(step > this.#firstStep));
    return fromBeginning ? 'restarted' : 'resumed';
  }

  get stepScope(): Series['stepScope'] {
    this.#settle();
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
class Processes {
  #last = Number.NaN;
  #before = Number.NaN;
  #first = Number.NaN;
  #areSeveral = false;

  /** A step of the next value. */
  note(step: number): void {
    if (step === this.#last) this.#areSeveral = true;
    if (step <= this.#last) return;
    this.#first = this.#before;
    this.#before = this.#last;
    this.#last = step;
  }

  /** Whether a step that comes after a higher one may be that of a process that is behind, not of one that began again. */
  mayStillBeAt(step: number): boolean {
    return this.#areSeveral && (step === this.#before || step === this.#first);
  }

  restart(): void {
    this.#last = Number.NaN;
    this.#before = Number.NaN;
    this.#first = Number.NaN;
    this.#areSeveral = false;
  }
}

function withoutStart(statistics: Statistics & { start?: Start }): Statistics {
  const { start: _, ...rest } = statistics;
  return rest;
}
