import type { RunArtifact } from '../../src/api';
import { trainingLosses } from './curves';
import { figuresOf } from './figures';
import { isImproving } from './improving';
import { type DivergenceFigures, judgeDivergence } from './judge/divergence';
import { isTrendFree } from './tasks';

/** Whether `metrics/divergence` tells of the run already, so that its other consequences need not be told. */
export const hasDiverged = (target: RunArtifact): boolean =>
  !isTrendFree(target) &&
  !isImproving(target) &&
  trainingLosses(target).some((series) => judgeDivergence(series, figures).outcome === 'fail');

const figures = figuresOf<DivergenceFigures>('divergence');
