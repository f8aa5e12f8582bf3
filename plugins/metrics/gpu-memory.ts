import type { Gpu, Location, RunArtifact } from '../../src/api';
import { judgeMemory, type MemoryEvidence, type MemoryFigures } from './judge/gpu';
import { failOnly, type Verdict } from './judge/verdict';
import { groupOf, integer, number, optionsFrom } from './options';

export interface GpuMemory {
  readonly gpu: Gpu;
  /** What the metadata promises to be enough, in GiB: the upper end of a range. */
  readonly declared?: { readonly size: number; readonly field: string; readonly at: Location };
}

export const memoryOptions = optionsFrom<MemoryFigures>(
  groupOf('gpu-memory', {
    samples: integer(1, 'Samples that a judgment needs.'),
    low: number('Percent of the memory that the run should use at least.', { maximum: 100 }),
    high: number('Percent of the memory that the run should use at most.', { maximum: 100 }),
    tolerance: number('Times what the metadata promises that the run may use.', { minimum: 1 }),
    idle: number('Percent of the time that the GPU is busy at most when it does nothing.', { maximum: 100 }),
  }),
);

export const gpuMemories = (target: RunArtifact): GpuMemory[] =>
  target.run.gpus
    .filter(({ memoryUsed, memoryPercent }) => memoryUsed !== undefined || memoryPercent !== undefined)
    .map((gpu) => ({ gpu, ...(declaredMemory(target) && { declared: declaredMemory(target)! }) }));

function declaredMemory({ example }: RunArtifact): GpuMemory['declared'] {
  const vram = example?.resources.vram;
  return vram && vram.high > 0 ? { size: vram.high, field: vram.field, at: vram.at } : undefined;
}

export const memoryTitle = ({ gpu }: GpuMemory): string => `memory of GPU ${gpu.id}`;

/** Judges the memory of a GPU for one kind of fault. */
export const judgeMemoryFor =
  (kind: MemoryEvidence['kind']) =>
  ({ gpu, declared }: GpuMemory, figures: MemoryFigures): Verdict<MemoryEvidence> =>
    failOnly(judgeMemory(gpu, declared?.size, figures), (evidence) => evidence.kind === kind);

/** What to report of it, besides the message. */
export const memoryReport = ({ used, percent, declared: size, place }: MemoryEvidence, { gpu, declared }: GpuMemory) => ({
  at: place,
  data: {
    id: gpu.id,
    used: Math.round((used ?? 0) / 102.4) / 10,
    percent: Math.round(percent ?? 0),
    field: declared?.field,
    declared: size,
    needed: Math.ceil((used ?? 0) / 1024),
  },
  evidence: { gpu: gpu.id, usedMebibytes: used, percent, declaredGibibytes: size },
});
