import { defineRule, type EngineFacts, type GpuFacts, type Report } from '../../../src/api';
import { engine } from '../samples';

interface Options {
  readonly percent: number;
}

export default defineRule<'engine', Options, 'busy'>({
  name: 'gpus-busy',
  scope: 'engine',
  docs: {
    summary: 'A GPU is free for the example',
    why: 'A training that starts on a GPU whose memory others hold ends with "CUDA out of memory", whatever its batch size.',
    bad: [
      {
        wrong: 'Another process holds most of the memory of the only GPU.',
        sample: engine(`engine:
  gpus:
    kind: gpus
    gpus: [{ index: 0, name: NVIDIA A10G, uuid: GPU-0, memoryTotal: 23028, memoryUsed: 21000, utilization: 99 }]
    processes: [{ gpu: GPU-0, pid: 4711, memoryUsed: 20990 }]
  owners: { 4711: { command: python } }
`),
      },
    ],
    good: engine(`engine:
  gpus:
    kind: gpus
    gpus:
      - { index: 0, name: NVIDIA A10G, uuid: GPU-0, memoryTotal: 23028, memoryUsed: 21000 }
      - { index: 1, name: NVIDIA A10G, uuid: GPU-1, memoryTotal: 23028, memoryUsed: 3 }
    processes: []
`),
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        percent: { type: 'number', minimum: 0, maximum: 100, description: 'A GPU is busy if more of its memory is in use.' },
      },
    },
    defaults: { percent: 50 },
  },
  messages: {
    busy: 'No GPU is free: {{gpus}}. Wait until one is, or ask whoever runs these processes.',
  },
  *check({ facts, launches }, { options }): Iterable<Report<'busy'>> {
    const { gpus } = facts;
    const launch = launches.find(({ spec }) => spec.gpus !== null);
    if (!launch?.spec.gpus || gpus?.kind !== 'gpus' || gpus.gpus.length === 0) return;
    const used = ({ memoryTotal, memoryUsed }: GpuFacts): number =>
      memoryTotal === undefined || memoryUsed === undefined ? 0 : (100 * memoryUsed) / memoryTotal;
    if (!gpus.gpus.every((gpu) => used(gpu) > options.percent)) return;
    yield {
      message: 'busy',
      data: { gpus: gpus.gpus.map((gpu) => shown(gpu, facts)).join('; ') },
      at: launch.spec.gpus.value.span,
      evidence: { gpus: gpus.gpus, processes: gpus.processes },
    };
  },
});

function shown({ index, uuid, memoryTotal, memoryUsed }: GpuFacts, { gpus, owners }: EngineFacts): string {
  const processes = gpus?.kind === 'gpus' ? gpus.processes.filter(({ gpu }) => gpu === uuid) : [];
  const by = processes.map(({ pid }) => {
    const owner = owners.get(pid);
    const container = owner?.container === undefined ? '' : ` in container ${owner.container.slice(0, 12)}`;
    return `${owner?.command ?? 'process'} ${pid}${container}`;
  });
  return `GPU ${index} has ${memoryUsed} of ${memoryTotal} MiB in use${by.length > 0 ? ` by ${by.join(', ')}` : ''}`;
}
