import { defineRule, type Launch } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { isOfPreset, presetsSchema } from '../launches';
import { placeOfPath } from '../named-paths';
import { type OutputOptions, outputOptions, outputsOf } from '../outputs';
import { targetOf } from '../paths';

interface Options extends OutputOptions {
  /** Presets whose results must be kept, wherever they are written. */
  readonly trainings: readonly string[];
}

export default defineRule<'launch', Options, 'lost'>({
  name: 'output-lost',
  scope: 'launch',
  docs: {
    summary: 'A program writes its results to a mount',
    why: 'What a container writes outside all mounts is deleted with it.',
    bad: [
      {
        wrong: 'Nothing is mounted at `/outputs`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py --output_dir /outputs
`,
          'train.py': '',
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: {
      'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py --output_dir /workspace/outputs
`,
      'train.py': '',
      Dockerfile: 'FROM python:3.12\n',
    },
  },
  options: {
    schema: { ...outputOptions.schema, properties: { ...outputOptions.schema.properties, trainings: presetsSchema } },
    tables: { ...outputOptions.tables, trainings: 'launches.trainings' },
  },
  messages: {
    lost: '{{name}} makes the program write to {{path}}, which no mount holds, so it is deleted with the container. Write below {{folder}}, or mount {{path}}.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      const folder = path.isMain ? writableTarget(path) : undefined;
      if (folder === undefined) return;
      for (const output of outputsOf(path, options)) {
        if (!output.path.startsWith('/') || (isTemporary(output.path) && !isOfPreset(path, options.trainings))) continue;
        if (path.container.locate(output.path).kind !== 'image') continue;
        yield { message: 'lost', data: { name: output.name, path: output.path, folder }, ...placeOfPath(output) };
      }
    });
  },
});

const isTemporary = (path: string): boolean => /^\/(tmp|var\/tmp|dev)(\/|$)/.test(path);

/** A writable mount of a container that is removed at its end; none where something may keep what is written elsewhere. */
function writableTarget({ spec, script, image }: Launch): string | undefined {
  const isRemoved = spec.flags.some(({ name, enabled }) => name === 'rm' && enabled === true);
  const isOpen =
    spec.open.length > 0 || spec.volumesFrom.length > 0 || spec.mounts.some(({ target }) => target.text === undefined);
  const isKept = image.view?.stages.some(({ volumes }) => volumes.length > 0) ?? false;
  if (!isRemoved || isOpen || isKept || /\b(docker|podman)\s+(cp|commit)\b/.test(script.shell.file.text)) return undefined;
  const writable = spec.mounts.find(
    (mount) => mount.type === 'bind' && mount.readonly === false && !targetOf(mount)?.includes('/.cache'),
  );
  return writable && targetOf(writable);
}
