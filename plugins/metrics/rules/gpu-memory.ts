import type { Gpu, Location, RunArtifact } from '../../../src/api';
import { figuresOf, schemaOf } from '../figures';
import { judgeMemory, type MemoryEvidence, type MemoryFigures } from '../judge/gpu';
import { defineJudgement } from '../judged';
import { gpuLog } from '../samples';

interface Subject {
  readonly gpu: Gpu;
  /** GiB, and where the metadata says so. */
  readonly declared?: { readonly size: number; readonly field: string; readonly at: Location };
}

const percent = { type: 'number', minimum: 0, maximum: 100 };

export default defineJudgement<MemoryFigures, Subject, MemoryEvidence, 'over' | 'high' | 'low'>({
  name: 'gpu-memory',
  docs: {
    summary: 'The run uses 60 to 95 % of the GPU’s memory, and no more than the metadata promises',
    why: 'Below, a larger batch would be faster; above, the next longer sample ends in an out-of-memory error. Who chooses a machine by `resources.vram_gb` must be able to rely on it.',
    bad: [gpuLog(40, () => [95, 23_900]), gpuLog(40, () => [95, 18_000], 'resources:\n  gpu: 1\n  vram_gb: 8\n')],
    good: gpuLog(40, () => [95, 18_000], 'resources:\n  gpu: 1\n  vram_gb: 24\n'),
    references: ['Training Pipeline Verification, “GPU Memory Optimization”, “Expected example.yaml Structure”'],
  },
  options: {
    schema: schemaOf({ samples: { type: 'integer', minimum: 1 }, low: percent, high: percent }),
    defaults: figuresOf('gpu-memory'),
  },
  messages: {
    over: 'GPU {{id}} held {{used}} GiB, but {{field}} promises that {{declared}} are enough. Write {{needed}} there, or lower the batch size.',
    high: 'GPU {{id}} held {{percent}} % of its memory: a longer sample or fragmentation ends the run. Lower the batch size and raise gradient accumulation, or use mixed precision.',
    low: 'GPU {{id}} held {{percent}} % of its memory at the most. A larger batch would use the rest and be faster.',
  },
  subjects: (target) =>
    target.run.gpus
      .filter(({ memoryUsed, memoryPercent }) => memoryUsed !== undefined || memoryPercent !== undefined)
      .map((gpu) => ({ gpu, ...(declaredMemory(target) && { declared: declaredMemory(target)! }) })),
  title: ({ gpu }) => `memory of GPU ${gpu.id}`,
  judge: ({ gpu, declared }, figures) => judgeMemory(gpu, declared?.size, figures),
  report: ({ kind, used, percent: share, declared: size, place }, { gpu, declared }) => ({
    message: kind,
    at: place,
    data: {
      id: gpu.id,
      used: Math.round((used ?? 0) / 102.4) / 10,
      percent: Math.round(share ?? 0),
      field: declared?.field,
      declared: size,
      needed: Math.ceil((used ?? 0) / 1024),
    },
    ...(kind === 'over' && declared && { related: [{ message: 'what the metadata promises', at: declared.at }] }),
    evidence: { gpu: gpu.id, usedMebibytes: used, percent: share, declaredGibibytes: size },
  }),
});

/** The memory that the metadata promises to be enough: the upper end of a range. */
function declaredMemory({ example }: RunArtifact): Subject['declared'] {
  const vram = example?.resources.vram;
  return vram && vram.high > 0 ? { size: vram.high, field: vram.field, at: vram.at } : undefined;
}
