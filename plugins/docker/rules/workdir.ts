import { posix } from 'node:path';
import { defineRule, exampleTargetInstead, type Launch, parseImage, type Report } from '../../../src/api';
import { onEveryPath, type When } from '../every-path';
import { startedContainers, workdirSetting } from '../languages';
import { startedAt } from '../launches';
import { isWithin, targetOf } from '../paths';

interface Options {
  readonly rootBases: readonly string[];
}

type Id = 'unset' | 'absent' | 'elsewhere' | 'repository';

export default defineRule<'launch', Options, Id>({
  name: 'workdir',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'The working folder is set, and the container has it',
    why: "A relative path such as `train.py` is looked for in the working folder. Without `--workdir` and WORKDIR, that is the base image's, often `/`. A folder that neither a mount nor the image has is created, empty.",
    bad: [
      {
        wrong: '`train.py` is looked for in `/`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
          'train.py': '',
        },
      },
      {
        wrong: 'The example is mounted at `/work`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/work" -w /workspace demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
          'train.py': '',
        },
      },
      {
        wrong: 'The container starts in the read-only mount of the repository.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -v "$DIR/../..:/cvlization_repo:ro" -w /cvlization_repo demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
          'train.py': '',
        },
      },
      {
        wrong: 'Nothing is mounted at `/workspace`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run -w /workspace demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
          'train.py': '',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" demo python train.py
`,
        Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
        'train.py': '',
      },
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        Dockerfile: 'FROM python:3.12\n',
        'train.py': '',
      },
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#workdir'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        rootBases: {
          type: 'array',
          items: { type: 'string' },
          description: 'Base images, without tags, whose working folder is `/`.',
        },
      },
    },
    tables: { rootBases: 'images.atRoot' },
  },
  messages: {
    repository:
      "The container starts in {{folder}}{{when}}, which is read-only and holds more than the example, so relative paths don't find the example's files, and nothing can be written. Write `{{flag}}`.",
    unset:
      'Neither `--workdir` nor the Dockerfile sets the working folder{{when}}, so `{{file}}` is looked for in `/`. Add `{{flag}}`.',
    elsewhere:
      "The container has no {{folder}}{{when}}, so the engine creates it, empty, and `{{file}}` isn't found. Write `{{flag}}`.",
    absent:
      "The container has no {{folder}}{{when}}, so the engine creates it, empty, and `{{file}}` isn't found. Mount the example's folder there.",
  },
  fixes: {
    unset: { flag: '{{flag}}', unsafe: true },
    elsewhere: { replace: '{{folder}}', by: '{{holding}}', unsafe: true },
    repository: { replace: '{{folder}}', by: '{{holding}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      const target = path.isMain ? exampleTargetInstead(path) : undefined;
      if (target !== undefined) yield inRepository(path, target, when);
      if (!path.example || !path.image.view || path.spec.open.length > 0 || path.spec.ambiguous || !path.isMain) return;
      const file = relativeFile(path);
      const found = file === undefined ? undefined : faultOf(path, file, options, when);
      if (found) yield found;
    });
  },
});

function inRepository(launch: Launch, target: string, when: When): Report<Id> {
  const holding = launch.spec.workdir ? target : undefined;
  const data = { folder: launch.container.workdir, flag: workdirSetting(launch, target), holding, when: when() };
  return { message: 'repository', data, at: launch.spec.workdir?.span ?? launch.span, related: [startedAt(launch)] };
}

/** The file that the command starts, where it is looked for in the working folder. */
function relativeFile({ starts: [start], container }: Launch): string | undefined {
  const text = start?.target.kind === 'file' ? start.target.part.text : undefined;
  return text === undefined || text.startsWith('/') || start?.preceded || start?.workdir !== container.workdir ? undefined : text;
}

function faultOf(launch: Launch, file: string, options: Options, when: When): Report<Id> | undefined {
  const { container, spec, example, image } = launch;
  const targets = spec.mounts.flatMap((mount) => targetOf(mount) ?? []);
  const holding = targets.find((target) => container.locate(posix.join(target, file)).kind === 'mounted' && example?.has(file));
  const imageFolder = workdirOf(launch, options);
  const data = { file, flag: holding && workdirSetting(launch, holding), holding, when: when() };
  if (!spec.workdir) return imageFolder === 'unset' && holding ? { message: 'unset', data, at: launch.span } : undefined;
  const folder = container.workdir;
  if (folder === undefined || folder === '/' || container.locate(folder).kind !== 'image') return undefined;
  const text = image.dockerfile?.dockerfile.file.text;
  if (targets.some((target) => isWithin(target, folder)) || text === undefined || text.includes(folder)) return undefined;
  if (imageFolder === undefined || isWithin(imageFolder, folder)) return undefined;
  const message = holding ? 'elsewhere' : 'absent';
  return { message, data: { ...data, folder }, at: spec.workdir.span, related: [startedAt(launch)] };
}

/** The working folder of the image; `unset` where neither its Dockerfile nor its base sets one, undefined where it isn't known. */
function workdirOf({ image: { view } }: Launch, { rootBases }: Options): string | undefined {
  if (view?.stages.some(({ workdirs }) => workdirs.length > 0)) return view.workdir;
  const base = view?.base.value === undefined ? undefined : parseImage(view.base.value);
  return base && typeof base !== 'string' && rootBases.includes(base.familiar) ? 'unset' : undefined;
}
