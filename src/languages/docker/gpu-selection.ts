import { cutPart, type Part } from './part';
import type { GpuRequest } from './values/gpus';

/** The GPUs that a launch asks for. */
export interface GpuSelection {
  /** Undefined where unknown, null where devices are named. */
  readonly count: number | 'all' | null | undefined;
  /** Numbers or UUIDs. A part is unknown where its text is. */
  readonly ids: readonly Part[];
  readonly capabilities: readonly string[];
  /** The flag's value, for reports. */
  readonly value: Part;
  readonly requests: readonly GpuRequest[];
}

/** All `--gpus` and all `--device vendor.com/gpu=NAME` (CDI) as one. */
export function selectGpus(requests: readonly GpuRequest[], devices: readonly Part[]): GpuSelection | null {
  const cdi = devices.flatMap((device) => {
    const pair = /^[a-zA-Z][\w.-]*\/gpu=./.test(device.masked) ? cutPart(device, '=') : undefined;
    return pair ? [pair[1]] : [];
  });
  const value = requests[0]?.flag.value ?? cdi[0];
  if (!value) return null;
  const ids = [...requests.flatMap((request) => request.ids), ...cdi.filter((name) => name.text !== 'all')];
  const counts = [
    ...requests.map((request) => request.count),
    ...(cdi.some((name) => name.text === 'all') ? ['all' as const] : []),
  ];
  const capabilities = [...new Set(requests.flatMap((request) => request.capabilities))];
  return { count: sumCounts(counts), ids, capabilities: capabilities.length ? capabilities : ['gpu'], value, requests };
}

function sumCounts(counts: readonly GpuRequest['count'][]): GpuRequest['count'] {
  if (counts.includes('all') || counts.includes(-1)) return 'all';
  if (counts.includes(undefined)) return undefined;
  const numbers = counts.filter((count) => typeof count === 'number');
  return numbers.length === 0 ? null : numbers.reduce((sum, count) => sum + count, 0);
}
