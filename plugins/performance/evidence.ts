import { type Example, query, type RunPlace } from '../../src/api';

/** What the runs of an example have measured. */
export interface Measured {
  /** Mean busy time of the GPU in per cent, of the run with most samples. */
  readonly utilization?: { readonly mean: number; readonly samples: number; readonly place: RunPlace };
  /** Largest share of GPU memory in use, in per cent. */
  readonly memory?: { readonly max: number; readonly place: RunPlace };
  readonly outOfMemory?: { readonly message: string; readonly place: RunPlace };
}

/** Fewest samples that say anything about a run. */
const fewestSamples = 10;

export const measuredIn = query('performance.measured', async (example: Example): Promise<Measured> => {
  const runs = (await example.runs()).map(({ run }) => run);
  const gpus = runs.flatMap((run) => run.gpus);
  const [busy] = gpus
    .flatMap(({ utilization }) => utilization ?? [])
    .filter(({ count }) => count >= fewestSamples)
    .sort((a, b) => b.count - a.count);
  const [full] = gpus
    .flatMap(({ memoryPercent }) => memoryPercent ?? [])
    .filter(({ count }) => count >= fewestSamples)
    .sort((a, b) => b.max - a.max);
  const error = runs.flatMap((run) => run.errors).find(({ kind, survived }) => kind === 'cuda-out-of-memory' && !survived);
  return {
    ...(busy && { utilization: { mean: busy.mean, samples: busy.count, place: busy.maxPlace } }),
    ...(full && { memory: { max: full.max, place: full.maxPlace } }),
    ...(error && { outOfMemory: { message: error.message, place: error.messagePlace } }),
  };
});
