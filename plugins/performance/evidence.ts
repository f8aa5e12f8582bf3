import { type Example, query, type RunPlace } from '../../src/api';

/** What the runs of an example measured. */
export interface Measured {
  /** How much of the time the GPU was busy, in percent, in the run with the most samples. */
  readonly utilization?: { readonly mean: number; readonly samples: number; readonly place: RunPlace };
  /** The largest share of GPU memory in use, in percent. */
  readonly memory?: { readonly max: number; readonly place: RunPlace };
  readonly outOfMemory?: { readonly message: string; readonly place: RunPlace };
}

/** Fewer samples than this show nothing about a run. */
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
