import { defineRule, type Launch, numberValue, type Report, type Span } from '../../../src/api';
import { presenceOf } from '../absence';
import { onAllWays, type When } from '../cases';
import { isMain } from '../launches';

interface Options {
  /** Bytes. */
  readonly minimum: number;
}

type Found = Report<'missing' | 'small'>;

const loader = (workers: number): string =>
  `from torch.utils.data import DataLoader\nloader = DataLoader([1], num_workers=${workers})\n`;
const script = (flags: string): string =>
  `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run ${flags} -v "$DIR:/workspace" -w /workspace demo python train.py\n`;

export default defineRule<'launch', Options, 'missing' | 'small'>({
  name: 'shared-memory',
  scope: 'launch',
  docs: {
    summary: 'A container whose code loads data in workers has shared memory for them',
    why: 'The workers of a DataLoader hand over their batches in shared memory, of which Docker gives 64 MiB. With more in flight, a worker is killed by a bus error in the middle of an epoch.',
    bad: [
      { 'train.sh': script('--rm'), 'train.py': loader(4) },
      { 'train.sh': script('--shm-size 64m'), 'train.py': loader(4) },
      {
        'train.sh': script('--rm'),
        'train.py': 'from transformers import TrainingArguments\nargs = TrainingArguments("out", dataloader_num_workers=4)\n',
      },
    ],
    good: [
      { 'train.sh': script('--shm-size 8g'), 'train.py': loader(4) },
      { 'train.sh': script('--ipc=host'), 'train.py': loader(4) },
      { 'train.sh': script('--rm'), 'train.py': loader(0) },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/multiprocessing.html',
      'Training Pipeline Verification, “Data Loading Optimization”',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { minimum: { type: 'integer', minimum: 0, description: 'bytes of shared memory that are enough' } },
    },
    defaults: { minimum: 256 * 1024 * 1024 },
  },
  messages: {
    missing:
      'the code loads data in {{workers}}, which share 64 MiB of memory{{when}}: too little for most batches; add `--shm-size 8g` or `--ipc=host`',
    small: '{{value}} of shared memory is little for the {{workers}} that load the data; write `--shm-size 8g` or more',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, (way, when) => checkWay(way, options, when));
  },
});

function* checkWay(target: Launch, options: Options, when: When): Iterable<Found> {
  const { spec, command } = target;
  if (spec.open.length > 0 || !mentionsWorkers(target) || !isMain(target)) return;
  const uses = spec.flags.filter(
    ({ name, value }) => name === 'shm-size' || (name === 'ipc' && value?.text !== 'private' && value?.text !== 'none'),
  );
  const isMounted = spec.mounts.some(({ target: { masked } }) => masked.startsWith('/dev'));
  const presence = presenceOf(uses, command.when);
  const isSmall = spec.shmSize?.bytes !== undefined && spec.shmSize.bytes < options.minimum && !spec.ipc;
  if (isMounted || (presence.is !== 'absent' && !isSmall)) return;
  const found = workersOf(target);
  if (!found) return;
  const workers = found.count === 1 ? 'a worker' : `${found.count} workers`;
  const related = [{ message: 'the workers', at: found.at }];
  if (isSmall)
    yield { message: 'small', data: { value: spec.shmSize!.value.masked, workers }, at: spec.shmSize!.value.span, related };
  else if (presence.is === 'absent')
    yield {
      message: 'missing',
      data: { workers, when: when(presence.when) },
      at: target.span,
      related,
    };
}

/** A look at the text of the example's own code, so that nothing is parsed in vain. */
const mentionsWorkers = ({ example, repository }: Launch): boolean =>
  example?.files.some(({ path }) => path.endsWith('.py') && repository.source(path)?.text.includes('num_workers')) ?? false;

/** The workers of a DataLoader that the launch's code or Hugging Face's trainer makes, by what the code says or by default. */
function workersOf(target: Launch): { readonly count: number; readonly at: Span } | undefined {
  for (const { program } of target.starts) {
    for (const { facts } of program?.unconditional ?? []) {
      const loaders = [
        ...facts.dataLoaders.map((call) => ({ call, name: 'num_workers' })),
        ...facts.trainingArguments.map((call) => ({ call, name: 'dataloader_num_workers' })),
      ];
      for (const { call, name } of loaders) {
        const count = numberValue(call.setting(name));
        if (count !== undefined && count > 0) return { count, at: call.argument(name)?.span ?? call.span };
      }
    }
  }
  return undefined;
}
