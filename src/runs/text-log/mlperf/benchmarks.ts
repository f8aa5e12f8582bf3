import type { MetricName, Scale } from '../../model/series';
import table from '../../tables/mlperf-benchmarks.yaml';

/** What `eval_accuracy` of a benchmark measures, by `src/runs/tables/mlperf-benchmarks.yaml`. */
export interface Benchmark {
  /** The beginnings of its names. */
  readonly names: readonly string[];
  readonly known: Partial<MetricName>;
  readonly scale: Scale;
  /** `epoch_num` counts samples. */
  readonly countsSamples: boolean;
  /** Of a value with several parts: the annotations that each is computed on. */
  readonly parts: { readonly [name: string]: string };
}

let compiled: readonly Benchmark[] | undefined;

export function benchmarkOf(name: string): Benchmark | undefined {
  compiled ??= compile();
  return compiled.find(({ names }) => names.some((beginning) => name.startsWith(beginning)));
}

function compile(): Benchmark[] {
  const entries = table as {
    names: string[];
    metric: string;
    better: 'lower' | 'higher';
    scale: Scale;
    samples?: boolean;
    parts?: Record<string, string>;
  }[];
  return entries.map(({ names, metric, better, scale, samples = false, parts = {} }) => ({
    names,
    known: { metric, better },
    scale,
    countsSamples: samples,
    parts,
  }));
}
