import { type Report, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { collatesOnGpu, decodesMedia, isInMemory, suppliesTraining } from '../loaders';
import { fineTuning, launch, trainingLoop } from '../samples';
import { isOff, placeOf, sourceOf } from '../settings';
import { generates, isRehearsal, isToy, type Training, trainingsOf, usesGpu, usesOtherDevice } from '../trainings';

export default defineAdvice<object, 'unpinned' | 'trainer'>({
  name: 'pin-memory',
  concern: 'speed',
  docs: {
    summary: 'Batches that go to a GPU are in pinned memory',
    why: 'The GPU copies from pinned memory directly, while it computes. From other memory, each batch is copied twice, and the program waits. `pin_memory=True` takes some memory of the machine.',
    bad: [
      {
        wrong: "The loader's memory is not pinned.",
        sample: {
          'train.sh': launch(),
          'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)'),
        },
      },
      {
        wrong: "The trainer's memory is not pinned.",
        sample: { 'train.sh': launch(), 'train.py': fineTuning('dataloader_pin_memory=False') },
      },
    ],
    good: [
      {
        'train.sh': launch(),
        'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4, pin_memory=True)'),
      },
      {
        'train.sh': launch(),
        'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, pin_memory=torch.cuda.is_available())'),
      },
    ],
    references: [
      'Training Pipeline Verification, “Data Loading Optimization”',
      'https://pytorch.org/docs/stable/data.html#memory-pinning',
    ],
  },
  messages: {
    unpinned: "Batches of this loader go to the GPU from memory that isn't pinned{{source}}. Add `pin_memory=True`.{{measured}}",
    trainer:
      "Batches of this trainer go to the GPU from memory that isn't pinned{{source}}. Delete `dataloader_pin_memory=False`: the default pins it.{{measured}}",
  },
  fixes: {
    unpinned: { argument: 'pin_memory=True', unsafe: true },
    trainer: { argument: 'dataloader_pin_memory=True', unsafe: true },
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || isToy(training)) continue;
      yield* ofTrainers(training);
      if (!usesGpu(training)) continue;
      for (const file of training.files) {
        for (const loader of file.facts.dataLoaders) {
          const pinned = settingOf(loader, 'pin_memory', training.start);
          if (
            !isOff(pinned) ||
            !decodesMedia(training, file) ||
            !suppliesTraining(loader, file) ||
            isInMemory(loader, file) ||
            collatesOnGpu(loader, file, training)
          )
            continue;
          yield { message: 'unpinned', data: { source: sourceOf(pinned) }, at: loader.argument('pin_memory')?.at ?? loader.span };
        }
      }
    }
  },
});

/** Hugging Face's trainers make the loader themselves, and pin its memory by default. */
function* ofTrainers(training: Training): Iterable<Report<'trainer'>> {
  if (training.start.launch.spec.gpus === null || usesOtherDevice(training)) return;
  if (training.files.some((file) => file.facts.trainers.some((call) => collatesOnGpu(call, file, training)))) return;
  for (const call of training.files.flatMap(({ facts }) => facts.trainingArguments)) {
    const pinned = settingOf(call, 'dataloader_pin_memory', training.start);
    if (pinned === 'absent' || pinned?.value !== false || generates(call)) continue;
    yield { message: 'trainer', data: { source: sourceOf(pinned) }, ...placeOf(call, pinned) };
  }
}
