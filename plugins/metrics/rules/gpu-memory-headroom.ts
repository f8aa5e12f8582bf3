import { type GpuMemory, gpuMemories, judgeMemoryFor, memoryOptions, memoryReport, memoryTitle } from '../gpu-memory';
import type { MemoryEvidence, MemoryFigures } from '../judge/gpu';
import { defineJudgment } from '../judged';
import { gpuLog } from '../samples';

export default defineJudgment<MemoryFigures, GpuMemory, MemoryEvidence, 'high'>({
  name: 'gpu-memory-headroom',
  docs: {
    summary: "The run leaves some of the GPU's memory free",
    why: 'A run that fills the memory ends with an out-of-memory error at the next longer sample, or once the memory is fragmented.',
    bad: [{ wrong: 'The run uses 23.3 of 24 GiB.', sample: gpuLog(40, () => [95, 23_900]) }],
    good: gpuLog(40, () => [95, 18_000]),
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: memoryOptions,
  messages: {
    high: 'GPU {{id}} uses up to {{percent}}% of its memory, so a longer sample or fragmentation can end the run. Lower the batch size and accumulate gradients, or use mixed precision.',
  },
  subjects: gpuMemories,
  title: memoryTitle,
  judge: judgeMemoryFor('high'),
  report: (evidence, subject) => ({ message: 'high', ...memoryReport(evidence, subject) }),
});
