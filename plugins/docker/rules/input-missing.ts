import { posix } from 'node:path';
import { defineRule, isSymbolic, type JsonSchema, type Launch, quoteForShell, showRoots } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { mayFetch } from '../input-sources';
import { type NamedPath, namedPaths, placeOfPath } from '../named-paths';
import { isWithin } from '../paths';

interface Options {
  readonly inputs: { readonly options: readonly string[]; readonly variables: readonly string[] };
}

const strings: JsonSchema = { type: 'array', items: { type: 'string' } };

const launch = (words: string): string => `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace ${words}
`;

export default defineRule<'launch', Options, 'container' | 'host'>({
  name: 'input-missing',
  scope: 'launch',
  docs: {
    summary: 'The data that a program is told to read is in its container',
    why: "A path that neither a mount nor the image has doesn't exist in the container. The program stops when it opens it, or trains on nothing.",
    bad: [
      {
        wrong: 'Nothing is mounted at `/data`.',
        sample: {
          'train.sh': launch('-e TRAIN_DATA=/data/leaves demo python train.py'),
          'train.py': '',
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: "The path is the host's.",
        sample: {
          'train.sh': launch('demo python train.py --data-dir "$HOME/datasets/leaves"'),
          'train.py': '',
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: [
      {
        'train.sh': launch('-v "$HOME/leaves:/data/leaves:ro" -e TRAIN_DATA=/data/leaves demo python train.py'),
        'train.py': '',
        Dockerfile: 'FROM python:3.12\n',
      },
      {
        'train.sh': launch('-e TRAIN_DATA=org/leaves demo python train.py'),
        'train.py': '',
        Dockerfile: 'FROM python:3.12\n',
      },
    ],
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        inputs: {
          type: 'object',
          additionalProperties: false,
          required: ['options', 'variables'],
          description: 'Options and variables that name what a program reads.',
          properties: { options: strings, variables: strings },
        },
      },
    },
    tables: { inputs: 'mounts.inputs' },
  },
  messages: {
    container:
      "{{name}} makes the program read {{path}}, but no mount holds it, and the image doesn't have it. Add `{{flag}}`, or name data that is there.",
    host: '{{name}} makes the program read {{path}}, which is a path of the host that no mount shows in the container. Mount it, and give its path in the container.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      if (!path.isMain || mayHold(path)) return;
      for (const input of namedPaths(path, options.inputs)) {
        if (!isMissing(path, input)) continue;
        const isOfHost = isSymbolic(input.path);
        const flag = `--mount ${quoteForShell([`type=bind,src=${input.path},dst=${input.path},readonly`])}`;
        const data = { name: input.name, path: isOfHost ? showRoots(input.path) : input.path, flag };
        yield { message: isOfHost ? 'host' : 'container', data, ...placeOfPath(input) };
      }
    });
  },
});

/** Volumes of other containers, or words that aren't known, may hold it, and so may a base image that isn't known. */
const mayHold = ({ spec, image }: Launch): boolean =>
  spec.open.length > 0 ||
  spec.ambiguous ||
  spec.volumesFrom.length > 0 ||
  !image.view ||
  spec.mounts.some(({ target }) => target.text === undefined) ||
  image.view.stages.some(({ volumes }) => volumes.length > 0);

function isMissing(launch: Launch, { path, name }: NamedPath): boolean {
  const { container, image } = launch;
  if (!path.startsWith('/') || path === '/' || container.locate(path).kind !== 'image') return false;
  // A mount or a line of the Dockerfile below it or above it may make it.
  const top = `/${path.split('/')[1]}`;
  const text = image.dockerfile?.dockerfile.file.text ?? '';
  if (launch.spec.mounts.some(({ target }) => isWithin(posix.normalize(target.text ?? '/'), path))) return false;
  if (text.includes(path) || (!isSymbolic(path) && system.has(top)) || launch.spec.workdir?.text === path) return false;
  return !mayFetch(launch, name, path);
}

/** Folders that every image fills by itself, or that programs fill at run time. */
const system = new Set([
  '/bin',
  '/dev',
  '/etc',
  '/lib',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
]);
