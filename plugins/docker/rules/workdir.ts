import { posix } from 'node:path';
import table from '../../../rules/tables/launches.yaml';
import { defineRule, type Launch, type Report } from '../../../src/api';
import { onAllWays, type When } from '../cases';
import { isMain } from '../launches';
import { isWithin, targetOf } from '../paths';

interface Options {
  readonly rootBases: readonly string[];
}

type Found = Report<'unset' | 'nowhere'>;

export default defineRule<'launch', Options, 'unset' | 'nowhere'>({
  name: 'workdir',
  scope: 'launch',
  docs: {
    summary: 'The working folder is set, and is one that the container has',
    why: 'A relative path such as `train.py` is taken from the working folder. Without `--workdir` and without WORKDIR in the Dockerfile that is the base image’s, often `/`; and a folder that neither a mount nor the image has is made on the spot, empty.',
    bad: [
      {
        'train.sh': '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" demo python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
        'train.py': '',
      },
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/work" -w /workspace demo python train.py\n',
        Dockerfile: 'FROM python:3.12\n',
        'train.py': '',
      },
    ],
    good: [
      {
        'train.sh': '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" demo python train.py\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
        'train.py': '',
      },
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" -w /workspace demo python train.py\n',
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
          description: 'base images, without tags, that leave the working folder at `/`',
        },
      },
    },
    defaults: { rootBases: (table as Options).rootBases },
  },
  messages: {
    unset:
      'neither `--workdir` nor the Dockerfile sets the working folder{{when}}, so that `{{word}}` is looked for in `/`; add `--workdir {{folder}}`',
    nowhere:
      'the working folder {{folder}} is neither mounted nor in the image{{when}}, so that the engine makes it, empty, and `{{word}}` is not found; {{advice}}',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, (way, when) => checkWay(way, options, when));
  },
});

function* checkWay(launch: Launch, options: Options, whenOf: When): Iterable<Found> {
  const container = launch.container;
  const { spec } = launch;
  if (!launch.example || !launch.image.view || spec.open.length > 0 || spec.ambiguous || !isMain(launch)) return;
  const word = relativeWord(launch);
  if (word === undefined) return;
  const when = whenOf();
  const mounts = spec.mounts.flatMap((mount) => targetOf(mount) ?? []);
  const holding = mounts.find(
    (target) => container.locate(posix.join(target, word)).kind === 'mounted' && launch.example?.has(word),
  );
  const isSet = launch.image.view.stages.some(({ workdirs }) => workdirs.length > 0);
  const imageFolder = isSet
    ? launch.image.view.workdir
    : options.rootBases.includes(baseName(launch.image.view.base.value))
      ? '/'
      : undefined;
  if (!spec.workdir) {
    if (isSet || imageFolder !== '/' || !holding) return;
    yield { message: 'unset', data: { word, when, folder: holding }, at: launch.span };
    return;
  }
  const folder = container.workdir;
  if (folder === undefined || folder === '/' || container.locate(folder).kind !== 'image') return;
  if (mounts.some((target) => isWithin(target, folder)) || mentions(launch.image.dockerfile?.dockerfile.file.text, folder))
    return;
  if (imageFolder === undefined || isWithin(imageFolder, folder)) return;
  const advice = holding ? `write \`--workdir ${holding}\`` : 'mount the example’s folder there';
  const data = { folder, word, when, advice };
  yield { message: 'nowhere', data, at: spec.workdir.span, related: [{ message: 'for this container', at: launch.span }] };
}

const baseName = (image: string | undefined): string =>
  (image ?? '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/[:@].*$/, '');

const mentions = (text: string | undefined, folder: string): boolean => text?.includes(folder) ?? true;

/** The file that the command starts, where it is taken from the working folder. */
function relativeWord(launch: Launch): string | undefined {
  const [start] = launch.starts;
  const text = start?.target.kind === 'file' ? start.target.part.text : undefined;
  return text === undefined || text.startsWith('/') || start?.preceded || start?.workdir !== launch.container.workdir
    ? undefined
    : text;
}
