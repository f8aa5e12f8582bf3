import { type CallFact, type Report, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import {
  collatesOnGpu,
  decodesMedia,
  feedsTraining,
  isInMemory,
  isRehearsal,
  type Training,
  trainingsOf,
  usesOtherDevice,
} from '../programs';
import { fineTuning, launch, trainingLoop } from '../samples';
import { isOff, placeOf, toldOf } from '../settings';

type Found = Report<'absent' | 'zero' | 'trainer'>;

export default defineAdvice({
  name: 'data-loader-workers',
  concern: 'speed',
  docs: {
    summary: 'The data loader of training has worker processes',
    why: 'With `num_workers=0`, the default, the training process itself reads and decodes each batch, and the GPU waits meanwhile. Advice is given where samples are decoded from files, and the code, its options’ defaults, or the configuration file that it loads say that there are no workers; not where the number comes from elsewhere, not for a run of a few steps, and not where a run shows a busy GPU.',
    bad: [
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=0)') },
      { 'train.sh': launch(), 'train.py': `from PIL import Image\n${fineTuning('bf16=True')}` },
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
      'this loader has no workers (num_workers is not given), so the GPU waits while each batch is read; try `num_workers=4`{{measured}}',
    zero: 'the loader of training has no workers{{told}}, so the GPU waits while each batch is read; try 4{{measured}}',
    trainer:
      '{{callee}} decodes samples in the training process (dataloader_num_workers {{is}}), so the GPU waits while each batch is read; try `dataloader_num_workers=4`{{measured}}',
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || usesOtherDevice(training.files)) continue;
      for (const file of training.files) {
        for (const loader of file.facts.dataLoaders) {
          if (
            !decodesMedia(training, file) ||
            !feedsTraining(loader, file) ||
            isInMemory(loader, file) ||
            collatesOnGpu(loader, file, training)
          )
            continue;
          yield* ofLoader(loader, training);
        }
        if (file.facts.trainers.length > 0 || file.facts.trainingArguments.length > 0)
          yield* ofTrainer(file.facts.trainingArguments, training);
      }
    }
  },
});

function* ofLoader(loader: CallFact, training: Training): Iterable<Found> {
  const workers = settingOf(loader, 'num_workers', training.start);
  if (workers === 'absent') yield { message: 'absent', at: loader.span };
  else if (workers?.value === 0) yield { message: 'zero', data: { told: toldOf(workers) }, ...placeOf(loader, workers) };
}

/** Trainers that have the model write what they learn from: the loader hands out prompts, and is not what they wait for. */
const generates = /\b(GRPO|RLOO|PPO|OnlineDPO|NashMD|XPO|GKD)Config$/;

/** Hugging Face’s trainers make the loader themselves. */
function* ofTrainer(calls: readonly CallFact[], training: Training): Iterable<Found> {
  if (!decodesMedia(training)) return;
  for (const call of calls) {
    if (generates.test(call.callee ?? '')) continue;
    const workers = settingOf(call, 'dataloader_num_workers', training.start);
    if (workers !== 'absent' && workers?.value !== 0) continue;
    const is = isOff(workers) ? 'is not given' : `is 0${toldOf(workers)}`;
    yield { message: 'trainer', data: { callee: call.callee, is }, ...placeOf(call, workers) };
  }
}
