import { API_VERSION, definePlugin } from '../../src/api';
import agreement from './rules/agreement';
import decreasing from './rules/decreasing';
import divergence from './rules/divergence';
import expected from './rules/expected';
import finite from './rules/finite';
import gpuMemory from './rules/gpu-memory';
import gpuUtilization from './rules/gpu-utilization';
import initialLoss from './rules/initial-loss';
import overfitting from './rules/overfitting';
import perplexity from './rules/perplexity';
import plateau from './rules/plateau';
import quality from './rules/quality';
import range from './rules/range';
import scale from './rules/scale';
import spike from './rules/spike';

/** What was measured during training: whether it went well. */
export default definePlugin({
  name: 'metrics',
  api: API_VERSION,
  rules: [
    agreement,
    decreasing,
    divergence,
    expected,
    finite,
    gpuMemory,
    gpuUtilization,
    initialLoss,
    overfitting,
    perplexity,
    plateau,
    quality,
    range,
    scale,
    spike,
  ],
});
