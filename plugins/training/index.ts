import { definePlugin } from '../../src/api';
import acceleratorBackward from './rules/accelerator-backward';
import bestModel from './rules/best-model';
import clipOrder from './rules/clip-order';
import clipScaled from './rules/clip-scaled';
import cudaInWorkers from './rules/cuda-in-workers';
import detachedLoss from './rules/detached-loss';
import evalMode from './rules/eval-mode';
import idleOptimizer from './rules/idle-optimizer';
import kerasLogits from './rules/keras-logits';
import lightningStep from './rules/lightning-step';
import lossGraph from './rules/loss-graph';
import moduleList from './rules/module-list';
import noGrad from './rules/no-grad';
import optimizerParameters from './rules/optimizer-parameters';
import rankLog from './rules/rank-log';
import rankSave from './rules/rank-save';
import samplerEpoch from './rules/sampler-epoch';
import scalerStep from './rules/scaler-step';
import scalerUpdate from './rules/scaler-update';
import schedulerInterval from './rules/scheduler-interval';
import schedulerMetric from './rules/scheduler-metric';
import schedulerOrder from './rules/scheduler-order';
import sharedGraph from './rules/shared-graph';
import shuffle from './rules/shuffle';
import shuffleApart from './rules/shuffle-apart';
import softmaxLoss from './rules/softmax-loss';
import step from './rules/step';
import trainMode from './rules/train-mode';
import unusedMove from './rules/unused-move';
import zeroGrad from './rules/zero-grad';

export default definePlugin({
  name: 'training',
  api: 1,
  rules: [
    acceleratorBackward,
    bestModel,
    clipOrder,
    clipScaled,
    cudaInWorkers,
    detachedLoss,
    evalMode,
    idleOptimizer,
    kerasLogits,
    lightningStep,
    lossGraph,
    moduleList,
    noGrad,
    optimizerParameters,
    rankLog,
    rankSave,
    samplerEpoch,
    scalerStep,
    scalerUpdate,
    schedulerInterval,
    schedulerMetric,
    schedulerOrder,
    sharedGraph,
    shuffle,
    shuffleApart,
    softmaxLoss,
    step,
    trainMode,
    unusedMove,
    zeroGrad,
  ],
});
