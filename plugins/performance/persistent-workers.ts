import { numberValue } from '../../src/api';
import { defineAdvice } from './advice';
import { assignedName, feedsTraining, trainingsOf } from './programs';
import { launch, trainingLoop } from './samples';

export default defineAdvice({
  name: 'persistent-workers',
  concern: 'speed',
  docs: {
    summary: 'Workers of the data loader live on from epoch to epoch',
    why: 'Without `persistent_workers=True` all workers end with each epoch and start anew with the next: they import everything and open their files again, while the GPU waits. It matters where epochs are short.',
    bad: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)') },
    good: [
      {
        'train.sh': launch(),
        'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4, persistent_workers=True)'),
      },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
    ],
    references: ['Training Pipeline Verification, “Data Loading Optimization”'],
  },
  messages: {
    restarted: 'the {{workers}} workers of this loader are started anew each epoch; add `persistent_workers=True`{{measured}}',
  },
  *find(example) {
    for (const { files } of trainingsOf(example)) {
      for (const file of files) {
        const epochs = files.flatMap(({ facts }) => facts.trainingLoops).filter(({ depth }) => depth > 1);
        const fits = files.some(({ facts }) => facts.lightning.trainers.length > 0);
        for (const loader of file.facts.dataLoaders) {
          const workers = numberValue(loader.setting('num_workers'));
          const name = assignedName(loader, file);
          const repeats =
            fits || (name !== undefined && epochs.some(({ iterates }) => new RegExp(`\\b${name}\\b`).test(iterates ?? '')));
          if (
            workers !== undefined &&
            workers > 0 &&
            repeats &&
            feedsTraining(loader, file) &&
            loader.setting('persistent_workers') === undefined
          ) {
            yield { message: 'restarted', data: { workers }, at: loader.span };
          }
        }
      }
    }
  },
});
