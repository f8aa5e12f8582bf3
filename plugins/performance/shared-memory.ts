import { numberValue, type PythonFile, type Span } from '../../src/api';
import { defineAdvice } from './advice';
import { trainingsOf } from './programs';
import { launch, trainingLoop } from './samples';

export default defineAdvice({
  name: 'shared-memory',
  concern: 'speed',
  docs: {
    summary: 'A container whose data loader has workers has shared memory for them',
    why: 'Workers hand batches over through `/dev/shm`, of which a container has 64 MB: a few batches of images fill it, and the program ends in a bus error or hangs. `--shm-size` gives more, `--ipc=host` the machine’s own.',
    bad: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)') },
    good: [
      {
        'train.sh': launch('--shm-size=8g'),
        'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)'),
      },
      {
        'train.sh': launch('--ipc=host'),
        'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)'),
      },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
    ],
    references: [
      'Training Pipeline Verification, “Data Loading Optimization”',
      'https://docs.docker.com/reference/cli/docker/container/run/',
    ],
  },
  messages: {
    small:
      'the data loader has {{workers}} workers, but this container has 64 MB of shared memory for their batches; add `--shm-size=8g` or `--ipc=host`',
  },
  *find(example) {
    for (const { files, start } of trainingsOf(example)) {
      const { spec, span } = start.launch;
      if (
        spec.shmSize ||
        spec.ipc ||
        spec.open.length ||
        spec.mounts.some(({ target }) => target.text === '/dev/shm' || target.text === undefined)
      )
        continue;
      const loader = files.flatMap(workersOf)[0];
      if (loader)
        yield {
          message: 'small',
          data: { workers: loader.workers },
          at: spec.image?.span ?? span,
          related: [{ message: 'workers are asked for here', at: loader.at }],
        };
    }
  },
});

/** Loaders that surely have workers. */
function workersOf(file: PythonFile): { workers: number; at: Span }[] {
  return file.facts.dataLoaders.flatMap((loader) => {
    const workers = numberValue(loader.setting('num_workers'));
    return workers !== undefined && workers > 0 ? [{ workers, at: loader.argument('num_workers')?.at ?? loader.span }] : [];
  });
}
