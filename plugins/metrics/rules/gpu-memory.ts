import { type GpuMemory, gpuMemories, judgeMemoryFor, memoryOptions, memoryReport, memoryTitle } from '../gpu-memory';
import type { MemoryEvidence, MemoryFigures } from '../judge/gpu';
import { defineJudgment } from '../judged';
import { gpuLog } from '../samples';

export default defineJudgment<MemoryFigures, GpuMemory, MemoryEvidence, 'low'>({
  name: 'gpu-memory',
  docs: {
    summary: "The run uses most of the GPU's memory",
    why: 'Where half of the memory is free, a larger batch would fit, and training would be faster.',
    bad: [{ wrong: 'The run uses 8 of 24 GiB.', sample: gpuLog(40, () => [95, 8_000]) }],
    good: gpuLog(40, () => [95, 18_000]),
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: memoryOptions,
  messages: {
    low: 'GPU {{id}} uses at most {{percent}}% of its memory. A larger batch would use the rest and train faster.',
  },
  subjects: gpuMemories,
  title: memoryTitle,
  judge: judgeMemoryFor('low'),
  report: (evidence, subject) => ({ message: 'low', ...memoryReport(evidence, subject) }),
});
