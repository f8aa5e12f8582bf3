import { settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { collatesOnGpu, decodesMedia, feedsTraining, isInMemory } from '../loaders';
import { launch, trainingLoop } from '../samples';
import { isOff, sourceOf } from '../settings';
import { isRehearsal, isToy, trainingsOf, usesGpu } from '../trainings';

export default defineAdvice({
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
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || !usesGpu(training) || isToy(training)) continue;
      for (const file of training.files) {
        for (const loader of file.facts.dataLoaders) {
          const pinned = settingOf(loader, 'pin_memory', training.start);
          if (
            !isOff(pinned) ||
            !decodesMedia(training, file) ||
            !feedsTraining(loader, file) ||
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
