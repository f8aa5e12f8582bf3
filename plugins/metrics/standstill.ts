import type { RunArtifact, Series } from '../../src/api';
import { judgeStandstill } from './judge/no-update';
import { integer, type Schemas, wholeGroup } from './options';

export interface StandstillFigures {
  readonly values: number;
}

export const standstillSchemas: Schemas<StandstillFigures> = { values: integer(2, 'Values that must all be 0.') };

export interface StandstillOptions {
  readonly noGradient: StandstillFigures;
  readonly noLearningRate: StandstillFigures;
}

/** For rules that leave a run without gradients or learning rate to the rules for that. */
export const standstillOptions = {
  noGradient: wholeGroup<StandstillFigures>('no-gradient', standstillSchemas, 'As in `metrics/no-gradient`.'),
  noLearningRate: wholeGroup<StandstillFigures>('no-learning-rate', standstillSchemas, 'As in `metrics/no-learning-rate`.'),
};

/** Whether gradients or the learning rate are 0 throughout, so that a loss can't fall. */
export const standsStill = (target: RunArtifact, { noGradient, noLearningRate }: StandstillOptions): boolean =>
  target.run.series.some(
    (series) =>
      !mayBeRounded(target, series) &&
      ((series.metric === 'gradient-norm' && judgeStandstill(series, noGradient.values).outcome === 'fail') ||
        (series.metric === 'learning-rate' && judgeStandstill(series, noLearningRate.values).outcome === 'fail')),
  );

/** A log for people writes a small value as `0.0000`. `0`, `0.0`, and `0.000e+00` are exact. */
export function mayBeRounded({ repository }: RunArtifact, { reader, max, opening: { place } }: Series): boolean {
  if (max?.value !== 0 || !reader.startsWith('text') || !('line' in place)) return false;
  const line = repository.source(place.file)?.text.split('\n', place.line).at(-1) ?? '';
  return !/^["']?0(?:\.0)?(?:\.?0*e[+-]?\d+)?(?![\d.])/i.test(line.slice(place.column - 1));
}
