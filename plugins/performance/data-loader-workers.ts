import { isFixed } from '../../src/api';
import { defineAdvice } from './advice';
import { decodesMedia, feedsTraining, isInMemory, trainingsOf } from './programs';
import { launch, trainingLoop } from './samples';

export default defineAdvice({
  name: 'data-loader-workers',
  concern: 'speed',
  docs: {
    summary: 'The data loader of training has worker processes',
    why: 'With `num_workers=0`, the default, the training process itself reads and decodes each batch, and the GPU waits meanwhile. Advice is given where samples are decoded from files and the code says that there are no workers; not where the number comes from elsewhere, and not where a run shows a busy GPU.',
    bad: [
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=0)') },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, **settings)') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True)') },
    ],
    references: [
      'Training Pipeline Verification, “Data Loading Optimization”',
      'https://pytorch.org/docs/stable/data.html#multi-process-data-loading',
    ],
  },
  messages: {
    absent:
      'this loader has no workers (num_workers is not given), so the GPU waits while each batch is read; try `num_workers=4`{{measured}}',
    zero: 'this loader has no workers, so the GPU waits while each batch is read; try `num_workers=4`{{measured}}',
  },
  *find(example) {
    for (const { files } of trainingsOf(example)) {
      if (!decodesMedia(files)) continue;
      for (const file of files) {
        for (const loader of file.facts.dataLoaders) {
          if (!feedsTraining(loader, file) || isInMemory(loader, file)) continue;
          const workers = loader.setting('num_workers');
          if (!workers) yield { message: 'absent', at: loader.span };
          else if (isFixed(workers) && workers.value === 0)
            yield { message: 'zero', at: loader.argument('num_workers')?.at ?? loader.span };
        }
      }
    }
  },
});
