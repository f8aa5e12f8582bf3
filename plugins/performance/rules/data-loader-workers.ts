import { type CallFact, type PythonFile, type Report, type Span, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { collatesOnGpu, decodesMedia, isInMemory, suppliesTraining } from '../loaders';
import { withoutWorkers } from '../openmmlab';
import { fineTuning, launch, trainingLoop } from '../samples';
import { placeOf, sourceOf } from '../settings';
import { generates, isRehearsal, type Training, trainingsOf, usesOtherDevice } from '../trainings';

type Id = 'absent' | 'zero' | 'trainerAbsent' | 'trainerZero' | 'trainerWritten';

export default defineAdvice<object, Id>({
  name: 'data-loader-workers',
  concern: 'speed',
  docs: {
    summary: 'The data loader of training has worker processes',
    why: 'With `num_workers=0`, the default, the training process itself reads and decodes each batch while the GPU waits. Loaders are reported if samples are decoded from files, and if the code, the defaults of its options, or the configuration file that it loads leaves them without workers. Runs of a few steps are not reported, nor loaders of a run with a busy GPU.',
    bad: [
      {
        wrong: 'The loader has no workers by default.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
      },
      {
        wrong: 'The loader has no workers.',
        sample: {
          'train.sh': launch(),
          'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=0)'),
        },
      },
      {
        wrong: "The trainer's loader has no workers by default.",
        sample: { 'train.sh': launch(), 'train.py': `from PIL import Image\n${fineTuning('bf16=True')}` },
      },
      {
        wrong: "The trainer's loader has no workers.",
        sample: { 'train.sh': launch(), 'train.py': `from PIL import Image\n${fineTuning('dataloader_num_workers=0')}` },
      },
      {
        wrong: 'The trainer is told to have no workers.',
        sample: { 'train.sh': launch(), 'train.py': fineTuning('dataloader_num_workers=0') },
      },
      {
        wrong: 'The configuration of MMEngine has no workers.',
        sample: {
          'train.sh': launch(),
          'train.py': `from mmengine.config import Config
from mmengine.runner import Runner

Runner.from_cfg(Config.fromfile("config.py")).train()
`,
          'config.py': 'train_dataloader = dict(batch_size=2, num_workers=0)\n',
        },
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, **settings)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True)') },
      { 'train.sh': launch(), 'train.py': fineTuning('bf16=True') },
    ],
    references: [
      'Training Pipeline Verification, “Data Loading Optimization”',
      'https://pytorch.org/docs/stable/data.html#multi-process-data-loading',
    ],
  },
  messages: {
    absent:
      "This loader has no workers because `num_workers` isn't set, so the GPU waits while each batch is read. Try `num_workers=4`.{{measured}}",
    zero: 'The training loader has no workers{{source}}, so the GPU waits while each batch is read. Try 4.{{measured}}',
    trainerAbsent:
      "{{callee}} doesn't set `dataloader_num_workers`, so the training process decodes the samples while the GPU waits. Try `dataloader_num_workers=4`.{{measured}}",
    trainerZero:
      "The trainer's loader has no workers{{source}}, so the training process decodes the samples while the GPU waits. Try `dataloader_num_workers=4`.{{measured}}",
    trainerWritten:
      'With no workers, the training process itself collates and pads each batch while the GPU waits. Try `dataloader_num_workers=4`.{{measured}}',
  },
  fixes: {
    absent: { argument: 'num_workers=4', unsafe: true },
    zero: { argument: 'num_workers=4', unsafe: true },
    trainerAbsent: { argument: 'dataloader_num_workers=4', unsafe: true },
    trainerZero: { argument: 'dataloader_num_workers=4', unsafe: true },
    trainerWritten: { argument: 'dataloader_num_workers=4', unsafe: true },
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || usesOtherDevice(training)) continue;
      for (const { at, source } of withoutWorkers(training)) yield { message: 'zero', data: { source }, at };
      for (const file of training.files) {
        for (const loader of file.facts.dataLoaders) {
          if (!decodesMedia(training, file) || !suppliesTraining(loader, file) || isInMemory(loader, file)) continue;
          if (!collatesOnGpu(loader, file, training)) yield* ofLoader(loader, training);
        }
        const calls = file.facts.trainingArguments;
        const isDecoded = calls.length > 0 && decodesMedia(training);
        for (const call of calls) yield* ofTrainer(call, file, training, isDecoded);
      }
    }
  },
});

function* ofLoader(loader: CallFact, training: Training): Iterable<Report<Id>> {
  const workers = settingOf(loader, 'num_workers', training.start);
  if (workers === 'absent') yield { message: 'absent', at: loader.span };
  else if (workers?.value === 0) yield { message: 'zero', data: { source: sourceOf(workers) }, ...placeOf(loader, workers) };
}

/** Hugging Face's trainers make the loader themselves. */
function* ofTrainer(call: CallFact, file: PythonFile, training: Training, isDecoded: boolean): Iterable<Report<Id>> {
  const workers = settingOf(call, 'dataloader_num_workers', training.start);
  if (generates(call) || (workers !== 'absent' && workers?.value !== 0)) return;
  if (!isDecoded) {
    if (workers !== 'absent' && workers.source === '' && !isExplained(workers.at, file))
      yield { message: 'trainerWritten', at: workers.at };
    return;
  }
  const message = workers === 'absent' ? 'trainerAbsent' : 'trainerZero';
  yield { message, data: { callee: call.callee, source: sourceOf(workers) }, ...placeOf(call, workers) };
}

/** A comment on its line: somebody chose the value for a reason. */
const isExplained = ({ end }: Span, { source: { text } }: PythonFile): boolean => /^[^\n#]*#/.test(text.slice(end, end + 200));
