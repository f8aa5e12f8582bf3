import type { RunArtifact, Series } from '../../src/api';
import { heldOutLosses, trainingLosses } from './curves';
import { type BestLateFigures, isBestLate } from './improving';
import { judgeAllTurned, judgeTurned, type OverfittingFigures } from './judge/overfitting';

export interface OverfitOptions {
  readonly overfitting: OverfittingFigures;
  readonly bestLate: BestLateFigures;
}

/** The losses on held-out data that say whether the run overfits: those of sets where no metric of quality is best late. */
export const lossesThatTurn = (target: RunArtifact, bestLate: BestLateFigures): Series[] =>
  heldOutLosses(target).filter(({ group }) => !isBestLate(target, bestLate, group));

/** Whether `metrics/overfitting` reports the run. */
export function hasOverfitted(target: RunArtifact, { overfitting, bestLate }: OverfitOptions): boolean {
  const heldOut = lossesThatTurn(target, bestLate);
  return heldOut.length > 0 && judgeAllTurned(heldOut, trainingLosses(target), overfitting).outcome === 'fail';
}

/** Whether one loss has turned, which is left to `metrics/overfitting`. */
export const hasTurned = (target: RunArtifact, series: Series, { overfitting }: OverfitOptions): boolean =>
  judgeTurned(series, trainingLosses(target), overfitting).outcome === 'fail';
