import { defineRule, isMeantFor, type Launch, pattern, quoteForShell, type Span } from '../../../src/api';
import { type Demand, demandsSchema } from '../demands';
import { onEveryPath } from '../every-path';
import { isOfPreset } from '../launches';

interface RequiredVariable extends Demand {
  readonly name: string;
  /** The value to advise; any other is accepted. */
  readonly value: string;
  /** An option of Python that does the same: a letter. */
  readonly option?: string;
}

interface Options {
  readonly required: readonly RequiredVariable[];
}

export default defineRule<'launch', Options, 'missing' | 'off' | 'empty'>({
  name: 'environment',
  scope: 'launch',
  docs: {
    summary: 'A container gets the variables that its Python needs',
    why: 'Without PYTHONUNBUFFERED, the log of a training comes in blocks, and the lines before a crash are lost.',
    bad: [
      {
        wrong: "PYTHONUNBUFFERED isn't set.",
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'Python ignores PYTHONUNBUFFERED where it is empty.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONUNBUFFERED= -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'Python ignores PYTHONUNBUFFERED where it is 0.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONUNBUFFERED=0 -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
docker run -e PYTHONUNBUFFERED=1 demo python train.py
`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -w /workspace demo python -u train.py
`,
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': `#!/bin/bash
docker run demo python train.py
`,
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
        required: demandsSchema(['name', 'value'], {
          name: { type: 'string' },
          value: { type: 'string', description: 'The value to advise. Any other is accepted.' },
          option: { type: 'string', pattern: '^[a-zA-Z]$', description: 'An option of Python that does the same: a letter.' },
        }),
      },
    },
    tables: { required: 'container-environment.required' },
  },
  messages: {
    missing: "{{name}} isn't set{{when}}. {{purpose}} Add `--env {{setting}}`, or set it in the Dockerfile.",
    empty: '{{name}} is empty, which has no effect. {{purpose}} Write `{{setting}}`.',
    off: '{{name}}={{given}} has no effect. {{purpose}} Write `{{setting}}`.',
  },
  fixes: {
    missing: { flag: '--env {{setting}}', unsafe: true },
    empty: { by: '{{own}}', unsafe: true },
    off: { replace: '0', by: '{{value}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      if (!path.example || !path.isMain) return;
      for (const { name, value, purpose, presets, severity, option } of options.required) {
        if (presets && !isOfPreset(path, presets)) continue;
        const data = { name, value, purpose, setting: quoteForShell([`${name}=${value}`]) };
        const off = option !== undefined && hasOption(path, option) ? undefined : switchedOff(path, name);
        if (off)
          yield {
            message: off.text === '' ? 'empty' : 'off',
            data: { ...data, given: off.text, own: off.isOwn ? data.setting : undefined },
            at: off.at,
          };
        if (!isAbsent(path, name, option) || isMisspelled(path, name)) continue;
        yield { message: 'missing', data: { ...data, when: when() }, at: path.span, ...(severity && { severity }) };
      }
    });
  },
});

/** Absent from the launch, the image, the command and the code; only for launches that are known to start a Python file. */
function isAbsent(launch: Launch, name: string, option: string | undefined): boolean {
  const starts = launch.starts.filter(({ target }) => target.kind !== 'code');
  if (starts.length === 0 || launch.container.variable(name) !== null) return false;
  if (option !== undefined && hasOption(launch, option)) return false;
  return starts.every((start) => !start.preceded && !start.variables.has(name));
}

interface SwitchedOff {
  readonly text: string;
  readonly at: Span;
  /** The launch does it, not the image. */
  readonly isOwn: boolean;
}

/** Python ignores a variable of its own that is empty or `0` (Python/initconfig.c, _Py_get_env_flag). */
function switchedOff({ spec, image }: Launch, name: string): SwitchedOff | undefined {
  if (!name.startsWith('PYTHON')) return undefined;
  const entry = spec.env.findLast((each) => each.name.text === name);
  const value = entry?.value;
  const inImage = entry || spec.envFiles.length > 0 || spec.open.length > 0 ? undefined : image.view?.env.get(name);
  const at = value ? (value.text === '' ? entry.entry.span : value.span) : (inImage?.valueSpan ?? inImage?.nameSpan);
  const text = value ? value.text : (inImage?.value ?? undefined);
  return at && (text === '0' || text === '') && !value?.word.when?.length ? { text, at, isOwn: entry !== undefined } : undefined;
}

/** The launch or the image sets a variable that was meant to be this one: `env/names` reports that. */
const isMisspelled = ({ spec, image }: Launch, name: string): boolean =>
  [...spec.env.map((entry) => entry.name.text), ...(image.view?.env.keys() ?? [])].some(
    (other) => other !== undefined && isMeantFor(other, name),
  );

/** `python -u`, by itself or in the words of a shell. */
const hasOption = ({ spec }: Launch, option: string): boolean =>
  spec.command.some(({ masked }) => pattern`(?:^|python\S{0,20}\s+)-[a-zA-Z]*${option}`.test(masked));
