import { type Amount, defineRule, type Report, type Resources } from '../../../src/api';
import { mismatchesOf } from '../mismatches';

type Id = 'disk' | 'vram' | 'ram';

export default defineRule<'metadata', object, Id>({
  name: 'resource-zero',
  scope: 'metadata',
  docs: {
    summary: 'An example that needs disk space or GPU memory says how much',
    why: 'People and schedulers choose a machine by these numbers. The image alone takes several GB of disk, and a GPU without memory runs nothing.',
    bad: [
      { wrong: 'The image alone needs disk space.', sample: 'resources: {gpu: 1, vram_gb: 8, disk_gb: 0}\n' },
      { wrong: 'The example asks for a GPU without memory.', sample: 'resources: {gpu: 1, vram_gb: 0, disk_gb: 10}\n' },
    ],
    good: ['resources: {gpu: 1, vram_gb: 8, disk_gb: 10}\n', 'resources: {gpu: 0, vram_gb: 0, disk_gb: 5}\n'],
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  messages: {
    disk: '`{{field}}` is 0, but the image alone takes disk space. Write how many GB the image, the data, and the results need, for example `10`.',
    vram: '`{{field}}` is 0, but `{{gpu}}` asks for {{count}}. Write how many GB of GPU memory the example needs, for example `8`.',
    ram: '`{{field}}` is 0, but every program needs memory. Write how many GB the example needs, for example `16`.',
  },
  *check({ data, example: { resources } }) {
    if (!data) return;
    // example/schema reports a value that isn't written as a number.
    const misfits = mismatchesOf(data).map(({ path }) => path.join('.'));
    for (const id of ['disk', 'vram', 'ram'] as const) {
      const amount = resources[id];
      if (amount && isNothing(amount) && !misfits.includes(amount.field) && (id !== 'vram' || asksForGpus(resources)))
        yield reportOf(id, amount, resources);
    }
  },
});

const isNothing = ({ high, open }: Amount): boolean => high === 0 && !open;

const asksForGpus = ({ gpus }: Resources): boolean => gpus !== undefined && gpus.low > 0;

function reportOf(id: Id, { field, at }: Amount, { gpus }: Resources): Report<Id> {
  const count = gpus?.low === 1 ? 'a GPU' : `${gpus?.low} GPUs`;
  const related = id === 'vram' && gpus ? [{ message: 'The GPUs are asked for here.', at: gpus.at }] : [];
  return { message: id, data: { field, gpu: gpus?.field, count }, at, related };
}
