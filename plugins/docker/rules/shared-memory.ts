import { defineRule, type Launch, numberValue, type Report, type Span } from '../../../src/api';
import { onEveryPath, type When } from '../every-path';
import { isService, startedContainers } from '../languages';
import { presenceOf } from '../presence';

interface Options {
  /** Bytes. */
  readonly minimum: number;
}

type Id = 'missing' | 'service' | 'small';

export default defineRule<'launch', Options, Id>({
  name: 'shared-memory',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'A container whose code loads data in workers has enough shared memory',
    why: 'The workers of a DataLoader pass their batches through shared memory, of which Docker provides 64 MiB. When it is full, a bus error kills a worker in the middle of an epoch.',
    bad: [
      {
        wrong: 'Four workers share 64 MiB.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          'train.py': 'from torch.utils.data import DataLoader\nloader = DataLoader([1], num_workers=4)\n',
        },
      },
      {
        wrong: '64 MiB is the default.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --shm-size 64m -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          'train.py': 'from transformers import TrainingArguments\nargs = TrainingArguments("out", dataloader_num_workers=4)\n',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --shm-size 8g -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        'train.py': 'from torch.utils.data import DataLoader\nloader = DataLoader([1], num_workers=4)\n',
      },
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --ipc=host -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        'train.py': 'from torch.utils.data import DataLoader\nloader = DataLoader([1], num_workers=4)\n',
      },
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        'train.py': 'from torch.utils.data import DataLoader\nloader = DataLoader([1], num_workers=0)\n',
      },
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
      properties: { minimum: { type: 'integer', minimum: 0, description: 'How many bytes of shared memory are enough.' } },
    },
    tables: { minimum: 'launches.sharedMemory' },
  },
  messages: {
    missing:
      'The code loads data in {{workers}}, but this container has only 64 MiB of shared memory{{when}}. Add `--shm-size 8g` or `--ipc=host`.',
    service:
      'The code loads data in {{workers}}, but this container has only 64 MiB of shared memory. Add `shm_size: 8g` or `ipc: host` to the service.',
    small: 'The code loads data in {{workers}}, which need more than {{value}} of shared memory. Write `8g` or more.',
  },
  fixes: {
    missing: { flag: '--shm-size 8g', unsafe: true },
    small: { replace: '{{value}}', by: '8g', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      const isChecked = path.spec.open.length === 0 && mentionsWorkers(path) && path.isMain;
      const found = isChecked ? faultOf(path, options, when) : undefined;
      if (found) yield found;
    });
  },
});

function faultOf(launch: Launch, options: Options, when: When): Report<Id> | undefined {
  const { spec, command } = launch;
  const uses = spec.flags.filter(
    ({ name, value }) => name === 'shm-size' || (name === 'ipc' && value?.text !== 'private' && value?.text !== 'none'),
  );
  const isMounted = spec.mounts.some(({ target: { masked } }) => masked.startsWith('/dev'));
  const presence = presenceOf(uses, command.when);
  const small = !spec.ipc && (spec.shmSize?.bytes ?? Infinity) < options.minimum ? spec.shmSize?.value : undefined;
  if (isMounted || (presence.is !== 'absent' && !small)) return undefined;
  const found = workersOf(launch);
  if (!found) return undefined;
  const workers = found.count === 1 ? 'a worker' : `${found.count} workers`;
  const related = [{ message: 'The workers are set here.', at: found.at }];
  if (small) return { message: 'small', data: { value: small.text, workers }, at: small.span, related };
  if (presence.is !== 'absent') return undefined;
  return {
    message: isService(launch) ? 'service' : 'missing',
    data: { workers, when: when(presence.when) },
    at: launch.span,
    related,
  };
}

/** Looks at the text of the example's own code first, so that nothing is parsed without need. */
const mentionsWorkers = ({ example, repository }: Launch): boolean =>
  example?.files.some(({ path }) => path.endsWith('.py') && repository.source(path)?.text.includes('num_workers')) ?? false;

/** The workers of a DataLoader that the code or Hugging Face's trainer creates, by what the code says or by default. */
function workersOf({ starts }: Launch): { readonly count: number; readonly at: Span } | undefined {
  for (const { facts } of starts.flatMap(({ program }) => program?.unconditional ?? [])) {
    const loaders = [
      ...facts.dataLoaders.map((call) => ({ call, name: 'num_workers' })),
      ...facts.trainingArguments.map((call) => ({ call, name: 'dataloader_num_workers' })),
    ];
    for (const { call, name } of loaders) {
      const count = numberValue(call.setting(name));
      if (count !== undefined && count > 0) return { count, at: call.argument(name)?.span ?? call.span };
    }
  }
  return undefined;
}
