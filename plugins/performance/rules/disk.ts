import { type CallFact, defineRule, numberOf, settingOf } from '../../../src/api';
import { type AdviceOptions, adviceDefaults, adviceProperties } from '../advice';
import { measuredIn } from '../evidence';
import { feedsTraining, type Training, trainingsOf } from '../programs';
import { launch, trainingLoop } from '../samples';
import { isOn } from '../settings';

const loop = trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4, pin_memory=True)');
const gpuLog = (busy: number): string =>
  [
    'timestamp, index, utilization.gpu [%], memory.used [MiB], memory.total [MiB]',
    ...Array.from({ length: 20 }, (_, second) => `2025/01/01 10:00:${10 + second}.000, 0, ${busy} %, 9000 MiB, 16000 MiB`),
    '',
  ].join('\n');

export default defineRule<'example', AdviceOptions>({
  name: 'disk',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: 'The disk keeps up with the workers of the data loader',
    why: 'Where a loader has workers and pinned memory, and a run nevertheless kept the GPU waiting, the samples come too slowly: from a network mount or a spinning disk, or from too few workers. Nothing is said without such a run.',
    bad: { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(35) },
    good: [
      { 'train.sh': launch(), 'train.py': loop },
      { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(95) },
    ],
    references: ['Training Pipeline Verification, “Data Loading Optimization”: check disk I/O (use SSD if possible)'],
  },
  options: { schema: { type: 'object', additionalProperties: false, properties: adviceProperties }, defaults: adviceDefaults },
  messages: {
    slow: 'this loader has {{workers}}{{told}} and pinned memory, yet a run kept the GPU busy only {{busy}} % of the time; see with `iostat -x 5` whether the disk keeps up (keep the data on an SSD), and give it more workers if it does',
  },
  async *check(example, { options }) {
    const [found] = trainingsOf(example).flatMap((training) => suppliedIn(training));
    if (!found) return;
    const { utilization } = await measuredIn(example);
    if (!utilization || utilization.mean >= options.idle) return;
    const busy = Math.round(utilization.mean);
    yield {
      message: 'slow',
      severity: options.proven,
      at: found.call.span,
      data: { workers: found.workers === 1 ? 'a worker' : `${found.workers} workers`, told: found.told, busy },
      related: [{ message: `GPU busy ${busy} % on average`, at: utilization.place }],
      evidence: { utilization: busy, samples: utilization.samples },
    };
  },
});

interface Supplied {
  readonly call: CallFact;
  readonly workers: number;
  readonly told: string;
}

/** Loaders that already do what the other advice asks for; Hugging Face's pin their memory by themselves. */
function suppliedIn(training: Training): Supplied[] {
  return training.files.flatMap((file) => {
    const loaders = file.facts.dataLoaders.filter(
      (call) => feedsTraining(call, file) && isOn(settingOf(call, 'pin_memory', training.start)),
    );
    return [
      ...loaders.map((call) => ({ call, workers: numberOf(call, 'num_workers', training.start) })),
      ...file.facts.trainingArguments.map((call) => ({
        call,
        workers: numberOf(call, 'dataloader_num_workers', training.start),
      })),
    ].flatMap(({ call, workers }) =>
      workers && workers.value > 0 ? [{ call, workers: workers.value, told: workers.source }] : [],
    );
  });
}
