import { type CallFact, numberOf, type PythonFile, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { assignedName, feedsTraining, suppliesTraining } from '../loaders';
import { goesOver, isRepeated, loopsOf } from '../loops';
import { launch, trainingLoop } from '../samples';
import { isOff } from '../settings';
import { isRehearsal, type Training, trainingsOf, usesLightning } from '../trainings';

export default defineAdvice({
  name: 'persistent-workers',
  concern: 'speed',
  docs: {
    summary: 'The workers of a data loader are kept from epoch to epoch',
    why: 'Without `persistent_workers=True`, all workers end with each epoch and are started again for the next: they import everything and open their files again while the GPU waits. It matters if epochs are short.',
    bad: [
      {
        wrong: 'The workers end with each epoch.',
        sample: {
          'train.sh': launch(),
          'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)'),
        },
      },
    ],
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
    restarted: 'Each epoch restarts the {{workers}} of this loader{{source}}. {{verb}} `persistent_workers=True`.{{measured}}',
  },
  fixes: {
    restarted: { argument: 'persistent_workers=True', unsafe: true },
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      const { files } = training;
      if (isRehearsal(training)) continue;
      for (const file of files) {
        for (const loader of file.facts.dataLoaders) {
          const workers = numberOf(loader, 'num_workers', training.start);
          if (!workers || workers.value <= 0) continue;
          const persistent = settingOf(loader, 'persistent_workers', training.start);
          if (!isOff(persistent) || !isRestarted(loader, file, training, persistent !== 'absent')) continue;
          const count = workers.value === 1 ? 'worker' : `${workers.value} workers`;
          yield {
            message: 'restarted',
            data: { workers: count, source: workers.source, verb: persistent === 'absent' ? 'Add' : 'Write' },
            at: loader.argument('persistent_workers')?.at ?? loader.span,
          };
        }
      }
    }
  },
});

/** Whether training surely iterates over the loader once per epoch. Code that turns the setting off needn't show which loop does. */
function isRestarted(loader: CallFact, file: PythonFile, training: Training, isTurnedOff: boolean): boolean {
  if (isTurnedOff && suppliesTraining(loader, file) && loopsOf(training).some(({ loop }) => isRepeated(loop, training)))
    return true;
  if (!feedsTraining(loader, file)) return false;
  return usesLightning(training) || isRepeatedOver(assignedName(loader, file), training);
}

const isRepeatedOver = (name: string | undefined, training: Training): boolean =>
  name !== undefined && loopsOf(training).some(({ loop, file }) => goesOver(loop, name, file) && isRepeated(loop, training));
