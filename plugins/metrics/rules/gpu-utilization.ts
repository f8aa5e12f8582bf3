import type { Gpu } from '../../../src/api';
import { judgeUtilization, type UtilizationEvidence, type UtilizationFigures } from '../judge/gpu';
import { defineJudgment } from '../judged';
import { groupOf, integer, number, optionsFrom } from '../options';
import { gpuLog } from '../samples';

export default defineJudgment<UtilizationFigures, Gpu, UtilizationEvidence, 'idle' | 'low'>({
  name: 'gpu-utilization',
  docs: {
    summary: 'The GPU is busy during training',
    why: 'A GPU that waits costs as much as one that works: the data loader, small batches, or too many evaluations hold it up. One that never works was not seen by the program.',
    bad: [
      { wrong: 'The GPU is busy a quarter of the time.', sample: gpuLog(40, (index) => [20 + (index % 7), 15_000]) },
      { wrong: 'The GPU does nothing.', sample: gpuLog(40, () => [0, 500]) },
    ],
    good: gpuLog(40, (index) => [90 + (index % 7), 15_000]),
    references: ['Training Pipeline Verification, “Training Speed Optimization”'],
  },
  options: optionsFrom<UtilizationFigures>(
    groupOf('gpu-utilization', {
      samples: integer(1, 'Samples that a judgment needs.'),
      low: number('Percent of the time that the GPU should be busy at least.', { maximum: 100 }),
      idle: number('Percent of the time that the GPU is busy at most when it does nothing.', { maximum: 100 }),
    }),
  ),
  messages: {
    idle: 'GPU {{id}} is idle: {{mean}}% busy on average over {{samples}} samples. Start the container with `--gpus all`, and check that `torch.cuda.is_available()` is true and that this log covers the training.',
    low: 'GPU {{id}} is busy {{mean}}% of the time over {{samples}} samples, where {{low}}% or more is usual. Give the data loader more workers, pin its memory, or enlarge the batch.',
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
