import { defineRule, type Report } from '../../../src/api';
import { engine } from '../samples';
import { command, size } from '../words';

interface Options {
  readonly gigabytes: number;
}

export default defineRule<'engine', Options, 'full'>({
  name: 'disk-space',
  scope: 'engine',
  docs: {
    summary: 'There is space for images and outputs',
    why: 'A build or a training that fills the disk ends with "No space left on device", often after hours, and damages what it was writing.',
    bad: [{ wrong: 'Less than 10 GB are free.', sample: engine('engine: { freeBytes: 3000000000 }\n') }],
    good: engine('engine: { freeBytes: 300000000000 }\n'),
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        gigabytes: { type: 'number', minimum: 0, description: 'GB that must be free, where the metadata asks for no more.' },
      },
    },
    defaults: { gigabytes: 10 },
  },
  messages: {
    full: 'Only {{free}} are free in {{folder}}, where the engine keeps its images, but {{needed}} GB are needed. Run `{{df}}` to see what takes space, and `{{prune}}` to remove what nothing uses.',
  },
  *check({ facts, launches }, { options }): Iterable<Report<'full'>> {
    const { freeBytes, info } = facts;
    const declared = launches.flatMap(({ example }) => example?.resources.disk ?? []);
    const largest = declared.reduce((most, each) => (each.low > (most?.low ?? 0) ? each : most), declared[0]);
    const needed = Math.max(options.gigabytes, largest?.low ?? 0);
    if (freeBytes === undefined || freeBytes >= needed * 1e9) return;
    yield {
      message: 'full',
      data: {
        free: size(freeBytes),
        folder: info.dataFolder ?? 'the folder',
        needed,
        df: command(facts, 'system', 'df'),
        prune: command(facts, 'system', 'prune'),
      },
      at: largest?.at ?? { file: '' },
      evidence: { freeBytes, neededBytes: needed * 1e9 },
    };
  },
});
