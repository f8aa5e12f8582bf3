import type { RunArtifact } from '../../src/api';
import { trainingLosses } from './curves';
import { isImproving } from './improving';
import { type DivergenceFigures, judgeDivergence } from './judge/divergence';

/** Whether `metrics/divergence` reports the run already, so that no rule has to report what follows from it. */
export const hasDiverged = (target: RunArtifact, figures: DivergenceFigures): boolean =>
  target.lossShowsProgress &&
  !isImproving(target, figures) &&
  trainingLosses(target).some((series) => judgeDivergence(series, figures).outcome === 'fail');
