import { posix } from 'node:path';
import table from '../../rules/container-environment.yaml';
import { containerOf, defineRule, type Launch, type Report, type Severity, startsOf } from '../../src/api';
import { onAllWays } from './cases';
import { isMain, isOfPreset } from './launches';
import { isWithin } from './paths';

interface RequiredVariable {
  readonly name: string;
  /** The value to advise; any is taken. */
  readonly value: string;
  /** Of the scripts of these presets; of all where there are none. */
  readonly presets?: readonly string[];
  readonly severity?: Severity;
  readonly purpose: string;
  /** An option of Python that does as well: a letter. */
  readonly option?: string;
}

interface Options {
  readonly required: readonly RequiredVariable[];
  readonly folders: readonly string[];
}

type Found = Report<'missing' | 'unmounted' | 'relative'>;

const { required, folders } = table as Options;
const mounted = '-v "$DIR:/workspace" -w /workspace';

export default defineRule<'launch', Options, 'missing' | 'unmounted' | 'relative'>({
  name: 'environment',
  scope: 'launch',
  docs: {
    summary: 'A container gets the variables that its Python needs',
    why: 'PYTHONPATH that names a folder which nothing mounts is ignored without a word, until an import fails. Without PYTHONUNBUFFERED the log of a training comes in blocks, and the lines before a crash are lost.',
    bad: [
      {
        'train.sh': '#!/bin/bash\ndocker run -e PYTHONUNBUFFERED=1 -e PYTHONPATH=/cvlization_repo demo python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run ${mounted} demo python train.py\n`,
        Dockerfile: 'FROM python:3.12\n',
      },
    ],
    good: [
      '#!/bin/bash\nROOT="$(cd "$(dirname "$0")/../.." && pwd)"\ndocker run -e PYTHONUNBUFFERED=1 -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlization_repo:ro" demo python train.py\n',
      {
        'train.sh': `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run ${mounted} demo python -u train.py\n`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': '#!/bin/bash\ndocker run demo python train.py\n',
        Dockerfile: 'FROM python:3.12\nENV PYTHONUNBUFFERED=1\n',
      },
    ],
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        required: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'value', 'purpose'],
            additionalProperties: false,
            properties: {
              name: { type: 'string' },
              value: { type: 'string', description: 'the value to advise' },
              presets: { type: 'array', items: { type: 'string' }, description: 'presets whose scripts are held to it' },
              severity: { enum: ['error', 'warning', 'info'] },
              option: { type: 'string', pattern: '^[a-zA-Z]$', description: 'an option of Python that does as well: a letter' },
              purpose: { type: 'string', description: 'what goes wrong without it, in words' },
            },
          },
        },
        folders: {
          type: 'array',
          items: { type: 'string', pattern: '^/' },
          description: 'targets of mounts that PYTHONPATH may name',
        },
      },
    },
    defaults: { required, folders },
  },
  messages: {
    missing: '{{name}} is not set{{when}}: {{purpose}}; add `--env {{name}}={{value}}`, or set it in the Dockerfile',
    unmounted:
      'PYTHONPATH names {{folder}}, and nothing is mounted there, so that Python looks for modules in vain; mount it, or leave it out',
    relative:
      'PYTHONPATH names {{folder}}, which Python takes from the folder it is started in; write the absolute path in the container',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, function* (way, when): Iterable<Found> {
      yield* pythonPath(way, options.folders);
      if (!way.example || !isMain(way)) return;
      for (const { name, value, purpose, presets, severity, option } of options.required) {
        if ((presets && !isOfPreset(way, presets)) || !isAbsent(way, name, option)) continue;
        yield { message: 'missing', data: { name, value, purpose, when: when() }, at: way.span, ...(severity && { severity }) };
      }
    });
  },
});

/** Absent from the launch, the image, the command and the code; only for launches that are known to start a Python file. */
function isAbsent(launch: Launch, name: string, option: string | undefined): boolean {
  const container = containerOf(launch);
  const starts = startsOf(launch).filter(({ target }) => target.kind !== 'code');
  if (starts.length === 0 || container.variable(name) !== null) return false;
  if (option !== undefined && hasOption(launch, option)) return false;
  return starts.every((start) => !start.preceded && !start.variables.has(name));
}

/** `python -u`, by itself or in a shell's text. */
const hasOption = ({ spec }: Launch, option: string): boolean =>
  spec.command.some(({ masked }) => new RegExp(`(?:^|python\\S*\\s+)-[a-zA-Z]*${option}`).test(masked));

/** Folders of PYTHONPATH that are surely not there. */
function* pythonPath(launch: Launch, targets: readonly string[]): Iterable<Found> {
  const entry = launch.spec.env.findLast(({ name }) => name.text === 'PYTHONPATH');
  const text = entry?.value?.text;
  if (!entry?.value || text === undefined) return;
  const container = containerOf(launch);
  const related = [{ message: 'for this container', at: launch.span }];
  for (const folder of text.split(':')) {
    if (folder === '' || folder.startsWith('$')) continue;
    if (!folder.startsWith('/')) {
      if (container.workdir === undefined) yield { message: 'relative', data: { folder }, at: entry.value.span, related };
      continue;
    }
    const path = posix.normalize(folder).replace(/\/$/, '');
    const isOfMount = targets.some((target) => isWithin(path, target));
    if (!isOfMount || container.locate(path).kind !== 'image') continue;
    if (container.dockerfile?.dockerfile.file.text.includes(path)) continue;
    yield { message: 'unmounted', data: { folder }, at: entry.value.span, related };
  }
}
