import { posix } from 'node:path';
import { defineRule, type Launch, parseImage, runCommands, type Stage } from '../../../src/api';
import { allContainers } from '../languages';
import { startedFiles } from '../started-files';

interface Options {
  readonly plainBases: readonly string[];
  readonly makers: readonly string[];
}

const strings = { type: 'array', items: { type: 'string' } };

export default defineRule<'launch', Options, 'absent' | 'beside'>({
  name: 'command-in-image',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'A file that a container starts without a mount is copied into its image',
    why: 'The container is created and takes the GPU, and then stops with “No such file or directory”. The usual cause is a COPY that was removed when a mount was added.',
    bad: [
      {
        wrong: 'Only `requirements.txt` is copied.',
        sample: {
          'build.sh': `#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
`,
          'train.sh': `#!/bin/bash
docker run --rm demo python train.py
`,
          Dockerfile: `FROM python:3.12
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
          'requirements.txt': 'torch\n',
          'train.py': '',
        },
      },
      {
        wrong: 'The example has no `train.py` at all.',
        sample: {
          'build.sh': `#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
`,
          'train.sh': `#!/bin/bash
docker run --rm demo python train.py
`,
          Dockerfile: 'FROM python:3.12\nWORKDIR /app\n',
        },
      },
    ],
    good: [
      {
        'build.sh': `#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
`,
        'train.sh': `#!/bin/bash
docker run --rm demo python train.py
`,
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
        'train.py': '',
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        plainBases: { ...strings, description: 'Base images, without tags, that bring no files of an example.' },
        makers: { ...strings, description: 'Programs of a build that may create any file.' },
      },
    },
    tables: { plainBases: 'images.plain', makers: 'images.makers' },
  },
  messages: {
    absent:
      "{{file}} isn't mounted, and {{dockerfile}} doesn't copy it into the image, so the container stops immediately. Mount its folder, or copy the file.",
    beside:
      "{{file}} isn't mounted, and {{dockerfile}} doesn't copy it into the image, so the container stops immediately. Mount its folder, or copy {{beside}}.",
  },
  *check(launch, { options }) {
    for (const { word, path, container } of startedFiles(launch)) {
      if (container.locate(path).kind !== 'image') continue;
      const image = imageWithout(launch, path, options);
      if (!image) continue;
      const beside = posix.join(posix.dirname(image.dockerfile), posix.basename(path));
      yield {
        message: launch.repository.kind(beside) === 'file' ? 'beside' : 'absent',
        data: { file: word.text, dockerfile: image.dockerfile, beside },
        at: word.span,
        related: [{ message: 'The image is based on this one.', at: image.base.span }],
      };
    }
  },
});

/** The launch's image, where it has a plain base and no command of the build can have brought the file. */
function imageWithout({ image, spec }: Launch, path: string, { plainBases, makers }: Options) {
  const { builds, dockerfile, view } = image;
  if (!dockerfile || !view || spec.image?.text === undefined || builds.length !== 1) return undefined;
  const base = view.base.value === undefined ? undefined : parseImage(view.base.value);
  if (!base || typeof base === 'string' || !plainBases.includes(base.familiar)) return undefined;
  const { file } = dockerfile.dockerfile;
  const mayBring = (stage: Stage): boolean =>
    stage.runs.some(
      (run) =>
        file.text.slice(run.span.start, run.span.end).includes(posix.basename(path)) ||
        runCommands(run, stage, file).some(({ words }) => mayCreateFiles(words, makers)),
    );
  return view.stages.some(mayBring) ? undefined : { dockerfile: dockerfile.path, base: view.base };
}

/** Judged by the program: `apt-get install wget` creates no file of the example. */
function mayCreateFiles(words: readonly { readonly text: string | undefined }[], makers: readonly string[]): boolean {
  const texts = words.map(({ text }) => text);
  const program = texts.find((word) => word === undefined || !/^(sudo|env|time|exec|\w+=.*|-.*)$/.test(word));
  return program === undefined || makers.includes(posix.basename(program));
}
