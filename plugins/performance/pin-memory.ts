import { isFixed } from '../../src/api';
import { defineAdvice } from './advice';
import { decodesMedia, feedsTraining, isInMemory, trainingsOf, usesGpu } from './programs';
import { launch, trainingLoop } from './samples';

export default defineAdvice({
  name: 'pin-memory',
  concern: 'speed',
  docs: {
    summary: 'Batches that go to a GPU come from pinned memory',
    why: 'The GPU copies from pinned memory directly, and while it computes; from other memory each batch is copied twice, and the program waits. `pin_memory=True` costs some memory of the machine.',
    bad: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)') },
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
    unpinned: 'batches of this loader go to the GPU from memory that is not pinned; add `pin_memory=True`{{measured}}',
  },
  *find(example) {
    for (const { files } of trainingsOf(example)) {
      if (!usesGpu(files) || !decodesMedia(files) || files.some(({ facts }) => facts.lightning.trainers.length > 0)) continue;
      for (const file of files) {
        for (const loader of file.facts.dataLoaders) {
          const pinned = loader.setting('pin_memory');
          const off = !pinned || (isFixed(pinned) && pinned.value === false);
          if (off && feedsTraining(loader, file) && !isInMemory(loader, file))
            yield { message: 'unpinned', at: loader.argument('pin_memory')?.at ?? loader.span };
        }
      }
    }
  },
});
