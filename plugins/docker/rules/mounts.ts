import { causes, defineRule, type Launch, type Report } from '../../../src/api';
import { onEveryPath, type When } from '../every-path';
import { startedAt } from '../launches';
import { misplacedMount, mountPresence } from '../mount-coverage';
import { demandsOn, flagFor, type RequiredMount, requiredMounts } from '../mount-demands';
import { type CacheVariables, isNeeded } from '../mount-needs';
import { targetOf } from '../paths';

interface Options {
  readonly required: readonly RequiredMount[];
  readonly huggingface: CacheVariables;
}

type Id = 'missing' | 'sometimes' | 'misplaced';

const strings = { type: 'array', items: { type: 'string' } };

export default defineRule<'launch', Options, Id>({
  name: 'mounts',
  scope: 'launch',
  docs: {
    summary: 'A container gets the folders that its work needs',
    why: "What a container writes outside all mounts is deleted when it ends, a package that isn't mounted can't be imported, and a cache that isn't mounted is downloaded again by each start.",
    bad: [
      {
        wrong: 'The results of the training are deleted with the container.',
        sample: `#!/bin/bash
docker run --rm --gpus all demo python train.py
`,
      },
      {
        wrong: 'The folder is mounted only if DEBUG is set.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --gpus all \${DEBUG:+-v "$DIR:/workspace"} demo python train.py
`,
          Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
        },
      },
      {
        wrong: 'The target is misspelled.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --gpus all -v "$DIR:/worskpace" demo python train.py
`,
          Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
        },
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR,dst=/workspace" demo python train.py
`,
      `#!/bin/bash
docker run --rm demo chown -R 1000 /workspace
`,
    ],
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        required: requiredMounts,
        huggingface: {
          type: 'object',
          additionalProperties: false,
          required: ['container', 'code'],
          description: 'Variables that move the Hugging Face cache, so that no mount is demanded for it.',
          properties: {
            container: { ...strings, description: 'Names of variables that the container sets.' },
            code: { ...strings, description: 'How the names of variables that the code sets begin.' },
          },
        },
      },
    },
    tables: { required: 'mounts.required', huggingface: 'mounts.huggingface' },
  },
  messages: {
    missing: 'Nothing is mounted at {{target}}{{when}}. {{purpose}} Add `{{flag}}`.',
    sometimes: 'Nothing is mounted at {{target}}{{when}}. {{purpose}} Mount it on every path through the script.',
    misplaced: '{{wrong}} should be {{target}}{{when}}. {{purpose}} Write `{{target}}`.',
  },
  fixes: {
    missing: [{ top: '{{define}}' }, { flag: '{{flag}}', unsafe: true }],
    misplaced: { replace: '{{wrong}}', by: '{{target}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const demand of demandsOn(path, options.required)) {
        const found = faultOf(path, demand, options, when);
        if (found) yield { ...found, ...(demand.severity && { severity: demand.severity }) };
      }
    });
  },
});

function faultOf(launch: Launch, demand: RequiredMount, { huggingface }: Options, when: When): Report<Id> | undefined {
  const presence = mountPresence(launch, demand);
  if (presence.is !== 'absent' || (presence.when.length > 0 && demand.ways === 'any')) return undefined;
  if (!isNeeded(launch, demand, huggingface)) return undefined;
  const data = { target: demand.target, purpose: demand.purpose, when: when(presence.when) };
  const cause = causes.unmounted(launch, demand.target);
  const meant = misplacedMount(launch, demand);
  if (meant)
    return {
      message: 'misplaced',
      data: { ...data, wrong: targetOf(meant) },
      at: meant.targetSpan,
      related: [startedAt(launch)],
      cause,
    };
  if (presence.when.length > 0) return { message: 'sometimes', data, at: launch.span, cause };
  return {
    message: 'missing',
    data: { ...data, flag: flagFor(demand), define: definitionIn(launch, flagFor(demand)) },
    at: launch.span,
    cause,
  };
}

/** The assignment that a flag needs, if the script has none. Undefined where it can't have one. */
function definitionIn({ script: { shell, language } }: Launch, flag: string): string | undefined {
  if (!flag.includes('SCRIPT_DIR') || /\bSCRIPT_DIR=/.test(shell.file.text)) return '';
  return language === 'shell' ? 'SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"' : undefined;
}
