import { definePlugin } from '../../src/api';
import batchSize from './batch-size';
import compile from './compile';
import dataLoaderWorkers from './data-loader-workers';
import disk from './disk';
import gradientAccumulation from './gradient-accumulation';
import gradientCheckpointing from './gradient-checkpointing';
import mixedPrecision from './mixed-precision';
import persistentWorkers from './persistent-workers';
import pinMemory from './pin-memory';
import pixelsPerStep from './pixels-per-step';
import prefetch from './prefetch';
import tokensPerStep from './tokens-per-step';
import validationFrequency from './validation-frequency';

export default definePlugin({
  name: 'performance',
  api: 1,
  rules: [
    batchSize,
    compile,
    dataLoaderWorkers,
    disk,
    gradientAccumulation,
    gradientCheckpointing,
    mixedPrecision,
    persistentWorkers,
    pinMemory,
    pixelsPerStep,
    prefetch,
    tokensPerStep,
    validationFrequency,
  ],
});
