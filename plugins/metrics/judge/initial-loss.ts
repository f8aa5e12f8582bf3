import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface InitialFigures {
  /** What a language model with a vocabulary of an unknown, usual size starts from. */
  readonly language: { readonly low: number; readonly high: number };
  /** Shares of ln(choices) that a first value may be between. */
  readonly low: number;
  readonly high: number;
  /** A value at a later step isn't a first value. */
  readonly firstSteps: number;
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
}

/** Whether a loss starts where random weights put it: at ln(choices), or in the band of usual vocabularies. */
export function judgeInitialLoss(
  { series, kind, choices, pretrainedBy }: InitialLoss,
  figures: InitialFigures,
): Verdict<InitialEvidence> {
  const first = series.first;
  if (first === undefined) return unknown('no finite value was logged');
  const low = choices === undefined ? figures.language.low : Math.log(choices) * figures.low;
  const high = choices === undefined ? figures.language.high : Math.log(choices) * figures.high;
  // No weights guess so badly, trained before or not, at the first step or later.
  const isKnown = kind === 'language' || choices !== undefined;
  if (isKnown && series.kind === 'history' && first.value > figures.hopeless * high)
    return fail({ first, low, high, side: 'above' });
  if (pretrainedBy !== undefined) return unknown(`the weights may not have been random: ${pretrainedBy}`);
  if (series.kind === 'summary') return unknown('only a closing value was logged');
  if (first.step === undefined || first.step > figures.firstSteps) return unknown('the first values were not logged');
  if (!isKnown) return unknown('the number of classes is unknown');
  if (first.value < low) return fail({ first, low, high, side: 'below' });
  return first.value > high ? fail({ first, low, high, side: 'above' }) : pass;
}
