import { type CallFact, defineRule, numberOf, settingOf } from '../../../src/api';
import { type Evidence, evidenceOptions } from '../advice';
import { measuredIn } from '../evidence';
import { feedsTraining } from '../loaders';
import { gpuLog, launch, trainingLoop } from '../samples';
import { isOn } from '../settings';
import { type Training, trainingsOf } from '../trainings';

const loop = trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4, pin_memory=True)');

export default defineRule<'example', Pick<Evidence, 'idle' | 'proven'>>({
  name: 'disk',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: "The disk keeps up with the data loader's workers",
    why: 'If a loader has workers and pinned memory, and a run still kept the GPU waiting, then the samples arrive too slowly: from a network mount or a spinning disk, or from too few workers. Nothing is reported without such a run.',
    bad: [
      {
        wrong: 'The GPU was idle most of the time.',
        sample: { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(35) },
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': loop },
      { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(95) },
    ],
    references: ['Training Pipeline Verification, “Data Loading Optimization”: check disk I/O (use SSD if possible)'],
  },
  options: evidenceOptions(['idle', 'proven']),
  messages: {
    slow: 'This loader has {{workers}}{{source}} and pinned memory, but a run kept the GPU busy only {{busy}}% of the time. Check with `iostat -x 5` whether the disk is the limit. If it is, move the data to an SSD. If not, add workers.',
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
      data: { workers: found.workers === 1 ? 'one worker' : `${found.workers} workers`, source: found.source, busy },
      related: [{ message: `The GPU was busy ${busy}% of the time.`, at: utilization.place }],
      evidence: { utilization: busy, samples: utilization.samples },
    };
  },
});

interface Supplied {
  readonly call: CallFact;
  readonly workers: number;
  readonly source: string;
}

/** Loaders that already do what the other advice asks for. Hugging Face's trainers pin their memory by default. */
const suppliedIn = ({ files, start }: Training): Supplied[] =>
  files.flatMap((file) => {
    const loaders = file.facts.dataLoaders.filter(
      (call) => feedsTraining(call, file) && isOn(settingOf(call, 'pin_memory', start)),
    );
    return [
      ...loaders.map((call) => ({ call, workers: numberOf(call, 'num_workers', start) })),
      ...file.facts.trainingArguments.map((call) => ({ call, workers: numberOf(call, 'dataloader_num_workers', start) })),
    ].flatMap(({ call, workers }) =>
      workers && workers.value > 0 ? [{ call, workers: workers.value, source: workers.source }] : [],
    );
  });
