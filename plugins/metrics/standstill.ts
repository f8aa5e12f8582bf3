import type { RunArtifact, Series } from '../../src/api';
import type { FiniteFigures } from './judge/finite';
import { judgeLossScale, type LossScaleFigures } from './judge/loss-scale';
import { judgeNoGradient, judgeStandstill, type NoGradientFigures } from './judge/no-update';
import { integer, number, type Schemas, wholeGroup } from './options';
import { finite } from './shared-options';
import { breakOf } from './training-series';

export interface StandstillFigures {
  readonly values: number;
}

export const standstillSchemas: Schemas<StandstillFigures> = { values: integer(2, 'Values that must all be 0.') };

export const noGradientSchemas: Schemas<NoGradientFigures> = {
  values: integer(2, 'Values that must all be 0.'),
  sameRewards: integer(2, 'The same where the rewards of each group have no spread either.'),
  supervised: integer(2, 'The same where a loss is trained on directly.'),
};

export const lossScaleSchemas: Schemas<LossScaleFigures> = {
  minimum: number('At this scale or below, scaling is no help.'),
  values: integer(1, 'Values at the end that must be there.'),
};

export interface StandstillOptions {
  readonly noGradient: NoGradientFigures;
  readonly noLearningRate: StandstillFigures;
  readonly lossScale: LossScaleFigures;
  readonly finite: FiniteFigures;
}

/** For rules that leave a run without usable gradients or learning rate to the rules for that. */
export const standstillOptions = {
  noGradient: wholeGroup<NoGradientFigures>('no-gradient', noGradientSchemas, 'As in `metrics/no-gradient`.'),
  noLearningRate: wholeGroup<StandstillFigures>('no-learning-rate', standstillSchemas, 'As in `metrics/no-learning-rate`.'),
  lossScale: wholeGroup<LossScaleFigures>('loss-scale', lossScaleSchemas, 'As in `metrics/loss-scale`.'),
  finite,
};

/** Whether gradients or the learning rate are 0 throughout, or gradients are NaN or overflow, so that a loss can't fall. */
export const standsStill = (target: RunArtifact, options: StandstillOptions): boolean =>
  breakOf(target, options.finite)?.place === 'gradients' || target.run.series.some((series) => isStill(target, series, options));

function isStill(target: RunArtifact, series: Series, { noGradient, noLearningRate, lossScale }: StandstillOptions): boolean {
  const { metric } = series;
  if (metric === 'loss-scale') return judgeLossScale(series, lossScale, target.run).outcome === 'fail';
  if ((metric !== 'gradient-norm' && metric !== 'learning-rate') || mayBeRounded(target, series)) return false;
  const context = { all: target.run.series, lossShowsProgress: target.lossShowsProgress };
  const verdict =
    metric === 'gradient-norm' ? judgeNoGradient(series, context, noGradient) : judgeStandstill(series, noLearningRate.values);
  return verdict.outcome === 'fail';
}

/** A log for people writes a small value as `0.0000`. `0`, `0.0`, and `0.000e+00` are exact. */
export function mayBeRounded({ repository }: RunArtifact, { reader, max, opening: { place } }: Series): boolean {
  if (max?.value !== 0 || !reader.startsWith('text') || !('line' in place)) return false;
  const line = repository.source(place.file)?.text.split('\n', place.line).at(-1) ?? '';
  return !/^["']?0(?:\.0)?(?:\.?0*e[+-]?\d+)?(?![\d.])/i.test(line.slice(place.column - 1));
}
