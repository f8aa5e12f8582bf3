import type { Gpu } from '../../../src/api';
import { figuresOf, schemaOf } from '../figures';
import { judgeUtilization, type UtilizationEvidence, type UtilizationFigures } from '../judge/gpu';
import { defineJudgement } from '../judged';
import { gpuLog } from '../samples';

export default defineJudgement<UtilizationFigures, Gpu, UtilizationEvidence, 'idle' | 'low'>({
  name: 'gpu-utilization',
  docs: {
    summary: 'The GPU is busy during training',
    why: 'A GPU that waits is paid for all the same: the data loader, small batches or too many evaluations hold it up. One that never works was not seen by the program.',
    bad: gpuLog(40, (index) => [20 + (index % 7), 15_000]),
    good: gpuLog(40, (index) => [90 + (index % 7), 15_000]),
    references: ['Training Pipeline Verification, “Training Speed Optimization”'],
  },
  options: {
    schema: schemaOf({ samples: { type: 'integer', minimum: 1 }, low: { type: 'number', minimum: 0, maximum: 100 } }),
    defaults: figuresOf('gpu-utilization'),
  },
  messages: {
    idle: 'GPU {{id}} was idle ({{mean}} % on average over {{samples}} samples). Check that the container was started with --gpus, that torch.cuda.is_available() holds, and that this log is of the training.',
    low: 'GPU {{id}} was busy {{mean}} % of the time over {{samples}} samples; above {{low}} % is usual. Give the data loader more workers, keep its memory pinned, or enlarge the batch.',
  },
  subjects: ({ run }) => run.gpus.filter(({ utilization }) => utilization !== undefined),
  title: ({ id }) => `GPU ${id}`,
  judge: judgeUtilization,
  report: ({ kind, mean, samples, max, place }, { id }, { low }) => ({
    message: kind,
    at: place,
    data: { id, mean: Math.round(mean), samples, low },
    evidence: { gpu: id, mean, max, samples },
  }),
});
