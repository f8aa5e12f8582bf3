import type { Sample } from '../../src/api';

type Cell = number | string;

/** A run as Lightning's CSV logger leaves it, for documentation: a header and rows. */
export const table = (header: string, ...rows: readonly (readonly Cell[])[]): Sample => run('', header, rows);

/** The same in an example with those lines of metadata. */
export function run(metadata: string, header: string, rows: readonly (readonly Cell[])[]): Sample {
  return {
    'example.yaml': `name: demo\n${metadata}`,
    'lightning_logs/version_0/metrics.csv': lines([header, ...rows.map((cells) => cells.join(','))]),
  };
}

/** `count` rows: 0, 10, 20, … and what is measured there, to three decimals. */
export function rows(count: number, ...measures: readonly ((index: number) => number)[]): Cell[][] {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return Array.from({ length: count }, (_, index) => [index * 10, ...measures.map((measure) => round(measure(index)))]);
}

/** A loss that falls from `from` towards `to` and scatters a little, the same in each run. */
export const falling =
  (from: number, to: number, pace = 8) =>
  (index: number): number =>
    to + (from - to) * Math.exp(-index / pace) + 0.01 * Math.sin(index * 2.4);

/** A detection run as Ultralytics leaves it: mAP at an overlap of 0.5, and mAP over all overlaps, by epoch. */
export const detection = (...values: readonly (readonly [map50: number, map: number])[]): Sample => ({
  'example.yaml': 'name: demo\ntasks: [object_detection]\n',
  'runs/detect/train/args.yaml': 'task: detect\nmode: train\nmodel: yolov8n.pt\n',
  'runs/detect/train/results.csv': lines([
    'epoch, train/box_loss, metrics/precision(B), metrics/recall(B), metrics/mAP50(B), metrics/mAP50-95(B), val/box_loss',
    ...values.map(([map50, map], index) => `${index + 1}, 1.5, 0.5, 0.5, ${map50}, ${map}, 1.4`),
  ]),
});

/** The same with values of mAP over all overlaps alone. */
export const results = (...maps: readonly number[]): Sample =>
  detection(...maps.map((map): [number, number] => [Math.max(0.5, map), map]));

/** What `nvidia-smi --query-gpu=… --format=csv -l 5` writes beside an example: utilization in percent, memory in MiB of 24 GiB. */
export function gpuLog(
  count: number,
  sample: (index: number) => readonly [utilization: number, memory: number],
  metadata = '',
): Sample {
  const samples = Array.from({ length: count }, (_, index) => {
    const [utilization, memory] = sample(index);
    const seconds = String(index % 60).padStart(2, '0');
    return `2025/03/01 10:00:${seconds}.000, 0, ${utilization} %, ${memory} MiB, 24576 MiB`;
  });
  const header = 'timestamp, index, utilization.gpu [%], memory.used [MiB], memory.total [MiB]';
  return { 'example.yaml': `name: demo\n${metadata}`, 'logs/gpu.csv': lines([header, ...samples]) };
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
