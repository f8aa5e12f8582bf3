import { type GpuFacts, pollGpus } from '../engine';

/** The memory and load of the GPUs while something runs. */
export interface GpuSamples {
  /** Of each GPU, by index, as it was before. */
  readonly before: readonly GpuFacts[];
  /** Seconds since the start, with the memory in use of all GPUs together, in MiB. */
  readonly memory: readonly (readonly [seconds: number, mib: number])[];
  readonly gpus: readonly GpuUse[];
}

export interface GpuUse {
  readonly name: string;
  /** MiB. */
  readonly total: number | undefined;
  readonly before: number;
  readonly peak: number;
  /** Percent, over all samples in which it was known. */
  readonly utilization: number | undefined;
  /** Degrees Celsius. */
  readonly hottest: number | undefined;
}

export interface GpuSampler {
  /** Seconds after which the memory in use first grew by more than other programs explain. */
  grownAfter(): number | undefined;
  stop(): Promise<GpuSamples | undefined>;
}

/** Milliseconds between two readings. One look misses a peak. */
const intervalMs = 200;
/** MiB: a CUDA context alone takes more. */
const noticeable = 100;
/** Samples that are kept: later ones take the place of every second. */
const mostSamples = 4000;

/** Reads the GPUs until it's stopped. Undefined results: there are none. `now`: milliseconds. */
export function sampleGpus(env: NodeJS.ProcessEnv, now: () => number = () => performance.now()): GpuSampler {
  const started = now();
  const call = { env, timeoutMs: 5000 };
  let before: readonly GpuFacts[] | undefined;
  let isStopped = false;
  let grown: number | undefined;
  const kept = keepSamples();
  const uses = new Map<
    number,
    { name: string; total: number | undefined; before: number; peak: number; busy: number[]; hottest: number | undefined }
  >();

  async function loop(): Promise<void> {
    while (!isStopped) {
      const at = now();
      const gpus = await pollGpus(undefined, call);
      // Without a first reading, there is nothing to read. Later ones fail now and then, where the driver is busy.
      if (!gpus || gpus.length === 0) {
        if (before === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, intervalMs));
        continue;
      }
      before ??= gpus;
      for (const gpu of gpus) note(gpu);
      const used = sum(gpus);
      if (grown === undefined && used - sum(before) > noticeable) grown = (now() - started) / 1000;
      kept.add((at - started) / 1000, used);
      const rest = intervalMs - (now() - at);
      if (rest > 0 && !isStopped) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  function note({ index, name, memoryTotal, memoryUsed = 0, utilization, temperature }: GpuFacts): void {
    const use = uses.get(index) ?? {
      name,
      total: memoryTotal,
      before: memoryUsed,
      peak: memoryUsed,
      busy: [0, 0],
      hottest: undefined,
    };
    use.peak = Math.max(use.peak, memoryUsed);
    if (utilization !== undefined) use.busy = [(use.busy[0] ?? 0) + utilization, (use.busy[1] ?? 0) + 1];
    if (temperature !== undefined) use.hottest = Math.max(use.hottest ?? temperature, temperature);
    uses.set(index, use);
  }

  const done = loop();
  return {
    grownAfter: () => grown,
    async stop() {
      isStopped = true;
      await done;
      if (!before) return undefined;
      const gpus = [...uses.entries()]
        .sort(([a], [b]) => a - b)
        .map(
          ([
            ,
            {
              busy: [sumOfBusy = 0, samples = 0],
              ...use
            },
          ]) => ({ ...use, utilization: samples === 0 ? undefined : sumOfBusy / samples }),
        );
      return { before, memory: kept.all(), gpus };
    },
  };
}

/** A long run keeps fewer samples of each minute, but the highest of those that it drops. */
function keepSamples() {
  let memory: (readonly [seconds: number, mib: number])[] = [];
  let stride = 1;
  let count = 0;
  return {
    all: () => memory,
    add(seconds: number, used: number): void {
      const last = memory.at(-1);
      if (count++ % stride === 0 || !last) memory.push([seconds, used]);
      else if (used > last[1]) memory[memory.length - 1] = [seconds, used];
      if (memory.length < mostSamples) return;
      memory = memory.flatMap((sample, index) => {
        const next = memory[index + 1];
        return index % 2 === 1 ? [] : [next && next[1] > sample[1] ? next : sample];
      });
      stride *= 2;
    },
  };
}

const sum = (gpus: readonly GpuFacts[]): number => gpus.reduce((total, { memoryUsed = 0 }) => total + memoryUsed, 0);
