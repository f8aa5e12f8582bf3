import { API_VERSION, definePlugin } from '../../src/api';
import agreement from './rules/agreement';
import allNan from './rules/all-nan';
import chance from './rules/chance';
import decreasing from './rules/decreasing';
import diceOverlap from './rules/dice-overlap';
import divergence from './rules/divergence';
import earlyAccuracy from './rules/early-accuracy';
import emptyEvaluation from './rules/empty-evaluation';
import expected from './rules/expected';
import finite from './rules/finite';
import finiteEvaluation from './rules/finite-evaluation';
import generalizationGap from './rules/generalization-gap';
import gpuMemory from './rules/gpu-memory';
import gpuMemoryDeclared from './rules/gpu-memory-declared';
import gpuMemoryHeadroom from './rules/gpu-memory-headroom';
import gpuUtilization from './rules/gpu-utilization';
import heldOut from './rules/held-out';
import initialLoss from './rules/initial-loss';
import languageLoss from './rules/language-loss';
import lastingSpike from './rules/lasting-spike';
import lossComponents from './rules/loss-components';
import lossScale from './rules/loss-scale';
import lowInitialLoss from './rules/low-initial-loss';
import lowLanguageLoss from './rules/low-language-loss';
import mapOverlap from './rules/map-overlap';
import memorization from './rules/memorization';
import noGradient from './rules/no-gradient';
import noLearningRate from './rules/no-learning-rate';
import overfitting from './rules/overfitting';
import perplexity from './rules/perplexity';
import pixelAccuracy from './rules/pixel-accuracy';
import plateau from './rules/plateau';
import quality from './rules/quality';
import range from './rules/range';
import saturatedLoss from './rules/saturated-loss';
import scale from './rules/scale';
import singleClass from './rules/single-class';
import spike from './rules/spike';
import transientNan from './rules/transient-nan';
import zeroLoss from './rules/zero-loss';
import zeroMetric from './rules/zero-metric';

/** What was measured during training: whether it went well. */
export default definePlugin({
  name: 'metrics',
  api: API_VERSION,
  rules: [
    agreement,
    allNan,
    chance,
    decreasing,
    diceOverlap,
    divergence,
    earlyAccuracy,
    emptyEvaluation,
    expected,
    finite,
    finiteEvaluation,
    generalizationGap,
    gpuMemory,
    gpuMemoryDeclared,
    gpuMemoryHeadroom,
    gpuUtilization,
    heldOut,
    initialLoss,
    languageLoss,
    lastingSpike,
    lossComponents,
    lossScale,
    lowInitialLoss,
    lowLanguageLoss,
    mapOverlap,
    memorization,
    noGradient,
    noLearningRate,
    overfitting,
    perplexity,
    pixelAccuracy,
    plateau,
    quality,
    range,
    saturatedLoss,
    scale,
    singleClass,
    spike,
    transientNan,
    zeroLoss,
    zeroMetric,
  ],
});
