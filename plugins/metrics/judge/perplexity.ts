import type { Point, Series } from '../../../src/api';
import { together } from './pairs';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface PerplexityFigures {
  /** Relative distance below exp(loss); a mean of exponentials is never below the exponential of the mean. */
  readonly below: number;
  readonly above: number;
}

export interface PerplexityEvidence {
  readonly point: Point;
  readonly loss: number;
  readonly expected: number;
  /** The base that fits, where another one does. */
  readonly base?: 2 | 10;
}

/**
 * Whether a perplexity is exp of the loss that was logged at the same moment. `others`: what else was logged, for the whole loss may have
 * further terms, with the cross entropy beside it.
 */
export function judgePerplexity(
  perplexity: Series,
  loss: Series,
  others: readonly Series[],
  figures: PerplexityFigures,
): Verdict<PerplexityEvidence> {
  const verdict = compare(perplexity, loss, figures);
  if (verdict.outcome !== 'fail') return verdict;
  if (others.some((other) => isOf(other, compare(perplexity, other, figures)))) return pass;
  if (perplexity.reader !== 'text' || verdict.evidence.base !== undefined) return verdict;
  // Held-out losses have no terms that only training needs.
  const isHeldOut = perplexity.split === 'val' || perplexity.split === 'test';
  if (!isHeldOut) return unknown('a log for people may leave out terms of its loss');
  return isOfOtherUnit(perplexity, loss)
    ? unknown('the perplexity is of another unit, such as words instead of tokens')
    : verdict;
}

/** It is the perplexity of that other loss; of fairseq's `nll_loss`, which is beside a smoothed one, in base 2. */
const isOf = ({ component }: Series, verdict: Verdict<PerplexityEvidence>): boolean =>
  verdict.outcome === 'pass' || (verdict.outcome === 'fail' && component === 'nll' && verdict.evidence.base !== undefined);

/** The share of two logarithms that still counts as one. */
const SAME = 0.03;

/** A perplexity by word is exp of the loss by token times a number that stays. One value alone can't show that. */
function isOfOtherUnit(perplexity: Series, loss: Series): boolean {
  const factors = together(loss, perplexity).map(({ values: [value, other] }) => Math.log(other!) / value!);
  return Math.max(...factors) - Math.min(...factors) < SAME * Math.max(...factors);
}

function compare(perplexity: Series, loss: Series, { below, above }: PerplexityFigures): Verdict<PerplexityEvidence> {
  const losses = new Map(loss.points.map((point) => [momentKey(point), point.value]));
  let pairs = 0;
  for (const point of perplexity.points) {
    const value = losses.get(momentKey(point));
    if (value === undefined || !Number.isFinite(value) || !Number.isFinite(point.value) || value > 50) continue;
    pairs += 1;
    const expected = Math.exp(value);
    const distance = point.value / expected - 1;
    if (distance >= -below && distance <= above) continue;
    const base = ([2, 10] as const).find((other) => Math.abs(point.value / other ** value - 1) < below);
    return fail({ point, loss: value, expected, ...(base && { base }) });
  }
  return pairs === 0 ? unknown('no perplexity was logged together with a loss') : pass;
}

const momentKey = ({ step, epoch }: Point): string => `${step ?? ''}|${epoch ?? ''}`;
