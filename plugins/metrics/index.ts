import { API_VERSION, definePlugin } from '../../src/api';
import agreement from './agreement';
import decreasing from './decreasing';
import divergence from './divergence';
import expected from './expected';
import finite from './finite';
import gpuMemory from './gpu-memory';
import gpuUtilization from './gpu-utilization';
import initialLoss from './initial-loss';
import overfitting from './overfitting';
import perplexity from './perplexity';
import plateau from './plateau';
import quality from './quality';
import range from './range';
import scale from './scale';
import spike from './spike';

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
