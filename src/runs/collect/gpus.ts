import type { Gpu, SampleStatistics } from '../model/gpu';
import type { RunPlace } from '../model/series';
import type { GpuSample } from '../reader';

const GPUS = 64;

interface Accumulated {
  count: number;
  sum: number;
  min: number;
  max: number;
  maxPlace: RunPlace;
}

interface State {
  readonly id: string;
  name?: string;
  memoryTotal?: number;
  readonly place: RunPlace;
  readonly samples: Map<'utilization' | 'memoryUsed' | 'memoryPercent', Accumulated>;
}

/** Gathers statistics of GPU samples by GPU. */
export interface GpuCollector {
  add(sample: GpuSample, place: RunPlace): void;
  all(): readonly Gpu[];
}

export function collectGpus(): GpuCollector {
  const states = new Map<string, State>();

  function add(sample: GpuSample, place: RunPlace): void {
    const id = sample.id ?? '0';
    let state = states.get(id);
    if (state === undefined) {
      if (states.size >= GPUS) return;
      state = { id, place, samples: new Map() };
      states.set(id, state);
    }
    state.name ??= sample.name;
    state.memoryTotal ??= sample.memoryTotal;
    take(state, 'utilization', sample.utilization, place);
    take(state, 'memoryUsed', sample.memoryUsed, place);
    const total = sample.memoryTotal ?? state.memoryTotal;
    const percent =
      sample.memoryPercent ??
      (sample.memoryUsed !== undefined && total !== undefined && total > 0 ? (100 * sample.memoryUsed) / total : undefined);
    take(state, 'memoryPercent', percent, place);
  }

  return { add, all: () => [...states.values()].map(toGpu) };
}

function take(
  state: State,
  key: 'utilization' | 'memoryUsed' | 'memoryPercent',
  value: number | undefined,
  place: RunPlace,
): void {
  if (value === undefined || !Number.isFinite(value)) return;
  const known = state.samples.get(key);
  if (known === undefined) {
    state.samples.set(key, { count: 1, sum: value, min: value, max: value, maxPlace: place });
    return;
  }
  known.count += 1;
  known.sum += value;
  if (value < known.min) known.min = value;
  if (value > known.max) {
    known.max = value;
    known.maxPlace = place;
  }
}

function toGpu({ id, name, memoryTotal, place, samples }: State): Gpu {
  const statistics = (key: 'utilization' | 'memoryUsed' | 'memoryPercent'): SampleStatistics | undefined => {
    const known = samples.get(key);
    return (
      known && { count: known.count, mean: known.sum / known.count, min: known.min, max: known.max, maxPlace: known.maxPlace }
    );
  };
  return {
    id,
    ...(name === undefined ? {} : { name }),
    utilization: statistics('utilization'),
    memoryUsed: statistics('memoryUsed'),
    ...(memoryTotal === undefined ? {} : { memoryTotal }),
    memoryPercent: statistics('memoryPercent'),
    place,
  };
}
