import { definePlugin } from '../../src/api';
import clipScaled from './rules/clip-scaled';
import cudaInWorkers from './rules/cuda-in-workers';
import evalMode from './rules/eval-mode';
import lossGraph from './rules/loss-graph';
import noGrad from './rules/no-grad';
import rankSave from './rules/rank-save';
import samplerEpoch from './rules/sampler-epoch';
import scalerUpdate from './rules/scaler-update';
import schedulerOrder from './rules/scheduler-order';
import softmaxLoss from './rules/softmax-loss';
import step from './rules/step';
import trainMode from './rules/train-mode';
import zeroGrad from './rules/zero-grad';

export default definePlugin({
  name: 'training',
  api: 1,
  rules: [
    clipScaled,
    cudaInWorkers,
    evalMode,
    lossGraph,
    noGrad,
    rankSave,
    samplerEpoch,
    scalerUpdate,
    schedulerOrder,
    softmaxLoss,
    step,
    trainMode,
    zeroGrad,
  ],
});
