import type { GpuSample } from '../../reader';

/** One of W&B's system metrics: `gpu.0.gpu` is percent of time busy, `gpu.0.memoryAllocated` percent of memory, `…Bytes` bytes of it. */
export function systemSample(key: string, value: number): GpuSample | undefined {
  const found = /^(?:system[./])?gpu\.(?:process\.)?(\d+)\.(gpu|memoryAllocated|memoryAllocatedBytes)$/.exec(key);
  if (found === null || key.includes('process')) return undefined;
  const id = found[1]!;
  if (found[2] === 'gpu') return { id, utilization: value };
  if (found[2] === 'memoryAllocated') return { id, memoryPercent: value };
  return { id, memoryUsed: value / (1 << 20) };
}
