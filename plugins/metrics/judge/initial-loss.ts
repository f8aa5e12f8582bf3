import type { Point, Series } from '../../../src/api';
import { beginsLate } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface InitialFigures {
  /** Where a language model with random weights starts. */
  readonly language: {
    /** Of a vocabulary of unknown, usual size. */
    readonly low: number;
    readonly high: number;
    /** How far below and above ln(vocabulary), where the vocabulary is known, in nats. */
    readonly below: number;
    readonly above: number;
  };
  /** Shares of ln(choices) that a first value may be between. */
  readonly low: number;
  readonly high: number;
  /** A value at a later step has some training behind it. */
  readonly firstSteps: number;
  /** Until when such a value is judged at all, and what it is at least. */
  readonly warmUp: { readonly steps: number; readonly low: number };
  /** Times the upper end, above which a loss is wrong whatever the weights are. */
  readonly hopeless: number;
}

/** A first loss before training, and the number of choices that a uniform guess is made among. */
export interface InitialLoss {
  readonly series: Series;
  readonly kind: 'language' | 'classes';
  readonly choices?: number;
  /** Why the weights may not have been random. */
  readonly pretrainedBy?: string;
}

export interface InitialEvidence {
  readonly first: Point;
  readonly low: number;
  readonly high: number;
  readonly side: 'below' | 'above';
  /** The value has this much training behind it, which the range allows for. */
  readonly after?: { readonly steps: number } | 'epoch';
}

/**
 * Whether a loss starts where random weights put it: at ln(choices), or in the band of usual vocabularies. Training lowers a loss, so a
 * first value above the band is one wherever it is logged; one below it may be learned.
 */
export function judgeInitialLoss(subject: InitialLoss, figures: InitialFigures): Verdict<InitialEvidence> {
  const { series, kind, choices, pretrainedBy } = subject;
  const { first } = series;
  if (first === undefined) return unknown('no finite value was logged');
  const band = bandOf(subject, figures);
  // No weights guess so badly, trained before or not, at the first step or later.
  const isKnown = kind === 'language' || choices !== undefined;
  if (isKnown && series.kind === 'history' && first.value > figures.hopeless * band.high)
    return fail({ first, ...band, side: 'above' });
  if (pretrainedBy !== undefined) return unknown(`the weights may not have been random: ${pretrainedBy}`);
  if (series.kind === 'summary') return unknown('only a closing value was logged');
  // A language model's loss of a whole first epoch has a range of its own.
  const isOfEpoch = first.step === undefined && kind === 'classes' && (first.epoch ?? 2) <= 1;
  if ((first.step === undefined && !isOfEpoch) || beginsLate(series.segments[0]!))
    return unknown('the first values were not logged');
  if (!isKnown) return unknown('the number of classes is unknown');
  const isLater = first.step === undefined || first.step > figures.firstSteps;
  const after = isLater ? { after: first.step === undefined ? ('epoch' as const) : { steps: first.step } } : {};
  if (first.value > band.high) return fail({ first, ...band, side: 'above', ...after });
  const low = isLater ? Math.min(figures.warmUp.low, band.low) : band.low;
  if (isLater && (kind === 'classes' || choices !== undefined || first.step! > figures.warmUp.steps))
    return unknown('the first values were not logged');
  return first.value < low ? fail({ first, ...band, side: 'below', ...after }) : pass;
}

function bandOf({ kind, choices }: InitialLoss, { language, low, high }: InitialFigures): Pick<InitialEvidence, 'low' | 'high'> {
  if (choices === undefined) return { low: language.low, high: language.high };
  const guess = Math.log(choices);
  if (kind === 'classes') return { low: guess * low, high: guess * high };
  return { low: Math.max(guess - language.below, guess * low), high: guess + language.above };
}
