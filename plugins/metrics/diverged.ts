import type { RunArtifact } from '../../src/api';
import { trainingLosses } from './curves';
import { isImproving, isOutweighed } from './improving';
import { type DivergenceFigures, judgeDivergence } from './judge/divergence';

/** Whether `metrics/divergence` reports the run already, so that no rule has to report what follows from it. */
export function hasDiverged(target: RunArtifact, figures: DivergenceFigures): boolean {
  if (!target.lossShowsProgress || isImproving(target, figures)) return false;
  return trainingLosses(target).some(
    (series, _, losses) => judgeDivergence(series, figures).outcome === 'fail' && !isOutweighed(series, losses, figures),
  );
}
