import type { RunSink } from '../../reader';

const MIB = 1 << 20;

/** Passes on Comet's system metrics of a GPU: `sys.gpu.0.gpu_utilization` in percent, `sys.gpu.0.used_memory` in bytes. */
export function gpuSample(sink: RunSink): (name: string, value: number) => void {
  return (name, value) => {
    const [, id, what] = /^sys\.gpu\.(\d+)\.(gpu_utilization|used_memory|total_memory)$/.exec(name) ?? [];
    if (id === undefined) return;
    if (what === 'gpu_utilization') sink.gpu({ id, utilization: value });
    else if (what === 'used_memory') sink.gpu({ id, memoryUsed: value / MIB });
    else sink.gpu({ id, memoryTotal: value / MIB });
  };
}
