import type { MetricName, Scale, Series, SeriesSegment, Statistics } from '../model/run';
import type { Moment, SeriesSink } from '../reader';
import { Thinned } from '../statistics/downsample';
import { Stretch } from '../statistics/running';
import { pointOf, summarize } from '../statistics/summarize';

const SEGMENTS = 64;

/** What all series of a run share: how much memory is left. */
export interface Budget {
  /** Stretches that may still be begun. */
  stretches: number;
  series: number;
}

interface Setup {
  readonly name: string;
  /** The file that the series is of; counts its values. */
  readonly source: { readonly path: string; readonly reader: string; values: number };
  readonly meaning: MetricName;
  readonly kind: Series['kind'];
  readonly scale: Scale | undefined;
  readonly budget: Budget;
}

type Start = SeriesSegment['start'];

/** Gathers one series: cuts it into segments where epoch or step goes back, keeps statistics and thinned points. */
export class CollectedSeries implements SeriesSink {
  readonly name: string;
  readonly meaning: MetricName;
  readonly kind: Series['kind'];
  readonly scale: Scale | undefined;
  readonly stretches: Stretch[] = [];
  readonly starts: Start[] = [];
  readonly #source: Setup['source'];
  readonly #budget: Budget;
  readonly #points: Thinned;
  #previousStep = Number.NaN;
  #previousEpoch = Number.NaN;
  #firstStep = Number.NaN;
  #firstEpoch = Number.NaN;
  #stepRestartsByEpoch = false;
  #current: Stretch | undefined;

  constructor({ name, source, meaning, kind, scale, budget }: Setup) {
    this.name = name;
    this.#source = source;
    this.meaning = meaning;
    this.kind = kind;
    this.scale = scale;
    this.#budget = budget;
    this.#points = new Thinned(budget.series < 100 ? 2000 : 250);
  }

  get file(): string {
    return this.#source.path;
  }

  get reader(): string {
    return this.#source.reader;
  }

  get count(): number {
    return this.stretches.reduce((total, stretch) => total + stretch.count, 0);
  }

  add(value: number, moment: Moment): void {
    this.#source.values += 1;
    const start = this.#startBefore(moment);
    if (start !== undefined) {
      this.#current = new Stretch();
      this.stretches.push(this.#current);
      this.starts.push(start);
      this.#budget.stretches -= 1;
    }
    this.#previousStep = moment.step;
    if (!Number.isNaN(moment.epoch)) this.#previousEpoch = moment.epoch;
    this.#current!.add(value, moment);
    this.#points.add(value, moment);
  }

  #startBefore({ step, epoch }: Moment): Start | undefined {
    if (this.stretches.length === 0) {
      this.#firstStep = step;
      this.#firstEpoch = epoch;
      return 'first';
    }
    const epochBack = epoch < this.#previousEpoch;
    const stepBack = step < this.#previousStep;
    // Behind a first epoch that had no number the second may have one.
    const epochOn = epoch > this.#previousEpoch || (!Number.isNaN(epoch) && Number.isNaN(this.#previousEpoch));
    if (stepBack && epochOn) {
      this.#stepRestartsByEpoch = true;
      return undefined;
    }
    if (!epochBack && !stepBack) return undefined;
    if (epochBack && step > this.#previousStep && !this.#stepRestartsByEpoch) return undefined;
    if (this.stretches.length === SEGMENTS || this.#budget.stretches <= 0) return undefined;
    const fromBeginning =
      (Number.isNaN(epoch) || !(epoch > this.#firstEpoch)) && (Number.isNaN(step) || !(step > this.#firstStep));
    return fromBeginning ? 'restarted' : 'resumed';
  }

  get stepScope(): Series['stepScope'] {
    return this.#stepRestartsByEpoch ? 'epoch' : 'run';
  }

  /** The public form. Points are made when first asked for. */
  toSeries(role: Series['role'], scale: Scale | undefined, copyOf: Series['copyOf']): Series {
    const { name, file, reader, meaning, kind, stepScope } = this;
    const points = this.#points;
    const { closing } = this.stretches.at(-1)!;
    const stepsRun = stepScope === 'run';
    const segment = (stretch: Stretch, index: number): SeriesSegment => ({
      start: this.starts[index] ?? 'first',
      ...summarize([stretch], file, stepsRun),
    });
    const segments = this.stretches.map(segment);
    const whole: Statistics = segments.length === 1 ? segments[0]! : summarize(this.stretches, file, stepsRun);
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

function withoutStart(statistics: Statistics & { start?: Start }): Statistics {
  const { start: _, ...rest } = statistics;
  return rest;
}
