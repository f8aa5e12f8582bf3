import { defineRule, type Launch, type Report } from '../../../src/api';
import { readOf } from '../environment-reads';
import { onEveryPath } from '../every-path';
import { forwardFlag, lastEntries, type SetVariable, whenEmpty } from '../forwarding';
import { startedAt } from '../launches';

interface Options {
  readonly devices: readonly string[];
  readonly empty: { readonly [variable: string]: string };
}

type Id = 'library' | 'number' | 'default';

export default defineRule<'launch', Options, Id>({
  name: 'environment-forwarding',
  scope: 'launch',
  docs: {
    summary: "A variable that the caller hasn't set isn't set in the container either",
    why: '`-e NAME="${NAME:-}"` sets NAME to nothing where the caller hasn\'t set it. For CUDA_VISIBLE_DEVICES that means “no GPU”, and code such as `os.environ.get("NAME", "default")` gets the empty text instead of its default.',
    bad: [
      {
        wrong: 'No GPU is visible unless the caller sets the variable.',
        sample: `#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES="\${CUDA_VISIBLE_DEVICES:-}" demo python train.py
`,
      },
      {
        wrong: '`int("")` fails.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/w" -w /w -e "EPOCHS=\${EPOCHS:-}" demo python train.py
`,
          'train.py': 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n',
        },
      },
      {
        wrong: 'The code gets "" instead of "adamw".',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/w" -w /w -e "OPTIMIZER=\${OPTIMIZER:-}" demo python train.py
`,
          'train.py': 'import os\noptimizer = os.environ.get("OPTIMIZER", "adamw")\n',
        },
      },
    ],
    good: [
      `#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES demo python train.py
`,
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/w" -w /w \${EPOCHS:+-e EPOCHS="$EPOCHS"} demo python train.py
`,
        'train.py': 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n',
      },
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        devices: {
          type: 'array',
          items: { type: 'string' },
          description: 'Variables that choose among GPUs: only launches that ask for GPUs are checked.',
        },
        empty: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'What an empty value does, by variable. It completes “NAME is empty, which …”.',
        },
      },
    },
    tables: { devices: 'container-environment.devices', empty: 'container-environment.empty' },
  },
  messages: {
    library: '{{name}} is empty{{when}}, which {{effect}}. Write `{{forward}}`.',
    number:
      "{{name}} is empty{{when}}, and the code fails to convert it to a number. Write `{{forward}}` to keep the code's default.",
    default: "{{name}} is empty{{when}}, which replaces the code's default `{{fallback}}`. Write `{{forward}}` to keep it.",
  },
  fixes: {
    library: { insteadOfFlag: '{{forward}}', unsafe: true },
    number: { insteadOfFlag: '{{forward}}', unsafe: true },
    default: { insteadOfFlag: '{{forward}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const variable of lastEntries(path)) {
        const found = faultOf(path, variable, options);
        if (found) yield found;
      }
    });
  },
});

function faultOf(launch: Launch, variable: SetVariable, { devices, empty }: Options): Report<Id> | undefined {
  const { name, entry } = variable;
  const when = whenEmpty(launch, variable);
  if (when === undefined) return undefined;
  const data = { name, when, forward: forwardFlag(name) };
  const at = entry.entry.span;
  const effect = empty[name];
  if (effect !== undefined && (!devices.includes(name) || asksForGpus(launch)))
    return { message: 'library', data: { ...data, effect }, at, related: [startedAt(launch)] };
  const read = readOf(launch, name);
  if (!read) return undefined;
  const related = [{ message: 'The code reads it here.', at: read.at }, startedAt(launch)];
  if (read.converts) return { message: 'number', data, at, related };
  return { message: 'default', data: { ...data, fallback: read.fallback }, at, related };
}

const asksForGpus = ({ spec }: Launch): boolean => spec.gpus !== null || spec.runtime?.text === 'nvidia';
