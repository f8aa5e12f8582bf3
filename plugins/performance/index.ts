import { definePlugin } from '../../src/api';
import batchSize from './rules/batch-size';
import bf16 from './rules/bf16';
import compile from './rules/compile';
import dataLoaderWorkers from './rules/data-loader-workers';
import disk from './rules/disk';
import gradientAccumulation from './rules/gradient-accumulation';
import gradientCheckpointing from './rules/gradient-checkpointing';
import largerBatch from './rules/larger-batch';
import mixedPrecision from './rules/mixed-precision';
import persistentWorkers from './rules/persistent-workers';
import pinMemory from './rules/pin-memory';
import pixelsPerStep from './rules/pixels-per-step';
import prefetch from './rules/prefetch';
import tokensPerStep from './rules/tokens-per-step';
import validationFrequency from './rules/validation-frequency';

export default definePlugin({
  name: 'performance',
  api: 1,
  rules: [
    batchSize,
    bf16,
    compile,
    dataLoaderWorkers,
    disk,
    gradientAccumulation,
    gradientCheckpointing,
    largerBatch,
    mixedPrecision,
    persistentWorkers,
    pinMemory,
    pixelsPerStep,
    prefetch,
    tokensPerStep,
    validationFrequency,
  ],
});
