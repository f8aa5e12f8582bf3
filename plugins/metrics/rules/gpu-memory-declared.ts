import { type GpuMemory, gpuMemories, judgeMemoryFor, memoryOptions, memoryReport, memoryTitle } from '../gpu-memory';
import type { MemoryEvidence, MemoryFigures } from '../judge/gpu';
import { defineJudgment } from '../judged';
import { gpuLog } from '../samples';

export default defineJudgment<MemoryFigures, GpuMemory, MemoryEvidence, 'over'>({
  name: 'gpu-memory-declared',
  docs: {
    summary: 'The run uses no more GPU memory than the metadata promises',
    why: 'People choose a machine by `resources.vram_gb`, and an example that needs more fails on it.',
    bad: [
      {
        wrong: 'The metadata promises 8 GB, and the run uses 17.6 GiB.',
        sample: gpuLog(40, () => [95, 18_000], 'resources:\n  gpu: 1\n  vram_gb: 8\n'),
      },
    ],
    good: gpuLog(40, () => [95, 18_000], 'resources:\n  gpu: 1\n  vram_gb: 24\n'),
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: memoryOptions,
  messages: {
    over: 'GPU {{id}} uses {{used}} GiB, but `{{field}}` promises that {{declared}} GB are enough. Set `{{field}}` to {{needed}}, or lower the batch size.',
  },
  subjects: (target) => gpuMemories(target).filter(({ declared }) => declared !== undefined),
  title: memoryTitle,
  judge: judgeMemoryFor('over'),
  report: (evidence, subject) => ({
    message: 'over',
    ...memoryReport(evidence, subject),
    ...(subject.declared && { related: [{ message: 'The metadata promises it here.', at: subject.declared.at }] }),
  }),
});
