import { definePlugin } from '../../src/api';
import batchSize from './batch-size';
import compile from './compile';
import dataLoaderWorkers from './data-loader-workers';
import gradientAccumulation from './gradient-accumulation';
import gradientCheckpointing from './gradient-checkpointing';
import mixedPrecision from './mixed-precision';
import persistentWorkers from './persistent-workers';
import pinMemory from './pin-memory';
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
    gradientAccumulation,
    gradientCheckpointing,
    mixedPrecision,
    persistentWorkers,
    pinMemory,
    prefetch,
    tokensPerStep,
    validationFrequency,
  ],
});
